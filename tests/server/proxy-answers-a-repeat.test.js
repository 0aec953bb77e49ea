// A request that creates and comes again, as browsers send one again by themselves, is answered again and makes nothing again.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { deferred } from '../helpers/deferred.js';

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
  const create = async (key = KEY, init = {}) => {
    const headers = { 'Content-Type': 'application/json', ...(key !== null && { 'Idempotency-Key': key }) };
    const response = await proxy(new Request(OWN, { method: 'POST', body: BODY, headers, ...init }));
    return response.json();
  };
  return { create, asked: () => asked };
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

test('what nobody knows the outcome of stays unknown', async () => {
  const { create, asked } = proxied(() => Promise.reject(new TypeError('reset')));
  assert.equal((await create()).code, undefined);
  assert.equal((await create()).code, undefined);
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

test('after a refusal it is a new attempt, as the client makes one', async () => {
  const { create, asked } = proxied((n) => (n === 0 ? { code: 429, msg: 'no', data: null } : MADE));
  assert.equal((await create()).code, 429);
  assert.deepEqual(await create(), MADE);
  assert.equal(asked(), 2);
});

for (const [name, key] of /** @type {[string, string | null][]} */ ([
  ['no key', null],
  ['a key that the client does not write', 'task'],
  ['a key that is too long', `"${'a'.repeat(65)}"`],
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
