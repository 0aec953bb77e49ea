// All tasks share one limit, in fair turns: however many are followed, none starves and no burst is sent.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { fakeService, watched } from './service.js';

before(() => new AlephClient().ready());

/** @param {{ at: number }[]} looks @param {number} interval @returns {number} the most looks in any stretch of it */
function mostWithin(looks, interval) {
  let most = 0;
  for (let first = 0, last = 0; last < looks.length; last++) {
    while (Number(looks[last]?.at) - Number(looks[first]?.at) >= interval) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

test('1,000 tasks: 20 looks in any 10 s, and everyone has a first turn before anyone has a second', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService();
  for (let i = 0; i < 1000; i++) watched(client.waitForTask(`task-${i}`, { timeout: Infinity }));
  await clock.advance(1_000_000);
  assert.equal(mostWithin(looks, 10_000), 20);
  assert.ok(looks.length >= 1990, String(looks.length));
  assert.equal(new Set(looks.slice(0, 1000).map(({ taskId }) => taskId)).size, 1000);
  const counts = new Map();
  for (const { taskId } of looks) counts.set(taskId, (counts.get(taskId) ?? 0) + 1);
  assert.ok(Math.max(...counts.values()) - Math.min(...counts.values()) <= 1);
});

test('10,000 tasks are all seen, none twice before the last was seen once', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService({ client: { pollLimit: { limit: 1000, interval: 1000 } } });
  for (let i = 0; i < 10_000; i++) watched(client.waitForTask(`task-${i}`));
  await clock.advance(9_999);
  assert.equal(looks.length, 10_000);
  assert.equal(new Set(looks.map(({ taskId }) => taskId)).size, 10_000);
  assert.equal(mostWithin(looks, 1000), 1000);
});

test('a few tasks are not slowed down by the limit, nor hurried by each other', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks } = fakeService();
  const intervals = { a: 4_000, b: 6_000, c: 9_000 };
  for (const [id, interval] of Object.entries(intervals)) watched(client.waitForTask(id, { interval }));
  await clock.advance(20_000);
  for (const [id, interval] of Object.entries(intervals)) {
    const times = looks.filter(({ taskId }) => taskId === id).map(({ at }) => at);
    assert.deepEqual(
      times,
      Array.from({ length: Math.floor(20_000 / interval) + 1 }, (_, look) => look * interval),
    );
  }
});
