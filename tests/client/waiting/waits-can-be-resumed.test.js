// A wait is a small JSON value: another page, process or a restarted worker goes on with its age, attempts and deadline.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { badGateway, fakeService, notFound, refusal, watched } from './service.js';

const MINUTE = 60_000;
before(() => new AlephClient().ready());

const stored = (/** @type {object} */ value) => JSON.parse(JSON.stringify(value));

suite('resumeFrom', () => {
  test('knows the route before it has looked, and after a look that saw nothing', async (t) => {
    const clock = FakeClock.install(t);
    const { client, newClient } = fakeService();
    watched(client.waitForTask('a', { interval: 10_000 }));
    await clock.advance(0);
    const snapshot = { ...client.snapshot('a'), route: /** @type {const} */ ('jobs') };
    const other = newClient();
    watched(other.waitForTask('a', { resumeFrom: snapshot }));
    assert.equal(other.snapshot('a').route, 'jobs');
  });

  test('goes on with age, attempts and deadline in another client', async (t) => {
    const clock = FakeClock.install(t);
    const { client, newClient, begun } = fakeService();
    const controller = new AbortController();
    watched(client.waitForTask('a', { timeout: 10 * MINUTE, signal: controller.signal }));
    await clock.advance(4 * MINUTE);
    const text = JSON.stringify(client.snapshot('a'));
    assert.ok(text.length < 500);
    controller.abort();
    await clock.advance(2 * MINUTE);

    /** @type {import('../../../web/client/follow/followed-task.js').Look[]} */
    const updates = [];
    const resumed = watched(
      newClient().waitForTask('a', { resumeFrom: JSON.parse(text), onUpdate: (update) => updates.push(update) }),
    );
    await clock.advance(0);
    const { attempts, startedAt, deadline } = JSON.parse(text);
    assert.deepEqual([startedAt, deadline], [begun, begun + 10 * MINUTE]);
    assert.deepEqual([updates[0]?.elapsed, updates[0]?.attempts], [6 * MINUTE, attempts + 1]);
    assert.ok(Number(updates[0]?.nextDelay) < 9_000, 'the pace of a task of that age');
    await clock.advance(4 * MINUTE);
    assert.equal(resumed.error?.kind, 'timeout');
  });

  test('takes what a snapshot says of the looks so far', async (t) => {
    const clock = FakeClock.install(t);
    const { client, newClient, begun } = fakeService({ trouble: (look) => (look > 2 ? notFound() : undefined) });
    const snapshot = {
      taskId: 'a',
      startedAt: begun,
      deadline: begun + 20 * MINUTE,
      attempts: 2,
      failures: 0,
      failingSince: null,
      createTime: new Date(begun).toISOString(),
      route: /** @type {const} */ ('aleph'),
    };
    watched(client.waitForTask('a', { interval: 10_000 }));
    await clock.advance(10_000);
    assert.deepEqual(client.snapshot('a'), snapshot);
    await clock.advance(10_000);
    const failing = { ...snapshot, attempts: 3, failures: 1, failingSince: begun + 20_000 };
    assert.deepEqual(client.snapshot('a'), failing);
    watched(newClient().waitForTask('a', { resumeFrom: failing }));
    const resumed = watched(newClient().waitForTask('a', { resumeFrom: { ...failing, failures: 4 } }));
    await clock.advance(85_000);
    assert.equal(resumed.settled, false);
    await clock.advance(40_000);
    assert.equal(resumed.error?.kind, 'task-not-found', '90 s after the first of those looks');
  });

  test('with the deadline of the last of those who wait', async (t) => {
    const clock = FakeClock.install(t);
    const { client, begun } = fakeService();
    for (const timeout of [MINUTE, 3 * MINUTE, 2 * MINUTE]) watched(client.waitForTask('a', { timeout }));
    await clock.advance(0);
    assert.equal(client.snapshot('a').deadline, begun + 3 * MINUTE);
  });

  test('of another task is refused, and so is what is no snapshot', async () => {
    const { client, looks } = fakeService();
    await assert.rejects(client.waitForTask('a', { resumeFrom: client.snapshot('b') }), {
      kind: 'invalid-request',
      taskId: 'a',
    });
    const refused = { kind: 'invalid-request', message: /client\.snapshot/ };
    for (const value of /** @type {any[]} */ ([{}, 'a', 7, { taskId: 7 }, []]))
      await assert.rejects(client.waitForTask('a', { resumeFrom: value }), refused);
    for (const value of /** @type {any[]} */ ([undefined, null, {}, 'a']))
      await assert.rejects(client.pollOnce(value), refused);
    assert.equal(looks.length, 0);
  });

  /** @type {[what: string, damage: object][]} */
  const DAMAGES = [
    [
      'texts',
      { startedAt: 'a', deadline: '7', attempts: '7', failures: '7', failingSince: '7', createTime: 'a', route: 'a' },
    ],
    [
      'no numbers',
      { startedAt: NaN, deadline: -Infinity, attempts: NaN, failures: Infinity, failingSince: NaN, createTime: 7 },
    ],
    ['the future', { startedAt: Date.UTC(2100, 1), createTime: null }],
    [
      'nothing',
      { startedAt: undefined, deadline: undefined, attempts: undefined, failures: undefined, createTime: undefined },
    ],
  ];
  for (const [what, damage] of DAMAGES) {
    test(`of ${what} is that of a wait that begins now`, async (t) => {
      const clock = FakeClock.install(t);
      const { client } = fakeService({ trouble: badGateway });
      const whole = { ...client.snapshot('a'), deadline: null };
      const result = watched(client.pollOnce(/** @type {any} */ ({ ...whole, ...damage })));
      await clock.advance(0);
      assert.deepEqual(result.value?.snapshot, { ...whole, attempts: 1, failures: 1, failingSince: clock.now });
    });
  }

  test('of a wait that has not begun says so', (t) => {
    const { now: startedAt } = FakeClock.install(t);
    const nothing = { attempts: 0, failures: 0, failingSince: null, createTime: null, route: null };
    const snapshot = { taskId: 'a', startedAt, deadline: startedAt + 20 * MINUTE, ...nothing };
    assert.deepEqual(fakeService().client.snapshot('a'), snapshot);
  });

  test('of damaged values goes on with something sensible', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService();
    const damaged = {
      taskId: 'a',
      startedAt: 'yesterday',
      deadline: 'soon',
      attempts: NaN,
      failures: null,
      failingSince: {},
      createTime: 'never',
    };
    /** @type {import('../../../web/client/follow/followed-task.js').Look[]} */
    const updates = [];
    watched(
      client.waitForTask('a', { resumeFrom: /** @type {any} */ (damaged), onUpdate: (update) => updates.push(update) }),
    );
    await clock.advance(0);
    assert.deepEqual([updates[0]?.elapsed, updates[0]?.attempts, updates[0]?.task?.status], [0, 1, 'processing']);
  });

  test('keeps a wait without an end', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService();
    watched(client.waitForTask('a', { timeout: Infinity }));
    await clock.advance(MINUTE);
    assert.equal(stored(client.snapshot('a')).deadline, null);
  });
});

