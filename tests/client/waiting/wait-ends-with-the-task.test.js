// A wait ends when the task does, with what it became; nothing on the way there ends it.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient, TaskFailedError } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { badGateway, fakeService, notFound, noSuchPage, refusal, watched } from './service.js';

const MINUTE = 60_000;
before(() => new AlephClient().ready());

suite('a wait', () => {
  test('resolves with the succeeded task', async (t) => {
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService({ tasks: { a: { finishesAt: clock.now + 5 * MINUTE } } });
    const wait = watched(client.waitForTask('a'));
    await clock.advance(5 * MINUTE - 1);
    assert.equal(wait.settled, false);
    await clock.advance(20_000);
    assert.equal(wait.value?.status, 'succeeded');
    assert.equal(wait.value?.response?.resultVideoUrl, 'https://example.com/a.mp4');
    assert.ok(looks.length > 15 && looks.length < 40, String(looks.length));
    assert.equal(clock.pending, 0);
  });

  for (const successFlag of [2, 3, 7]) {
    test(`rejects with TaskFailedError, task and reason, for flag ${successFlag}`, async (t) => {
      const clock = FakeClock.install(t);
      const { client } = fakeService({
        tasks: { a: { finishesAt: clock.now + 30_000, successFlag, errorMessage: 'internal error' } },
      });
      const wait = watched(client.waitForTask('a'));
      await clock.advance(MINUTE);
      assert.ok(wait.error instanceof TaskFailedError);
      const { kind, taskId, task, message } = wait.error;
      assert.deepEqual(
        [kind, taskId, task?.status, task?.errorMessage],
        ['task-failed', 'a', 'failed', 'internal error'],
      );
      assert.match(message, /internal error/);
      assert.equal(clock.pending, 0);
    });
  }

  test('says so when the service gave no reason', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { finishesAt: clock.now, successFlag: 3 } } });
    const wait = watched(client.waitForTask('a'));
    await clock.advance(0);
    assert.equal(wait.error?.message, 'The generation failed: the service gave no reason');
  });

  for (const pendingFlag of [-1, 1.5, 'weird', null, true]) {
    test(`goes on for the unknown flag ${JSON.stringify(pendingFlag)}, which is visible`, async (t) => {
      const clock = FakeClock.install(t);
      const { client } = fakeService({ tasks: { a: { finishesAt: clock.now + MINUTE, pendingFlag } } });
      /** @type {unknown[]} */
      const flags = [];
      const wait = watched(client.waitForTask('a', { onUpdate: ({ task }) => flags.push(task?.successFlag) }));
      await clock.advance(2 * MINUTE);
      assert.equal(wait.value?.status, 'succeeded');
      assert.equal(flags[0], typeof pendingFlag === 'number' ? pendingFlag : null);
    });
  }

  /** @type {[what: string, trouble: import('./service.js').Trouble][]} */
  const HARMLESS = [
    ['one 502', (look) => (look === 3 ? badGateway() : undefined)],
    ["a captive portal's page", (look) => (look === 3 ? new Response('<html>log in</html>') : undefined)],
    ['a lost network', (look) => (look === 3 ? Promise.reject(new TypeError('fetch failed')) : undefined)],
    ['a rate limit', (look) => (look === 3 ? refusal(429) : undefined)],
    ['maintenance for a while', (look) => (look > 2 && look < 8 ? refusal(455) : undefined)],
    ['a task that neither route finds for a moment', (look) => (look === 3 || look === 4 ? notFound() : undefined)],
    ['a new task that is not found yet', (look) => (look < 4 ? notFound() : undefined)],
    ['four unreadable answers', (look) => (look > 2 && look < 7 ? new Response('{') : undefined)],
    ['four pages with HTTP 404, as while a server is set up', (look) => (look < 5 ? noSuchPage() : undefined)],
    [
      'an answer that is cut off',
      (look) =>
        look === 3 ? new Response(new ReadableStream({ start: (c) => c.error(new Error('cut')) })) : undefined,
    ],
  ];
  for (const [what, trouble] of HARMLESS) {
    test(`is not ended by ${what}`, async (t) => {
      const clock = FakeClock.install(t);
      const { client } = fakeService({ tasks: { a: { finishesAt: clock.now + 4 * MINUTE } }, trouble });
      /** @type {(string | undefined)[]} */
      const errors = [];
      const wait = watched(client.waitForTask('a', { onUpdate: ({ error }) => errors.push(error?.kind) }));
      await clock.advance(5 * MINUTE);
      assert.equal(wait.value?.status, 'succeeded', wait.error);
      assert.ok(
        errors.some((kind) => kind !== undefined),
        'it is visible',
      );
    });
  }

  for (const [code, kind] of /** @type {const} */ ([
    [401, 'authentication'],
    [402, 'insufficient-credits'],
    [422, 'invalid-request'],
    [451, 'asset-unavailable'],
    [501, 'task-failed'],
    [505, 'feature-disabled'],
    [433, 'insufficient-credits'],
  ])) {
    test(`fails on the first answer for code ${code}`, async (t) => {
      const clock = FakeClock.install(t);
      const { client, looks } = fakeService({ trouble: () => refusal(code) });
      const wait = watched(client.waitForTask('a'));
      await clock.advance(1);
      assert.deepEqual([wait.error?.kind, wait.error?.taskId, looks.length], [kind, 'a', 1]);
      assert.equal(clock.pending, 0);
    });
  }

  test('gives up after 90 s when there is no such task', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ trouble: notFound });
    const wait = watched(client.waitForTask('a'));
    await clock.advance(89_000);
    assert.equal(wait.settled, false);
    await clock.advance(31_000);
    assert.equal(wait.error?.kind, 'task-not-found');
  });

  for (const [what, trouble] of /** @type {const} */ ([
    ['unreadable answers', () => new Response('<html>')],
    ['pages with HTTP 404', noSuchPage],
  ])) {
    test(`gives up after five ${what} in a row, and says what to check`, async (t) => {
      const clock = FakeClock.install(t);
      const { client, looks } = fakeService({ trouble });
      const wait = watched(client.waitForTask('a'));
      await clock.advance(5 * MINUTE);
      assert.deepEqual([wait.error?.kind, looks.length], ['invalid-response', 5]);
      assert.match(wait.error.message, /check the base URL\. The task is not lost/);
    });
  }

  test('keeps the last known task on the error that ends it', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ trouble: (look) => (look > 1 ? refusal(401) : undefined) });
    const wait = watched(client.waitForTask('a'));
    await clock.advance(MINUTE);
    assert.deepEqual([wait.error?.kind, wait.error?.task?.status], ['authentication', 'processing']);
  });

  test('tells elapsed time, attempts and the next look after each look', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { finishesAt: clock.now + 25_000 } } });
    /** @type {import('../../../web/client/follow/followed-task.js').Look[]} */
    const updates = [];
    void client.waitForTask('a', { interval: 10_000, onUpdate: (update) => updates.push(update) });
    await clock.advance(30_000);
    assert.deepEqual(
      updates.map(({ elapsed, attempts, nextDelay, error }) => ({ elapsed, attempts, nextDelay, error })),
      [
        { elapsed: 0, attempts: 1, nextDelay: 10_000, error: null },
        { elapsed: 10_000, attempts: 2, nextDelay: 10_000, error: null },
        { elapsed: 20_000, attempts: 3, nextDelay: 10_000, error: null },
        { elapsed: 30_000, attempts: 4, nextDelay: null, error: null },
      ],
    );
  });

  for (const [random, first, second] of /** @type {const} */ ([
    [0, 25_000, 15_000],
    [0.5, 26_250, 15_750],
  ])) {
    test(`looks as often as a task of that age wants it, though the service tells no time, with chance ${random}`, async (t) => {
      const clock = FakeClock.install(t);
      t.mock.method(Math, 'random', () => random);
      const { client, looks } = fakeService({ tasks: { a: { createTime: null } } });
      watched(client.waitForTask('a'));
      await clock.advance(first + second);
      assert.deepEqual(
        looks.map(({ at }) => at),
        [0, first, first + second],
      );
    });
  }

  test('looks at a task that is old already as often as an old one wants it', async (t) => {
    const clock = FakeClock.install(t);
    t.mock.method(Math, 'random', () => 0);
    const { client, looks } = fakeService({ tasks: { a: { createTime: clock.now - 400_000 } } });
    watched(client.waitForTask('a'));
    await clock.advance(6_600);
    assert.equal(looks.length, 2);
  });

  test('forgets failures after a good look', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ trouble: (look) => ([2, 3, 4, 6].includes(look) ? badGateway() : undefined) });
    /** @type {(number | null)[]} */
    const delays = [];
    watched(client.waitForTask('a', { onUpdate: ({ error, nextDelay }) => error && delays.push(nextDelay) }));
    await clock.advance(5 * MINUTE);
    const [first, second, third, afterGood] = delays.map(Number);
    assert.ok(Number(first) < Number(second) && Number(second) < Number(third));
    assert.ok(Number(afterGood) <= 2_000, String(delays));
  });

  test('rejects with an error of this package, and the cause, when a look fails as nobody has foreseen', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService();
    const bug = new Error('a bug');
    t.mock.method(Math, 'random').mock.mockImplementationOnce(() => {
      throw bug;
    });
    const wait = watched(client.waitForTask('a'));
    await clock.advance(0);
    assert.deepEqual([wait.error?.kind, wait.error?.cause], ['start', bug]);
    assert.match(wait.error.message, /unexpected/);
  });

  test('rejects with what onUpdate throws, and stops', async (t) => {
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    const mine = new Error('mine');
    const wait = watched(
      client.waitForTask('a', {
        onUpdate: () => {
          throw mine;
        },
      }),
    );
    await clock.advance(5 * MINUTE);
    assert.equal(wait.error, mine);
    assert.deepEqual([looks.length, clock.pending], [1, 0]);
  });
});
