// A request that creates and comes again, as browsers send one again by themselves, is answered again and makes nothing again.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { deferred } from '../helpers/deferred.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { turns } from '../helpers/turns.js';

const OWN = 'https://proxy.example/kie/api/v1/jobs/createTask';
const BODY = JSON.stringify({
  model: 'runway/gen4-aleph',
  input: { prompt: 'snow', video_url: 'https://example.com/a' },
});
const KEY = '"0123456789abcdef"';
const MADE = { code: 200, msg: 'success', data: { taskId: 'task-1' } };

/**
 * @param {(n: number) => unknown} answer of the service to the request number n, from 0: a body, or a promise of one
 * @param {import('../../web/proxy/proxy.js').ProxyOptions} [options]
 */
function proxied(answer, options) {
  let asked = 0;
  const proxy = createProxy({
    apiKey: 'sk-0123456789abcdef',
    allow: ['create'],
    authorize: () => true,
    clientOf: () => 'one',
    fetch: async () => Response.json(await answer(asked++)),
    ...options,
  });
  /** @param {string | null} [key] @param {RequestInit} [init] */
  const post = (key = KEY, init = {}) => {
    const headers = { 'Content-Type': 'application/json', ...(key !== null && { 'Idempotency-Key': key }) };
    return proxy(new Request(OWN, { method: 'POST', body: BODY, headers, ...init }));
  };
  /** @param {Parameters<typeof post>} given */
  const create = async (...given) => (await post(...given)).json();
  return { post, create, asked: () => asked };
}

test('it gets the same answer, and is sent once', async () => {
  const { create, asked } = proxied(() => MADE);
  assert.deepEqual(await create(), MADE);
  assert.deepEqual(await create(), MADE);
  assert.equal(asked(), 1);
});

test('it waits for the first one, also when that has lost its caller', async () => {
  const { promise, resolve } = /** @type {ReturnType<typeof deferred<object>>} */ (deferred());
  const { create, asked } = proxied(() => promise);
  const controller = new AbortController();
  const first = create(KEY, { signal: controller.signal });
  while (asked() === 0) await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  const second = create();
  resolve(MADE);
  assert.deepEqual(await second, MADE);
  await first;
  assert.equal(asked(), 1);
});

test('it takes nothing of the limits while the first one is under way', async () => {
  const { promise, resolve } = /** @type {ReturnType<typeof deferred<object>>} */ (deferred());
  const { create, asked } = proxied(() => promise, { clientCreateLimit: { limit: 1, interval: 60_000 } });
  const first = create();
  while (asked() === 0) await new Promise((resolve) => setImmediate(resolve));
  const second = create();
  await turns();
  resolve(MADE);
  assert.deepEqual([await first, await second], [MADE, MADE]);
});

const LATE = {
  msg: 'This request has come before, and what came of it is not known. Nobody knows whether the task was made.',
};

test('it waits no longer than the first one may take, in whichever process that is', async (t) => {
  const clock = FakeClock.install(t);
  const store = memoryStore();
  await store.claim(`once:${KEY}`, 600_000);
  const { post, asked } = proxied(() => MADE, { store, timeout: 5000, clientOf: () => null });
  /** @type {Response | undefined} */
  let said;
  const answer = post().then((response) => (said = response));
  await clock.advance(4999);
  assert.equal(said, undefined);
  await clock.advance(1);
  const response = await answer;
  assert.deepEqual([response.status, await response.json()], [504, LATE]);
  assert.equal(asked(), 0);
  assert.equal(clock.pending, 0);
});

test('once it has the answer, no time runs on', async (t) => {
  const clock = FakeClock.install(t);
  const { promise, resolve } = /** @type {ReturnType<typeof deferred<object>>} */ (deferred());
  const { create } = proxied(() => promise);
  const answers = [create(), create()];
  await turns();
  resolve(MADE);
  assert.deepEqual(await Promise.all(answers), [MADE, MADE]);
  assert.equal(clock.pending, 0);
});

