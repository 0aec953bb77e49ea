// An abort ends a wait at once, wherever it stands, with the caller's reason; no timer and no listener is left.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { before, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { turns } from '../../helpers/turns.js';
import { badGateway, fakeService, watched } from './service.js';

before(() => new AlephClient().ready());

const listeners = (/** @type {AbortSignal} */ signal) => getEventListeners(signal, 'abort').length;

suite('an abort', () => {
  for (const reason of [new Error('stop'), 'stop', null, 0]) {
    test(`before the start sends nothing and gives the reason ${reason}`, async (t) => {
      const clock = FakeClock.install(t);
      const { client, looks } = fakeService();
      const signal = AbortSignal.abort(reason);
      const wait = watched(client.waitForTask('a', { signal }));
      const watch = watched(client.watchTask('a', { signal }).next());
      await turns();
      assert.deepEqual([wait.settled, wait.error, watch.error], [true, reason, reason]);
      assert.deepEqual([looks.length, clock.pending, listeners(signal)], [0, 0, 0]);
    });
  }

  /** @type {[moment: string, options: Parameters<typeof fakeService>[0], after: number][]} */
  const MOMENTS = [
    ['in flight', { trouble: () => new Promise(() => {}) }, 0],
    ['between polls', {}, 3_000],
    ['while backing off', { trouble: badGateway }, 500],
    ['while waiting for its turn', { client: { pollLimit: { limit: 1, interval: 60_000 } } }, 40_000],
  ];
  for (const [moment, options, after] of MOMENTS) {
    test(`${moment} ends the wait at once`, async (t) => {
      const clock = FakeClock.install(t);
      const { client, looks } = fakeService(options);
      const controller = new AbortController();
      const wait = watched(client.waitForTask('a', { signal: controller.signal }));
      await clock.advance(after);
      assert.equal(wait.settled, false);
      const seen = looks.length;
      controller.abort('mine');
      await turns();
      assert.equal(wait.error, 'mine');
      assert.deepEqual([clock.pending, listeners(controller.signal)], [0, 0]);
      await clock.advance(10 * 60_000);
      assert.equal(looks.length, seen, 'nothing was sent after it');
    });
  }

  test('from within onUpdate ends the wait, also when that look was the last', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { finishesAt: clock.now } } });
    const controller = new AbortController();
    const wait = watched(
      client.waitForTask('a', { signal: controller.signal, onUpdate: () => controller.abort('mine') }),
    );
    await clock.advance(0);
    assert.equal(wait.error, 'mine');
    assert.equal(clock.pending, 0);
  });

  test('reaches the fetch of the look under way', async (t) => {
    const clock = FakeClock.install(t);
    /** @type {AbortSignal | null | undefined} */
    let passed;
    const fetch = /** @type {typeof globalThis.fetch} */ (
      (_, init) => ((passed = init?.signal), new Promise(() => {}))
    );
    const { client } = fakeService({ client: { fetch } });
    const controller = new AbortController();
    const wait = watched(client.waitForTask('a', { signal: controller.signal }));
    await clock.advance(0);
    controller.abort('mine');
    await turns();
    assert.deepEqual([wait.error, passed?.aborted], ['mine', true]);
  });
});

test('10,000 waits on one signal are one listener, and none, with no timer, when they end', async (t) => {
  const clock = FakeClock.install(t);
  /** @type {Error[]} */
  const warnings = [];
  const onWarning = (/** @type {Error} */ warning) => warnings.push(warning);
  process.on('warning', onWarning);
  t.after(() => process.off('warning', onWarning));
  const { client } = fakeService();
  const controller = new AbortController();
  const waits = Array.from({ length: 10_000 }, (_, i) =>
    watched(client.waitForTask(`task-${i}`, { signal: controller.signal })),
  );
  await clock.advance(1_000);
  assert.equal(listeners(controller.signal), 1);
  controller.abort('all');
  await turns();
  assert.ok(waits.every(({ error }) => error === 'all'));
  assert.deepEqual([listeners(controller.signal), clock.pending, warnings], [0, 0, []]);
});

test('waits that end by themselves leave no listener on a signal that lives on', async (t) => {
  const clock = FakeClock.install(t);
  const { client } = fakeService({
    tasks: { a: { finishesAt: clock.now }, b: { finishesAt: clock.now, successFlag: 3 } },
  });
  const { signal } = new AbortController();
  const waits = ['a', 'b'].map((id) => watched(client.waitForTask(id, { signal })));
  const timedOut = watched(client.waitForTask('c', { signal, timeout: 1_000 }));
  const refused = watched(client.waitForTask('d', { signal, interval: -1 }));
  await clock.advance(2_000);
  assert.ok([...waits, timedOut, refused].every(({ settled }) => settled));
  assert.deepEqual([listeners(signal), clock.pending], [0, 0]);
});
