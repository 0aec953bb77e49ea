// Where a request cannot be told to refuse redirects, the answer that redirects is refused: the key goes nowhere else.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { portable } from '../../web/client/call/portable-fetch.js';

const ADDRESS = 'https://api.kie.ai/a';
const INIT = /** @type {const} */ ({
  method: 'POST',
  headers: { Authorization: 'Bearer k' },
  body: 'b',
  cache: 'no-store',
  credentials: 'omit',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
});

/**
 * @param {import('node:test').TestContext} t
 * @param {Response} answer
 * @param {{ refuses?: (keyof typeof INIT)[] }} [platform] members that its requests do not know
 */
function platform(t, answer, { refuses = ['redirect', 'cache'] } = {}) {
  const before = globalThis.Request;
  globalThis.Request = /** @type {any} */ (
    class {
      /** @param {string} _ @param {any} init */
      constructor(_, init) {
        if (refuses.some((member) => init[member] === INIT[member])) throw new TypeError('not implemented');
      }
    }
  );
  t.after(() => void (globalThis.Request = before));
  /** @type {any[]} */
  const sent = [];
  /** @type {typeof globalThis.fetch} */
  const fetch = async (_, init) => {
    sent.push(init);
    return answer;
  };
  return { fetch: portable(fetch), sent };
}

for (const member of /** @type {const} */ (['cache', 'credentials', 'redirect', 'referrerPolicy'])) {
  test(`where ${member} is not known, what is known is sent, and the rest is not`, async (t) => {
    const answer = new Response('c');
    const { fetch, sent } = platform(t, answer, { refuses: [member] });
    const { signal } = new AbortController();
    assert.equal(await fetch(ADDRESS, { ...INIT, signal }), answer);
    const { method, headers, body } = INIT;
    assert.deepEqual(sent, [{ method, headers, body, signal, redirect: 'manual' }]);
  });
}

for (const status of [300, 302, 307, 399]) {
  test(`${status} is refused, and its body let go`, async (t) => {
    const cancel = t.mock.fn();
    const answer = new Response(new ReadableStream({ cancel }));
    Object.defineProperty(answer, 'status', { value: status });
    await assert.rejects(platform(t, answer).fetch(ADDRESS, INIT), /^TypeError: The service redirected the request/);
    assert.equal(cancel.mock.callCount(), 1);
  });
}

test('a redirect without a body is refused in the same words', async (t) => {
  const answer = new Response(null, { status: 302 });
  await assert.rejects(platform(t, answer).fetch(ADDRESS, INIT), /^TypeError: The service redirected the request/);
});

test('a redirect whose body cannot be let go is refused as well', async (t) => {
  const answer = new Response('c', { status: 302 });
  answer.body?.getReader();
  await assert.rejects(platform(t, answer).fetch(ADDRESS, INIT), TypeError);
});

for (const status of [299, 400]) {
  test(`${status} is an answer`, async (t) => {
    const answer = new Response('c', { status });
    assert.equal(await platform(t, answer).fetch(ADDRESS, INIT), answer);
  });
}

test('elsewhere, as here, the request goes as it is', async () => {
  const send = mock.fn(async () => new Response('c'));
  await portable(send)(ADDRESS, INIT);
  assert.deepEqual(
    send.mock.calls.map((call) => call.arguments),
    [[ADDRESS, INIT]],
  );
});

test('where there is no Request the fetch decides for itself', async (t) => {
  const { fetch, sent } = platform(t, new Response('c'));
  globalThis.Request = /** @type {any} */ (undefined);
  await fetch(ADDRESS, INIT);
  assert.deepEqual(sent, [INIT]);
});

for (const refuses of /** @type {(keyof typeof INIT)[][]} */ ([[], ['redirect']])) {
  test(`what the platform knows is asked for once, not with each request: ${refuses[0] ?? 'all'}`, async (t) => {
    const { fetch } = platform(t, new Response('c'), { refuses });
    const asked = t.mock.method(globalThis, 'Request', globalThis.Request);
    for (let i = 0; i < 3; i++) await fetch(ADDRESS, INIT);
    assert.equal(asked.mock.callCount(), 1);
  });
}
