// What every store promises, as cases: run for each kind of store there is, through three of its stores on the same backing.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';

/** @typedef {import('../../../web/proxy/store/store.js').Store} Store */

/**
 * @typedef {object} Opened
 * @property {[Store, Store, Store]} stores as three processes have them
 * @property {() => Promise<unknown>} tick lets a few ms pass of the clock that the backing goes by
 * @property {() => Promise<unknown>} end
 */

/** Longer than any test. */
const LONG_MS = 600_000;
const RATE = { limit: 20, interval: LONG_MS };

/** Texts that a store gives back as they were put. @type {[what: string, text: string][]} */
const TEXTS = [
  ['nothing', ''],
  ['what other scripts write', 'ü 雪 🎬\n\u0000"'],
  ['200 kB', 'ü'.repeat(100_000)],
];

/** What a case is given: the stores, a name nobody else has, and `until`, which polls. @typedef {Omit<Opened, 'end'> & { name: string, until: (isSo: () => boolean | Promise<boolean>) => Promise<void> }} Given */

/** @type {Record<string, (given: Given) => Promise<void>>} */
const PROMISES = {
  'of many at once exactly the limit is taken': async ({ stores, name }) => {
    const waits = await Promise.all(Array.from({ length: 60 }, (_, i) => stores[i % 3]?.take(name, RATE, 1)));
    const refused = waits.filter((wait) => wait !== 0);
    assert.equal(waits.length - refused.length, RATE.limit);
    for (const wait of refused) assert.ok(Number(wait) > 0 && Number(wait) <= RATE.interval, `${wait}`);
    assert.equal(await stores[0].take(`${name}2`, RATE, 1), 0, 'another name');
  },

  'never is more than the limit taken in any interval': async ({ stores, name, tick }) => {
    const rate = { limit: 3, interval: 200 };
    /** @type {{ before: number, after: number }[]} */
    const taken = [];
    for (let i = 0; taken.length < 10; i++) {
      const start = performance.now();
      if ((await stores[i % 3]?.take(name, rate, 1)) === 0) taken.push({ before: start, after: performance.now() });
      else await tick();
    }
    // By a clock of its own, memory-store.test.js counts.
    if (tick !== realTick) return;
    for (const [i, { before: start }] of taken.entries()) {
      const next = taken[i + rate.limit];
      // A clock may count whole ms.
      if (next) assert.ok(next.after - start >= rate.interval - 1, `${next.after - start} ms`);
    }
  },

  'asking takes nothing': async ({ stores, name }) => {
    const rate = { limit: 1, interval: LONG_MS };
    for (const store of stores) assert.equal(await store.take(name, rate, 0), 0);
    assert.equal(await stores[0].take(name, rate, 1), 0);
    for (const store of stores) assert.ok((await store.take(name, rate, 0)) > 0);
  },

  'what is given back can be taken again, and nothing more': async ({ stores, name }) => {
    const [one, other] = stores;
    const rate = { limit: 2, interval: LONG_MS };
    const takeAll = async () =>
      (await Promise.all([1, 2, 3, 4].map(() => one.take(name, rate, 1)))).map((wait) => !wait);
    assert.equal(await one.take(name, rate, -1), 0, 'where nothing was taken');
    assert.equal((await takeAll()).filter(Boolean).length, 2);
    assert.equal(await other.take(name, rate, -1), 0);
    assert.equal((await takeAll()).filter(Boolean).length, 1);
  },

  'what is renewed is taken all the same, and not twice': async ({ stores, name }) => {
    const [one, other] = stores;
    const rate = { limit: 2, interval: LONG_MS };
    for (let i = 0; i < 2; i++) assert.equal(await one.take(name, rate, 1), 0);
    assert.equal(await other.take(name, rate, 'renew'), 0, 'also where there is no room');
    assert.ok((await one.take(name, rate, 1)) > 0);
    assert.equal(await other.take(name, rate, -1), 0);
    assert.equal(await one.take(name, rate, 1), 0);
    assert.ok((await one.take(name, rate, 1)) > 0);
  },

  'what is put is what all get': async ({ stores, name }) => {
    const [one, other, third] = stores;
    assert.equal(await one.get(name), null);
    for (const [what, text] of TEXTS) {
      await one.put(name, text, LONG_MS);
      assert.ok((await other.get(name)) === text, what);
    }
    assert.equal(await one.get(`${name}2`), null, 'another name');
    await other.put(name, 'last', LONG_MS);
    assert.equal(await third.get(name), 'last');
    await third.put(name, 'for no time', 0);
    assert.equal(await one.get(name), null);
  },

  'what is put lasts its time': async ({ stores, name, until }) => {
    const [one, other] = stores;
    await one.put(name, 'short', 50);
    await one.put(`${name}2`, 'short', 50);
    await one.put(`${name}2`, 'long', LONG_MS);
    await until(async () => (await other.get(name)) === null);
    assert.equal(await other.get(`${name}2`), 'long', 'put anew, with its own time');
  },

  "a claim is one caller's until it releases it": async ({ stores, name }) => {
    const claims = await Promise.all(Array.from({ length: 30 }, (_, i) => stores[i % 3]?.claim(name, LONG_MS)));
    const held = claims.filter(Boolean);
    assert.equal(held.length, 1);
    assert.ok(await stores[0].claim(`${name}2`, LONG_MS), 'another name');
    assert.equal(await stores[0].get(name), null, 'it is no value');
    await held[0]?.();
    assert.ok(await stores[1].claim(name, LONG_MS));
    await held[0]?.();
    assert.equal(await stores[2].claim(name, LONG_MS), null, 'only its holder releases it');
  },

  'a claim ends by its time, and who had it no longer releases it': async ({ stores, name, until }) => {
    const [one, other, third] = stores;
    const early = await one.claim(name, 50);
    assert.ok(early);
    await until(async () => (await other.claim(name, LONG_MS)) !== null);
    await early();
    assert.equal(await third.claim(name, LONG_MS), null);
  },

  'all who listen hear all that is published, once and in order': async ({ stores, name, until }) => {
    /** @type {string[][]} */
    const heard = stores.flatMap(() => [[], []]);
    await Promise.all(heard.map((said, i) => stores[i % 3]?.subscribe(name, (message) => void said.push(message))));
    const messages = [
      'first',
      ...TEXTS.map(([, text]) => text),
      ...Array.from({ length: 20 }, (_, i) => `${i}`),
      'last',
    ];
    for (const [i, message] of messages.entries()) {
      await stores[i % 3]?.publish(`${name}2`, 'another channel');
      await stores[i % 3]?.publish(name, message);
    }
    await until(() => heard.every((said) => said.includes('last')));
    for (const said of heard)
      assert.ok(said.length === messages.length && said.every((text, i) => text === messages[i]));
  },

  'who stops listening hears nothing more': async ({ stores, name, until }) => {
    const [one, other] = stores;
    /** @type {string[]} */
    const heard = [];
    const listen = (/** @type {string} */ message) => void heard.push(message);
    // One function twice is two who listen.
    const [stop, stopOther] = [await one.subscribe(name, listen), await one.subscribe(name, listen)];
    /** @type {string[]} */
    const control = [];
    await one.subscribe(name, (message) => void control.push(message));
    await other.publish(name, 'both');
    await until(() => heard.length >= 2);
    await stop();
    await other.publish(name, 'one');
    await until(() => heard.length >= 3 && control.length >= 2);
    await stopOther();
    await other.publish(name, 'nobody');
    await until(() => control.includes('nobody'));
    assert.deepEqual(heard, ['both', 'both', 'one']);
  },
};

/**
 * @param {string} kind of store, for the tests' names
 * @param {() => Promise<Opened>} open once for all cases
 */
export function keepsItsPromises(kind, open) {
  suite(kind, () => {
    /** @type {Opened} */
    let opened;
    before(async () => {
      opened = await open();
    });
    after(() => opened?.end());

    for (const [promise, keeps] of Object.entries(PROMISES)) {
      test(promise, async () => {
        const { stores, tick } = opened;
        await keeps({
          stores,
          tick,
          name: `case:${crypto.randomUUID()}`,
          until: async (isSo) => {
            while (!(await isSo())) await tick();
          },
        });
      });
    }
  });
}

/** Of the clock of the machine. @returns {Promise<void>} */
export function realTick() {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
