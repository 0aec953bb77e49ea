// Any number of waits on one id cost one poll, and none of them disturbs another.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { turns } from '../../helpers/turns.js';
import { fakeService, refusal, watched } from './service.js';

const MINUTE = 60_000;
before(() => new AlephClient().ready());

/** An `onUpdate`, and what it was told: states and when the next looks were due. */
function listener() {
  /** @type {[status: string | undefined, nextDelay: number | null][]} */
  const told = [];
  /** @param {import('../../../web/client/follow/followed-task.js').Look} look */
  const onUpdate = ({ task, nextDelay }) => void told.push([task?.status, nextDelay]);
  return { told, onUpdate };
}

test('two waits and a watch on one id cost the looks of one', async (t) => {
  const clock = FakeClock.install(t);
  const finishesAt = clock.now + 3 * MINUTE;
  const one = fakeService({ tasks: { a: { finishesAt } } });
  const alone = watched(one.client.waitForTask('a', { interval: 5_000 }));
  const { client, looks } = fakeService({ tasks: { a: { finishesAt } } });
  const waits = [1, 2].map(() => watched(client.waitForTask('a', { interval: 5_000 })));
  const states = (async () => {
    const seen = [];
    for await (const { status } of client.watchTask('a', { interval: 5_000 })) seen.push(status);
    return seen;
  })();
  await clock.advance(4 * MINUTE);
  assert.ok(alone.settled && waits.every(({ value }) => value?.status === 'succeeded'));
  assert.deepEqual(await states, ['processing', 'succeeded']);
  assert.equal(looks.length, one.looks.length);
});

test('cancelling one wait never disturbs another, also in flight', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService({ tasks: { a: { finishesAt: clock.now + 3 * MINUTE } } });
  const controller = new AbortController();
  const stays = watched(client.waitForTask('a'));
  const goes = watched(client.waitForTask('a', { signal: controller.signal }));
  controller.abort('gone');
  await turns();
  assert.equal(goes.error, 'gone');
  await clock.advance(4 * MINUTE);
  assert.equal(stays.value?.status, 'succeeded');
  assert.ok(looks.length > 5);
});

test('each wait keeps its own deadline', async (t) => {
  const clock = FakeClock.install(t);
  const { client } = fakeService();
  const short = watched(client.waitForTask('a', { timeout: MINUTE }));
  const long = watched(client.waitForTask('a', { timeout: 3 * MINUTE }));
  await clock.advance(MINUTE);
  assert.deepEqual([short.error?.kind, long.settled], ['timeout', false]);
  await clock.advance(2 * MINUTE);
  assert.equal(long.error?.kind, 'timeout');
  assert.equal(clock.pending, 0);
});

test('a later wait is told the last known state at once, without a look', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService();
  watched(client.waitForTask('a', { interval: 10_000 }));
  await clock.advance(2_000);
  const { told, onUpdate } = listener();
  watched(client.waitForTask('a', { onUpdate }));
  await turns();
  assert.deepEqual(told, [['processing', 8_000]]);
  await clock.advance(7_999);
  assert.equal(looks.length, 1);
});

test('a later wait that is aborted at once is told nothing', async (t) => {
  const clock = FakeClock.install(t);
  const { client } = fakeService();
  watched(client.waitForTask('a'));
  await clock.advance(2_000);
  const { told, onUpdate } = listener();
  const controller = new AbortController();
  watched(client.waitForTask('a', { signal: controller.signal, onUpdate }));
  controller.abort();
  await turns();
  assert.deepEqual(told, []);
});

test('a wait that comes while a look is under way is told the last known state, and begins no other look', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService({ trouble: (look) => (look === 2 ? new Promise(() => {}) : undefined) });
  watched(client.waitForTask('a', { interval: 5_000 }));
  await clock.advance(6_000);
  const { told, onUpdate } = listener();
  for (const options of [{ interval: 1_000, onUpdate }, {}]) watched(client.waitForTask('a', options));
  await clock.advance(10_000);
  assert.deepEqual([told, looks.length], [[['processing', 0]], 2]);
});

test('a wait with an interval that comes when a look is overdue by the clock has it at once', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService();
  watched(client.waitForTask('a', { interval: 5_000 }));
  await clock.advance(1_000);
  clock.jump(10_000);
  const { told, onUpdate } = listener();
  watched(client.waitForTask('a', { interval: 2_000, onUpdate }));
  await clock.advance(0);
  assert.deepEqual(told, [
    ['processing', 0],
    ['processing', 2_000],
  ]);
  assert.equal(looks.length, 2);
});

test('a longer interval than that of those who wait already changes nothing', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService();
  watched(client.waitForTask('a', { interval: 5_000 }));
  await clock.advance(1_000);
  watched(client.waitForTask('a', { interval: MINUTE }));
  await clock.advance(9_000);
  assert.deepEqual(
    looks.map(({ at }) => at),
    [0, 5_000, 10_000],
  );
});

test('the shortest interval of those who wait counts', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService();
  watched(client.waitForTask('a', { interval: 60_000 }));
  await clock.advance(1_000);
  watched(client.waitForTask('a', { interval: 2_000 }));
  await clock.advance(70_000);
  assert.deepEqual(
    looks.map(({ at }) => at),
    [0, ...Array.from({ length: 35 }, (_, look) => 3_000 + look * 2_000)],
  );
});

test('a wait that begins as another hears of the end looks for itself, and ends as well', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService({ tasks: { a: { finishesAt: clock.now } } });
  /** @type {ReturnType<typeof watched> | undefined} */
  let next;
  const onUpdate = () => void (next = watched(client.waitForTask('a')));
  const wait = watched(client.waitForTask('a', { onUpdate }));
  await clock.advance(0);
  assert.deepEqual([wait.value?.status, looks.length], ['succeeded', 2]);
  assert.deepEqual(next?.value, wait.value);
});

test('a definite error ends every wait on the id, and no other', async (t) => {
  const clock = FakeClock.install(t);
  const { client } = fakeService({ trouble: (_, taskId) => (taskId === 'a' ? refusal(402) : undefined) });
  const waits = [1, 2].map(() => watched(client.waitForTask('a')));
  const other = watched(client.waitForTask('b'));
  await clock.advance(1_000);
  assert.deepEqual(
    waits.map(({ error }) => error?.kind),
    ['insufficient-credits', 'insufficient-credits'],
  );
  assert.equal(other.settled, false);
});

test('lookNow looks at a followed task at once, once, and at no other, instead of later', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService();
  watched(client.waitForTask('a', { interval: 10_000 }));
  await clock.advance(5_000);
  client.lookNow('a');
  client.lookNow('a');
  client.lookNow('b');
  await turns();
  assert.equal(looks.length, 2);
  await clock.advance(20_000);
  assert.deepEqual(
    looks.map(({ taskId, at }) => [taskId, at]),
    [
      ['a', 0],
      ['a', 5_000],
      ['a', 15_000],
      ['a', 25_000],
    ],
  );
});
