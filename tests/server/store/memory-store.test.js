// The store of a single process keeps what stores promise, tells a wait to the millisecond, and is bounded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore } from '../../../web/proxy/store/memory-store.js';
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

test('of several the oldest is over first', async () => {
  const { store, pass } = make();
  const rate = { limit: 2, interval: 100 };
  await store.take('all:a', rate, 1);
  pass(50);
  await store.take('all:a', rate, 1);
  pass(50);
  assert.deepEqual([await store.take('all:a', rate, 1), await store.take('all:a', rate, 1)], [0, 50]);
});

test('names without room share one window, and other kinds notice nothing', async () => {
  const { store } = make();
  const rate = { limit: 1, interval: 1000 };
  for (let i = 0; i < 10_000; i++) await store.take(`client:${i}`, rate, 1);
  assert.equal(await store.take('client:new', rate, 1), 0);
  assert.equal(await store.take('client:newer', rate, 1), 1000);
  assert.equal(await store.take('all:a', rate, 1), 0);
});

test('names whose windows are empty make room, whichever came first', async () => {
  const { store, pass } = make();
  const rate = { limit: 2, interval: 100 };
  const take = (/** @type {unknown} */ name) => store.take(`client:${name}`, rate, 1);
  for (let i = 0; i < 10_000; i++) await take(i);
  pass(60);
  await take(0);
  pass(39);
  assert.deepEqual([await take('new'), await take('new'), await take('newer')], [0, 0, 100], 'one window together');
  pass(1);
  assert.deepEqual([await take('newest'), await take('newest'), await take(0), await take(0)], [0, 0, 0, 60]);
});

/** Text that fills so much of a kind's room, with its name and what an entry costs besides. @param {string} name @param {number} bytes */
const filling = (name, bytes) => 'x'.repeat((bytes - 256) / 2 - name.length);

for (const [kind, most] of /** @type {const} */ ([
  ['done', 4 * 1_048_576],
  ['state', 32 * 1_048_576],
])) {
  const [a, b, c] = [`${kind}:a`, `${kind}:b`, `${kind}:c`];

  test(`values of the kind ${kind} have ${most} bytes, and the oldest go first`, async () => {
    const { store } = make();
    await store.put('other:a', 'kept', 1000);
    await store.put(a, filling(a, most / 2), 1000);
    await store.put(b, filling(b, most / 2), 1000);
    assert.ok(await store.get(a), 'exactly as much as there is room for');
    await store.put(c, '', 1000);
    assert.deepEqual([await store.get(a), await store.get(c)], [null, '']);
    assert.ok(await store.get(b));
    assert.equal(await store.get('other:a'), 'kept', 'another kind');
  });

  test(`what is put anew, or for no time, takes no second room of the kind ${kind}`, async () => {
    const { store } = make();
    await store.put(a, 'kept', 1000);
    for (let i = 0; i < 3; i++) await store.put(b, filling(b, most / 2), 1000);
    await store.put(b, filling(b, most / 2), 0);
    await store.put(c, filling(c, most / 2), 1000);
    assert.deepEqual([await store.get(a), await store.get(b)], ['kept', null]);
    assert.ok(await store.get(c));
  });
}

for (const older of [0, 1000]) {
  for (const ttl of [1, 100]) {
    test(`a value is there for its ${ttl} ms, and not longer, behind one of ${older} ms`, async () => {
      const { store, pass } = make();
      await store.put('done:older', 'kept', older);
      await store.put('done:a', 'kept', ttl);
      pass(ttl - 1);
      assert.equal(await store.get('done:a'), 'kept');
      pass(1);
      assert.equal(await store.get('done:a'), null);
    });
  }
}

test("a claim is one caller's until its time is over, and not longer", async () => {
  const { store, pass } = make();
  await store.claim('once:a', 100);
  pass(99);
  assert.equal(await store.claim('once:a', 100), null);
  pass(1);
  assert.ok(await store.claim('once:a', 100));
});

test('of a kind there are 10,000 claims; those whose time is over make room', async () => {
  const { store, pass } = make();
  for (let i = 0; i < 10_000; i++) assert.ok(await store.claim(`once:${i}`, i === 0 ? 100 : 1000));
  assert.equal(await store.claim('once:new', 1000), null);
  assert.ok(await store.claim('looking:new', 1000), 'another kind');
  pass(99);
  assert.equal(await store.claim('once:new', 1000), null);
  pass(1);
  assert.ok(await store.claim('once:new', 1000));
  assert.equal(await store.claim('once:newer', 1000), null);
});
