// The store of a single process keeps what stores promise, tells a wait to the millisecond, and is bounded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_BYTES, memoryStore } from '../../../web/proxy/store/memory-store.js';
import { MOST_NAMES } from '../../../web/proxy/store/windows.js';
import { keepsItsPromises } from './store-suite.js';

function make() {
  let time = 1_000_000;
  const store = memoryStore({ now: () => time });
  return { store, pass: (/** @type {number} */ ms) => void (time += ms) };
}

keepsItsPromises('memory', async () => {
  const { store, pass } = make();
  return { stores: [store, store, store], tick: async () => pass(5), end: async () => {} };
});

test('never more than the limit in any interval, by its own clock', async () => {
  const { store, pass } = make();
  const rate = { limit: 3, interval: 100 };
  /** @type {number[]} */
  const taken = [];
  for (let time = 0; time < 1000; time += 7, pass(7)) if ((await store.take('all:a', rate, 1)) === 0) taken.push(time);
  for (const from of taken)
    assert.ok(taken.filter((at) => at >= from && at < from + rate.interval).length <= rate.limit);
  assert.ok(taken.length >= 27, `${taken.length} taken`);
});

test('a wait is how long it takes', async () => {
  const { store, pass } = make();
  const rate = { limit: 1, interval: 100 };
  await store.take('all:a', rate, 1);
  pass(40);
  assert.equal(await store.take('all:a', rate, 1), 60);
  pass(59);
  assert.equal(await store.take('all:a', rate, 0), 1);
  pass(1);
  assert.equal(await store.take('all:a', rate, 0), 0);
});

test('names without room share one window, and other kinds notice nothing', async () => {
  const { store } = make();
  const rate = { limit: 1, interval: 1000 };
  for (let i = 0; i < MOST_NAMES; i++) await store.take(`client:${i}`, rate, 1);
  assert.equal(await store.take('client:new', rate, 1), 0);
  assert.equal(await store.take('client:newer', rate, 1), 1000);
  assert.equal(await store.take('all:a', rate, 1), 0);
});

test('the oldest values of a kind go first, and other kinds stay', async () => {
  const { store } = make();
  await store.put('repeat:a', 'kept', 1000);
  for (const name of ['a', 'b', 'c']) await store.put(`done:${name}`, 'x'.repeat(MOST_BYTES / 5), 1000);
  assert.equal(await store.get('done:a'), null);
  assert.ok(await store.get('done:c'));
  assert.equal(await store.get('repeat:a'), 'kept');
});
