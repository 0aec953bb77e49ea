// A watch yields the first state, then each change, then ends; leaving it stops the polling.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { turns } from '../../helpers/turns.js';
import { fakeService, refusal, watched } from './service.js';

const MINUTE = 60_000;
before(() => new AlephClient().ready());

/** @param {AsyncIterable<{ status: string }>} states */
async function collect(states) {
  const seen = [];
  for await (const { status } of states) seen.push(status);
  return seen;
}

suite('a watch', () => {
  for (const [successFlag, end] of /** @type {const} */ ([
    [1, 'succeeded'],
    [3, 'failed'],
  ])) {
    test(`yields the first state, the change to ${end}, and ends`, async (t) => {
      const clock = FakeClock.install(t);
      const { client, looks } = fakeService({ tasks: { a: { finishesAt: clock.now + 2 * MINUTE, successFlag } } });
      const states = watched(collect(client.watchTask('a')));
      await clock.advance(3 * MINUTE);
      assert.deepEqual(states.value, ['processing', end]);
      assert.ok(looks.length > 5);
      assert.equal(clock.pending, 0);
    });
  }

  test('asks nothing before the first state is asked for', async (t) => {
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    client.watchTask('a');
    await clock.advance(MINUTE);
    assert.deepEqual([looks.length, clock.pending], [0, 0]);
  });

  test('stops polling when its loop is left', async (t) => {
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    const loop = watched(
      (async () => {
        for await (const task of client.watchTask('a')) if (task) break;
        for await (const task of client.watchTask('b')) throw new Error(task.taskId);
      })(),
    );
    await clock.advance(MINUTE);
    assert.equal(loop.error?.message, 'b');
    assert.deepEqual([looks.length, clock.pending], [2, 0]);
  });

  test('stops at once on return(), though a next() is pending', async (t) => {
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    const states = client.watchTask('a');
    const first = watched(states.next());
    await clock.advance(0);
    assert.equal(first.value?.value?.status, 'processing');
    const pending = watched(states.next());
    const returned = watched(/** @type {Function} */ (states.return)());
    await turns();
    assert.deepEqual(
      [pending.value, returned.value, clock.pending],
      [{ done: true, value: undefined }, { done: true, value: undefined }, 0],
    );
    await clock.advance(MINUTE);
    assert.equal(looks.length, 1);
    assert.deepEqual(await states.next(), { done: true, value: undefined });
  });

  test('gives a slow reader the latest state, and never loses the last', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { finishesAt: clock.now + MINUTE } } });
    const states = client.watchTask('a');
    const first = watched(states.next());
    await clock.advance(5 * MINUTE);
    const last = await states.next();
    assert.deepEqual(
      [first.value, last].map((result) => [result?.value?.status, result?.done]),
      [
        ['processing', false],
        ['succeeded', false],
      ],
    );
    assert.deepEqual(await states.next(), { done: true, value: undefined });
  });

  test('answers next() calls made at the same time in their order', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { finishesAt: clock.now + MINUTE } } });
    const states = client.watchTask('a');
    const results = watched(Promise.all([states.next(), states.next(), states.next(), states.next()]));
    await clock.advance(2 * MINUTE);
    assert.deepEqual(
      results.value?.map(({ value, done }) => value?.status ?? done),
      ['processing', 'succeeded', true, true],
    );
  });

  test('throws a definite error once, then has ended', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ trouble: () => refusal(401) });
    const states = client.watchTask('a');
    const first = watched(states.next());
    await clock.advance(0);
    assert.equal(first.error?.kind, 'authentication');
    assert.deepEqual(await states.next(), { done: true, value: undefined });
  });

  test('throws the reason of an abort before it began once, then has ended', async () => {
    const { client, looks } = fakeService();
    const states = client.watchTask('a', { signal: AbortSignal.abort('mine') });
    await assert.rejects(states.next(), (reason) => reason === 'mine');
    assert.deepEqual(await states.next(), { done: true, value: undefined });
    assert.equal(looks.length, 0);
  });

  for (const [what, after] of /** @type {[string, () => void][]} */ ([
    ['aborts it', () => {}],
    [
      'aborts it and throws itself',
      () => {
        throw new Error('another');
      },
    ],
  ])) {
    test(`throws once, and yields nothing, when onUpdate ${what}`, async (t) => {
      const clock = FakeClock.install(t);
      const { client } = fakeService();
      const controller = new AbortController();
      const onUpdate = () => {
        controller.abort('mine');
        after();
      };
      const states = client.watchTask('a', { signal: controller.signal, onUpdate });
      const [first, second] = [watched(states.next()), watched(states.next())];
      await clock.advance(0);
      assert.deepEqual([first.error, second.value], ['mine', { done: true, value: undefined }]);
      assert.deepEqual(await states.next(), { done: true, value: undefined });
    });
  }

  test('throws an error that came while nobody read, once', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService({ trouble: (look) => (look > 1 ? refusal(401) : undefined) });
    const states = client.watchTask('a');
    const first = watched(states.next());
    await clock.advance(MINUTE);
    assert.equal(first.value?.value?.status, 'processing');
    await assert.rejects(states.next(), { kind: 'authentication' });
    assert.deepEqual(await states.next(), { done: true, value: undefined });
  });

  test('that is left before it began asks nothing, ever', async (t) => {
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    const states = client.watchTask('a');
    const ended = { done: true, value: undefined };
    assert.deepEqual(await /** @type {Function} */ (states.return)(), ended);
    const next = watched(states.next());
    await clock.advance(MINUTE);
    assert.deepEqual([next.value, looks.length, clock.pending], [ended, 0, 0]);
  });

  for (const [what, trouble] of /** @type {[string, import('./service.js').Trouble][]} */ ([
    ['state', () => undefined],
    ['error', (look) => (look > 1 ? refusal(401) : undefined)],
  ])) {
    test(`that is left gives no ${what} that was not read before`, async (t) => {
      const clock = FakeClock.install(t);
      const { client } = fakeService({ tasks: { a: { finishesAt: clock.now + MINUTE } }, trouble });
      const states = client.watchTask('a');
      watched(states.next());
      await clock.advance(2 * MINUTE);
      await /** @type {Function} */ (states.return)();
      assert.deepEqual(await states.next(), { done: true, value: undefined });
    });
  }

  test('throws the reason of an abort, and a TimeoutError at its deadline', async (t) => {
    const clock = FakeClock.install(t);
    const { client } = fakeService();
    const controller = new AbortController();
    const aborted = watched(collect(client.watchTask('a', { signal: controller.signal })));
    const timedOut = watched(collect(client.watchTask('b', { timeout: MINUTE })));
    await clock.advance(30_000);
    controller.abort('mine');
    await clock.advance(30_000);
    assert.deepEqual(
      [aborted.error, timedOut.error?.kind, timedOut.error?.task?.status],
      ['mine', 'timeout', 'processing'],
    );
    assert.equal(clock.pending, 0);
  });
});
