// The limit of looks holds to the millisecond: whoever ends loses the turn, whatever the clock does, and however long it is.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { PollLimit } from '../../../web/client/follow/poll-limit.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { fakeService, watched } from './service.js';

const MINUTE = 60_000;
before(() => new AlephClient().ready());

/** One look in 10 s. */
const SLOW = { client: { pollLimit: { limit: 1, interval: 10_000 } } };

test('the limit holds to the millisecond', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService(SLOW);
  watched(client.waitForTask('a', { interval: 9_999 }));
  await clock.advance(20_000);
  assert.deepEqual(
    looks.map(({ at }) => at),
    [0, 10_000, 20_000],
  );
});

test('waits that end while they wait for their turn lose it, and the others keep theirs', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService(SLOW);
  const controller = new AbortController();
  for (const id of ['a', 'b', 'c', 'd', 'e'])
    watched(client.waitForTask(id, 'bd'.includes(id) ? { signal: controller.signal } : { interval: MINUTE }));
  await clock.advance(5_000);
  controller.abort();
  await clock.advance(25_000);
  assert.deepEqual(
    looks.map(({ taskId, at }) => [taskId, at]),
    [
      ['a', 0],
      ['c', 10_000],
      ['e', 20_000],
    ],
  );
});

test('a wait that begins after all others have ended gets its turn', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService(SLOW);
  const controller = new AbortController();
  for (const id of ['a', 'b']) watched(client.waitForTask(id, { signal: controller.signal }));
  await clock.advance(5_000);
  controller.abort();
  await clock.advance(1_000);
  assert.equal(clock.pending, 0);
  watched(client.waitForTask('c'));
  await clock.advance(10_000);
  assert.deepEqual(
    looks.map(({ taskId, at }) => [taskId, at]),
    [
      ['a', 0],
      ['c', 10_000],
    ],
  );
});

test('the limit survives a clock that is set back or forth', () => {
  const limit = new PollLimit({ limit: 3, interval: 10_000 });
  assert.equal(limit.delay(0), 0);
  for (const now of [100_000, 100_500, 101_000]) limit.take(now);
  assert.equal(limit.delay(102_000), 8_000);
  assert.equal(limit.delay(110_000), 0);
  assert.equal(limit.delay(50_000), 9_000, 'set back');
  assert.equal(limit.delay(59_000), 0, 'and going on');
  assert.equal(limit.delay(1e12), 0);
  assert.equal(limit.delay(49_999), 9_000, 'set back by a millisecond');
});

/** @type {[what: string, client: import('../../../web/client/options.js').AlephClientOptions, interval?: number][]} */
const LONG = [
  ['an interval', {}, 2 ** 31],
  ['the time of a limit', { pollLimit: { limit: 1, interval: 2 ** 32 } }],
  ['a limit for ever', { pollLimit: { limit: 1, interval: Infinity } }],
];
for (const [what, options, interval] of LONG) {
  test(`${what} that is longer than any timer is waited for, without a burst of looks or timers`, async (t) => {
    const clock = FakeClock.install(t);
    let timers = 0;
    const { setTimeout } = globalThis;
    globalThis.setTimeout = /** @type {any} */ (
      (/** @type {Parameters<typeof setTimeout>} */ ...args) => (timers++, setTimeout(...args))
    );
    const { client, looks } = fakeService({ client: options });
    watched(client.waitForTask('a', { timeout: Infinity, ...(interval && { interval }) }));
    await clock.advance(60_000);
    assert.equal(looks.length, 1);
    assert.ok(timers < 10, `${timers} timers`);
  });
}
