// No wait polls for ever: the deadline ends it, whatever the network and the clock on the wall do meanwhile.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient, TimeoutError } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { badGateway, fakeService, notFound, watched } from './service.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A second look at a healthy task has ended by then, and a first one without an answer has not. */
const SECOND_LOOK_MS = 29_000;
before(() => new AlephClient().ready());

suite('the deadline', () => {
  /** @type {[what: string, timeout: number | undefined, due: number, trouble?: import('./service.js').Trouble][]} */
  const CASES = [
    ['20 minutes unless told otherwise', undefined, 20 * MINUTE],
    ['the time given', 90_000, 90_000],
    ['shorter than the first interval', 3_000, 3_000],
    ['while a look never comes back', 45_000, 45_000, () => new Promise(() => {})],
    ['while every look fails', 5 * MINUTE, 5 * MINUTE, badGateway],
    ['beyond what a timer can hold', 2 ** 31 + 5_000, 2 ** 31 + 5_000],
    ['a millisecond beyond it', 2 ** 31, 2 ** 31],
  ];
  for (const [what, timeout, due, trouble] of CASES) {
    test(`ends a wait: ${what}`, async (t) => {
      const clock = FakeClock.install(t);
      const { client } = fakeService({ trouble });
      const wait = watched(
        client.waitForTask('a', { ...(timeout && { timeout }), ...(due > HOUR && { interval: HOUR }) }),
      );
      await clock.advance(due - 1);
      assert.equal(wait.settled, false);
      await clock.advance(1);
      assert.ok(wait.error instanceof TimeoutError);
      assert.deepEqual(
        [wait.error.kind, wait.error.taskId, wait.error.task?.status],
        ['timeout', 'a', trouble ? undefined : 'processing'],
      );
      assert.equal(clock.pending, 0);
    });
  }

  /** @type {[what: string, trouble: import('./service.js').Trouble | undefined, says: RegExp, cause?: string][]} */
  const LAST_WORDS = [
    ['was seen', undefined, /^The task has not finished .* It goes on at the service/],
    [
      'was seen once',
      (look) => (look > 1 ? badGateway() : undefined),
      /^The task has not finished .* It goes on/,
      'server',
    ],
    [
      'was never found',
      notFound,
      /^No look has seen the task .* The service has no such task for this key/,
      'task-not-found',
    ],
    ['could never be asked for', badGateway, /^No look has seen the task .* HTTP status 502/, 'server'],
    ['got no answer', () => new Promise(() => {}), /^No look has seen the task .* Wait again with its id\.$/],
  ];
  for (const [what, trouble, says, cause] of LAST_WORDS) {
    for (const method of /** @type {const} */ (['waitForTask', 'pollOnce'])) {
      // A single look cannot have seen it before, and ends with its answer.
      if (method === 'pollOnce' && (what === 'got no answer' || what === 'was seen once')) continue;
      test(`says what is true of a task that ${what}: ${method}`, async (t) => {
        const clock = FakeClock.install(t);
        const { client } = fakeService({ trouble });
        const wait = watched(
          /** @type {Promise<unknown>} */ (
            method === 'pollOnce'
              ? client.pollOnce({ ...client.snapshot('a'), deadline: clock.now - 1 })
              : client.waitForTask('a', { timeout: SECOND_LOOK_MS })
          ),
        );
        await clock.advance(SECOND_LOOK_MS);
        assert.match(wait.error.message, says);
        const { kind, retryable, taskId } = wait.error;
        assert.deepEqual([kind, retryable, taskId, wait.error.cause?.kind], ['timeout', true, 'a', cause]);
      });
    }
  }

  test('of a resumed wait knows that the task was seen before', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ trouble: badGateway });
    const snapshot = { ...client.snapshot('a'), createTime: new Date(clock.now).toISOString() };
    const wait = watched(client.waitForTask('a', { resumeFrom: snapshot, timeout: 5_000 }));
    await clock.advance(5_000);
    assert.match(wait.error.message, /It goes on at the service/);
  });

  test('ends a wait that is resumed after it at once', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ trouble: () => new Promise(() => {}) });
    const snapshot = { ...client.snapshot('a'), deadline: clock.now - 1 };
    const wait = watched(client.waitForTask('a', { resumeFrom: snapshot }));
    await clock.advance(0);
    assert.deepEqual([wait.error?.kind, clock.pending], ['timeout', 0]);
  });

  test('may be none', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { finishesAt: clock.now + 30 * HOUR } } });
    const wait = watched(client.waitForTask('a', { timeout: Infinity }));
    await clock.advance(31 * HOUR);
    assert.equal(wait.value?.status, 'succeeded');
  });

  for (const jump of [-HOUR, HOUR]) {
    test(`does not move when the clock is set by ${jump / HOUR} h`, async (t) => {
      const clock = FakeClock.install(t);
      const { client, looks } = fakeService();
      const wait = watched(client.waitForTask('a', { timeout: 10 * MINUTE }));
      await clock.advance(5 * MINUTE);
      const before = looks.length;
      clock.jump(jump);
      await clock.advance(5 * MINUTE - 1);
      assert.equal(wait.settled, false);
      assert.ok(looks.length > before + 5, 'it went on looking');
      // A clock set forth looks like a machine that slept: that wait gets one more look.
      await clock.advance(jump > 0 ? 30_001 : 1);
      assert.equal(wait.error?.kind, 'timeout');
    });
  }

  test('is looked past once by a machine that slept through it', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { finishesAt: clock.now + HOUR } } });
    // No look of its own is due by then: it is the deadline that looks.
    const wait = watched(client.waitForTask('a', { interval: 20 * HOUR }));
    await clock.advance(MINUTE);
    await clock.sleep(8 * HOUR);
    assert.equal(wait.value?.status, 'succeeded');
    assert.equal(clock.pending, 0);
  });

  test('ends the wait of a machine that slept through it soon after, when the task goes on', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService();
    const wait = watched(client.waitForTask('a'));
    await clock.advance(MINUTE);
    await clock.sleep(8 * HOUR);
    await clock.advance(30_000);
    assert.equal(wait.error?.kind, 'timeout');
  });

  for (const timeout of [0, -1, NaN, '5']) {
    test(`and an interval must be a positive number, not ${timeout}`, async () => {
      const { client, looks } = fakeService();
      for (const name of ['timeout', 'interval'])
        await assert.rejects(client.waitForTask('a', { [name]: /** @type {any} */ (timeout) }), {
          kind: 'invalid-request',
          message: `${name} must be a positive number of milliseconds, or Infinity.`,
        });
      assert.equal(looks.length, 0);
    });
  }
});