suite('pollOnce', () => {
  test('gives the task, the next snapshot and the delay until the end, and never a timer', async (t) => {
    const clock = FakeClock.install(t);
    const { client, newClient, looks } = fakeService({ tasks: { a: { finishesAt: clock.now + 5 * MINUTE } } });
    let snapshot = stored(client.snapshot('a'));
    const statuses = [];
    for (let nextDelay = /** @type {number | null} */ (0); nextDelay !== null; ) {
      await clock.advance(nextDelay);
      const result = watched(newClient().pollOnce(snapshot));
      await clock.advance(0);
      assert.equal(clock.pending, 0);
      statuses.push(result.value?.task?.status);
      snapshot = stored(/** @type {object} */ (result.value?.snapshot));
      nextDelay = result.value?.nextDelay ?? null;
    }
    assert.equal(statuses.at(-1), 'succeeded');
    assert.equal(snapshot.attempts, looks.length);
    assert.ok(looks.length > 15 && looks.length < 40, String(looks.length));
  });

  test('forgets failures after a good look', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService();
    const failing = { ...client.snapshot('a'), failures: 3, failingSince: clock.now - 1_000 };
    const result = watched(client.pollOnce(failing));
    await clock.advance(0);
    assert.deepEqual([result.value?.snapshot.failures, result.value?.snapshot.failingSince], [0, null]);
  });

  test('keeps a creation time that the service tells no more', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { createTime: null } } });
    const createTime = new Date(clock.now - MINUTE).toISOString();
    const result = watched(client.pollOnce({ ...client.snapshot('a'), createTime }));
    await clock.advance(0);
    assert.equal(result.value?.snapshot.createTime, createTime);
  });

  test('gives a failed task as a task, with no next delay', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { finishesAt: clock.now, successFlag: 3 } } });
    const result = watched(client.pollOnce(client.snapshot('a')));
    await clock.advance(0);
    assert.deepEqual([result.value?.task?.status, result.value?.nextDelay], ['failed', null]);
  });

  test('tells a failed look and counts it, so that the next ones back off', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ trouble: badGateway });
    let snapshot = client.snapshot('a');
    const delays = [];
    for (let i = 1; i <= 3; i++) {
      const result = watched(client.pollOnce(snapshot));
      await clock.advance(0);
      assert.deepEqual(
        [result.value?.task, result.value?.error?.kind, result.value?.snapshot.failures],
        [null, 'server', i],
      );
      snapshot = stored(/** @type {object} */ (result.value?.snapshot));
      delays.push(Number(result.value?.nextDelay));
    }
    assert.ok(Number(delays[2]) > 2 * Number(delays[0]), String(delays));
  });

  test('throws a definite error, and a task that is not found once its 90 s are over', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ trouble: (_, id) => (id === 'a' ? refusal(401) : notFound()) });
    const definite = watched(client.pollOnce(client.snapshot('a')));
    await clock.advance(0);
    assert.equal(definite.error?.kind, 'authentication');
    const gone = watched(client.pollOnce({ ...client.snapshot('b'), failures: 4, failingSince: clock.now - 90_000 }));
    await clock.advance(0);
    assert.equal(gone.error?.kind, 'task-not-found');
  });

  test('past the deadline looks once: a finished task is a task, an unfinished one a TimeoutError with it', async (t) => {
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService({ tasks: { a: { finishesAt: clock.now } } });
    const past = (/** @type {string} */ id) => ({ ...client.snapshot(id), deadline: clock.now - 1 });
    const done = watched(client.pollOnce(past('a')));
    const late = watched(client.pollOnce(past('b')));
    await clock.advance(0);
    assert.equal(done.value?.task?.status, 'succeeded');
    assert.deepEqual([late.error?.kind, late.error?.taskId, late.error?.task?.status], ['timeout', 'b', 'processing']);
    assert.equal(looks.length, 2);
  });

  test('rejects with the reason of an abort', async () => {
    const { client, looks } = fakeService();
    await assert.rejects(client.pollOnce(client.snapshot('a'), { signal: AbortSignal.abort(new Error('mine')) }), {
      message: 'mine',
    });
    assert.equal(looks.length, 0);
  });
});
