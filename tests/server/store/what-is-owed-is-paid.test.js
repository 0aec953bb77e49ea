// Once a shared store is back it is given what it missed, as far as that is still true: in order, once, and never more than a bound.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Owed } from '../../../web/proxy/store/owed.js';

const MOST_OWED = 10_000;

/** A store that says what it was given; and what is owed to it. */
function setUp() {
  const clock = { now: 1_000_000 };
  /** @type {Map<string, string>} */
  const kept = new Map();
  /** @type {unknown[][]} */
  const given = [];
  const state = { isAway: false };
  /** @param {unknown[]} what @param {() => void} [then] */
  const take = async (what, then) => {
    // Not at once, as none is.
    await Promise.resolve();
    if (state.isAway) throw new Error('away');
    given.push(what);
    then?.();
  };
  const shared = /** @type {import('../../../web/proxy/store/store.js').Store} */ ({
    get: async (name) => kept.get(name) ?? null,
    put: (name, value, ttl) => take([name, value, ttl], () => kept.set(name, value)),
    publish: (channel, message) => take([channel, message]),
  });
  return { owed: new Owed(shared, () => clock.now), given, kept, clock, state };
}

test('only what the store has not, with the time that it has left', async () => {
  const { owed, given, kept, clock } = setUp();
  owed.put('state:over', 'a', 100);
  owed.put('state:nearly over', 'b', 101);
  owed.put('expected:there', 'c', 1000);
  owed.put('expected:gone', 'd', 1000);
  owed.put('final:not owed', 'e', 1000);
  owed.say('told:task', 'f');
  owed.say('looking:not owed', 'g');
  kept.set('expected:there', 'of another process');
  clock.now += 100;
  await owed.pay();
  assert.deepEqual(given, [
    ['state:nearly over', 'b', 1],
    ['expected:gone', 'd', 900],
    ['told:task', 'f'],
  ]);
});

test('what it was not there to hear takes the place of what it has, once', async () => {
  const { owed, given, kept } = setUp();
  kept.set('state:a', 'older');
  owed.put('state:a', 'newer', 1000);
  owed.isNews('state:a');
  owed.isNews('state:nobody has put it');
  await owed.pay();
  assert.deepEqual(given.splice(0), [['state:a', 'newer', 1000]]);
  kept.set('state:a', 'newest, of another process');
  await owed.pay();
  assert.deepEqual(given, []);
});

for (const [what, owe, expected] of /** @type {[string, (owed: Owed) => void, unknown[]][]} */ ([
  ['a value', (owed) => owed.put('state:a', 'b', 1000), ['state:a', 'b', 1000]],
  ['a message', (owed) => owed.say('told:a', 'b'), ['told:a', 'b']],
])) {
  test(`${what} is owed still when the store is away again, and no longer once it was given`, async () => {
    const { owed, given, state } = setUp();
    owe(owed);
    state.isAway = true;
    await assert.rejects(owed.pay(), /away/);
    state.isAway = false;
    await owed.pay();
    await owed.pay();
    assert.deepEqual(given, [expected]);
  });
}

test('of many the oldest are forgotten', async () => {
  const { owed, given } = setUp();
  for (let i = 0; i < MOST_OWED; i++) owed.put(`state:${i}`, 'first', 1000);
  owed.put('state:0', 'again', 1000);
  owed.put('state:new', 'first', 1000);
  await owed.pay();
  assert.equal(given.length, MOST_OWED);
  assert.deepEqual(given[0], ['state:2', 'first', 1000]);
  assert.deepEqual(given.slice(-2), [
    ['state:0', 'again', 1000],
    ['state:new', 'first', 1000],
  ]);
});
