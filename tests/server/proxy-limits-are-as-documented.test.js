// What may be asked where nobody has set a limit, and under which kind a store of one's own hears of it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { pending } from '../helpers/responses.js';

/** @typedef {import('../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */

const UNLIMITED = {
  clientLimit: /** @type {const} */ (false),
  clientCreateLimit: /** @type {const} */ (false),
  taskLimit: /** @type {const} */ (false),
  globalLimit: /** @type {const} */ (false),
  createLimit: /** @type {const} */ (false),
};

/** @type {{ name: keyof typeof UNLIMITED, kind: string, limit: number, seconds: number }[]} */
const LIMITS = [
  { name: 'clientLimit', kind: 'client', limit: 20, seconds: 10 },
  { name: 'clientCreateLimit', kind: 'client-create', limit: 5, seconds: 60 },
  { name: 'taskLimit', kind: 'task', limit: 10, seconds: 1 },
  { name: 'globalLimit', kind: 'look', limit: 200, seconds: 10 },
  { name: 'createLimit', kind: 'create', limit: 20, seconds: 10 },
];

/** @param {ProxyOptions} options */
function proxyWith(options) {
  const clock = { now: 1_000_000 };
  const store = memoryStore({ now: () => clock.now });
  /** @type {Set<string>} */
  const kinds = new Set();
  /** @type {typeof store.take} */
  const take = (name, rate, count) => {
    assert.ok([-1, 0, 1, 'renew'].includes(count), `${count}`);
    kinds.add(name.split(':', 1).join());
    return store.take(name, rate, count);
  };
  const proxy = createProxy({
    apiKey: 'test-key-0123456789',
    allow: ['look', 'create'],
    authorize: () => true,
    clientOf: () => 'a',
    now: () => clock.now,
    fetch: async () => new Response(pending()),
    store: { ...store, take },
    ...options,
  });
  /** @param {boolean} isCreation */
  const ask = (isCreation) =>
    proxy(
      isCreation
        ? new Request('https://proxy.example/kie/api/v1/aleph/generate', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: '{"prompt":"a"}',
          })
        : new Request('https://proxy.example/kie/api/v1/aleph/record-info?taskId=a'),
    );
  return { ask, clock, kinds };
}

suite('by default', () => {
  for (const { name, kind, limit, seconds } of LIMITS) {
    test(`${name} is ${limit} in ${seconds} s, counted as ${kind}`, async () => {
      const { ask, clock, kinds } = proxyWith({ ...UNLIMITED, [name]: undefined });
      const isCreation = name.toLowerCase().includes('create');
      for (let i = 0; i < limit; i++) assert.equal((await ask(isCreation)).status, 200);
      const refused = await ask(isCreation);
      assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, String(seconds)]);
      clock.now += 1000 * seconds;
      assert.equal((await ask(isCreation)).status, 200);
      assert.deepEqual([...kinds], [kind]);
    });
  }
});

test('who may not ask is counted apart', async () => {
  const { ask, kinds } = proxyWith({ authorize: () => false });
  assert.equal((await ask(false)).status, 401);
  assert.ok(kinds.has('client-refused'));
});

test('the budget has a kind of its own', async () => {
  const { ask, kinds } = proxyWith({ ...UNLIMITED, budget: { credits: 110, interval: 1 } });
  assert.equal((await ask(true)).status, 200);
  assert.deepEqual([...kinds], ['budget']);
});

for (const name of /** @type {(keyof typeof UNLIMITED)[]} */ (Object.keys(UNLIMITED))) {
  test(`${name} may be 1 in 1 ms, and says what it must be`, async () => {
    const { ask } = proxyWith({ [name]: { limit: 1, interval: 1 } });
    assert.equal((await ask(false)).status, 200);
    assert.throws(() => proxyWith({ [name]: { limit: 0, interval: 1 } }), {
      name: 'TypeError',
      message: `${name} must be { limit, interval }: a whole number of requests and milliseconds; or false.`,
    });
  });
}
