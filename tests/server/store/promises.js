// What every store promises, as cases: run for each kind of store there is.
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** @typedef {import('../../../web/proxy/store/store.js').Store} Store */

/**
 * @param {string} kind of store, for the tests' names
 * @param {(name: string) => { store: Store, pass: (ms: number) => void }} make a new one, with a clock of its own
 */
export function keepsItsPromises(kind, make) {
  test(`${kind}: never more than the limit in any interval`, async () => {
    const { store, pass } = make('takes');
    const rate = { limit: 3, interval: 100 };
    let time = 0;
    /** @type {number[]} */
    const taken = [];
    for (; time < 1000; time += 7, pass(7)) if ((await store.take('all:a', rate, 1)) === 0) taken.push(time);
    for (const from of taken)
      assert.ok(taken.filter((at) => at >= from && at < from + rate.interval).length <= rate.limit);
    assert.ok(taken.length >= 27, `${taken.length} taken`);
  });

  test(`${kind}: a wait is how long it takes, and asking takes nothing`, async () => {
    const { store, pass } = make('waits');
    const rate = { limit: 1, interval: 100 };
    assert.equal(await store.take('all:a', rate, 0), 0);
    assert.equal(await store.take('all:a', rate, 1), 0);
    pass(40);
    assert.equal(await store.take('all:a', rate, 1), 60);
    assert.equal(await store.take('all:b', rate, 1), 0);
    pass(60);
    assert.equal(await store.take('all:a', rate, 0), 0);
  });

  test(`${kind}: values last their time`, async () => {
    const { store, pass } = make('values');
    assert.equal(await store.get('kept:a'), null);
    await store.put('kept:a', 'text ü', 100);
    assert.equal(await store.get('kept:a'), 'text ü');
    pass(100);
    assert.equal(await store.get('kept:a'), null);
  });

  test(`${kind}: a claim is one caller's, and ends by its release or its time`, async () => {
    const { store, pass } = make('claims');
    const first = await store.claim('look:a', 100);
    assert.ok(first);
    assert.equal(await store.claim('look:a', 100), null);
    pass(100);
    const second = await store.claim('look:a', 100);
    assert.ok(second);
    await first();
    assert.equal(await store.claim('look:a', 100), null, 'the first no longer holds it');
    await second();
    assert.ok(await store.claim('look:a', 100));
  });
}
