// Any number of waits on one id cost one poll, and none of them disturbs another.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { turns } from '../../helpers/turns.js';
import { fakeService, refusal, watched } from './service.js';

const MINUTE = 60_000;
before(() => new AlephClient().ready());

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
  void client.waitForTask('a');
  await clock.advance(2_000);
  /** @type {(string | undefined)[]} */
  const told = [];
  const wait = client.waitForTask('a', { onUpdate: ({ task }) => told.push(task?.status) });
  await turns();
  assert.deepEqual([told, looks.length], [['processing'], 1]);
  watched(wait);
});

test('the shortest interval of those who wait counts', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService();
  watched(client.waitForTask('a', { interval: 60_000 }));
  await clock.advance(1_000);
  watched(client.waitForTask('a', { interval: 2_000 }));
  await clock.advance(10_000);
  assert.deepEqual(
    looks.map(({ at }) => at),
    [0, 3_000, 5_000, 7_000, 9_000, 11_000],
  );
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

test('lookNow looks at a followed task at once, once, and at no other', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService();
  watched(client.waitForTask('a'));
  await clock.advance(5_000);
  client.lookNow('a');
  client.lookNow('a');
  client.lookNow('b');
  await turns();
  assert.deepEqual(
    looks.map(({ taskId, at }) => [taskId, at]),
    [
      ['a', 0],
      ['a', 5_000],
    ],
  );
});
