// The store of a single process keeps what stores promise, and is bounded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_BYTES, memoryStore } from '../../../web/proxy/store/memory-store.js';
import { MOST_NAMES } from '../../../web/proxy/store/windows.js';
import { keepsItsPromises } from './promises.js';

function make() {
  let time = 1_000_000;
  const store = memoryStore({ now: () => time });
  return { store, pass: (/** @type {number} */ ms) => void (time += ms) };
}

keepsItsPromises('memory', make);

test('who is told hears it until it stops listening', async () => {
  const { store } = make();
  /** @type {string[]} */
  const heard = [];
  const stop = await store.subscribe('a', (message) => heard.push(message));
  await store.publish('a', 'one');
  await store.publish('b', 'other');
  await stop();
  await store.publish('a', 'two');
  assert.deepEqual(heard, ['one']);
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