test('after an attempt that failed it waits for nothing: that is answered, and the next is a new one', async () => {
  const [begun, waiting, failed] = [deferred(), deferred(), deferred()];
  let isAway = true;
  const store = memoryStore();
  const { create, asked } = proxied(() => MADE, {
    store: {
      ...store,
      async take(name, ...more) {
        if (!name.startsWith('create:') || !isAway) return store.take(name, ...more);
        begun.resolve();
        await failed.promise;
        throw new Error('away');
      },
      async subscribe(channel, listener) {
        const stop = await store.subscribe(channel, listener);
        waiting.resolve();
        return stop;
      },
    },
  });
  const first = create();
  await begun.promise;
  const second = create();
  await waiting.promise;
  isAway = false;
  failed.resolve();
  assert.equal((await first).msg, 'The proxy failed.');
  assert.deepEqual(await second, LATE);
  assert.deepEqual(await create(), MADE);
  assert.equal(asked(), 1);
});

test('while nobody can tell whether it came before, it is neither sent nor refused', async () => {
  const store = memoryStore();
  let isAway = false;
  const away = async () => Promise.reject(new Error('away'));
  const { post, create, asked } = proxied(() => MADE, {
    clientCreateLimit: { limit: 1, interval: 60_000 },
    store: {
      ...store,
      get: (name) => (isAway ? away() : store.get(name)),
      claim: (name, ttl) => (isAway ? away() : store.claim(name, ttl)),
    },
  });
  await create();
  isAway = true;
  const response = await post();
  const { code, msg } = await response.json();
  assert.deepEqual([response.status, code], [503, undefined]);
  assert.match(msg, /^The store in which processes .* it was not sent now\. Nobody knows whether the task was made\.$/);
  assert.equal(asked(), 1);
});

test('what nobody knows the outcome of stays unknown', async () => {
  const { create, asked } = proxied(() => Promise.reject(new TypeError('reset')));
  const first = await create();
  assert.equal(first.code, undefined);
  assert.deepEqual(await create(), first);
  assert.equal(asked(), 1);
});

suite('limits and budget count it once:', () => {
  for (const [name, options] of /** @type {[string, object][]} */ ([
    ['clientCreateLimit', { clientCreateLimit: { limit: 1, interval: 60_000 } }],
    ['createLimit', { createLimit: { limit: 1, interval: 60_000 } }],
    ['budget', { budget: { credits: 110, interval: 60_000 } }],
  ])) {
    test(name, async () => {
      const { create } = proxied(() => MADE, options);
      await create();
      assert.deepEqual(await create(), MADE);
      assert.notEqual((await create('"another-0123456789"')).code, 200);
    });
  }
});

test('after a refusal it is a new attempt, as the client makes one, which counts', async () => {
  const { create, asked } = proxied((n) => (n === 0 ? { code: 429, msg: 'no', data: null } : MADE), {
    clientCreateLimit: { limit: 2, interval: 60_000 },
    now: () => 0,
  });
  assert.equal((await create()).code, 429);
  assert.deepEqual(await create(), MADE);
  assert.equal(asked(), 2);
  assert.equal((await create('"another-0123456789"')).msg, 'Too many requests of this client.');
});

for (const [name, key] of /** @type {[string, string | null][]} */ ([
  ['no key', null],
  ['a key that the client does not write', 'task'],
  ['a key that is too short', `"${'a'.repeat(15)}"`],
  ['a key that is too long', `"${'a'.repeat(65)}"`],
  ['something before the key', `a${KEY}`],
  ['something behind the key', `${KEY}a`],
])) {
  test(`with ${name} two requests make two tasks`, async () => {
    const { create, asked } = proxied(() => MADE);
    await create(key);
    await create(key);
    assert.equal(asked(), 2);
  });
}

test('whoever may not create gets nothing of it', async () => {
  let isKnown = true;
  const { create } = proxied(() => MADE, { authorize: () => isKnown });
  await create();
  isKnown = false;
  assert.equal((await create()).code, 401);
});

test('after ten minutes it is forgotten', async () => {
  let now = 0;
  const { create, asked } = proxied(() => MADE, {
    now: () => now,
    clientCreateLimit: false,
    createLimit: false,
  });
  await create();
  now += 600_000;
  await create();
  assert.equal(asked(), 2);
});
