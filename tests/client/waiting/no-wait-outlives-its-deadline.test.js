// No wait polls for ever: the deadline ends it, whatever the network and the clock on the wall do meanwhile.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient, TimeoutError } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { badGateway, fakeService, watched } from './service.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
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
    test(`must be a positive number, not ${timeout}`, async () => {
      const { client, looks } = fakeService();
      await assert.rejects(client.waitForTask('a', { timeout: /** @type {any} */ (timeout) }), {
        kind: 'invalid-request',
      });
      assert.equal(looks.length, 0);
    });
  }
});
