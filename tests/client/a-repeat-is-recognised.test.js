// A page's create carries a name that a browser's own repeat carries, too: the same for all attempts of a call, another for each call.
// It goes to the page's own origin alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repeatable } from '../../web/client/call/repeatable.js';

const OWN = 'https://app.example';

/**
 * @param {import('node:test').TestContext} t
 * @param {string} [origin] of the page; none: there is no page
 */
function pageAt(t, origin) {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'location');
  Object.defineProperty(globalThis, 'location', { value: origin && { origin }, configurable: true });
  t.after(() =>
    before ? Object.defineProperty(globalThis, 'location', before) : Reflect.deleteProperty(globalThis, 'location'),
  );
  /** @type {[url: unknown, init: any][]} */
  const sent = [];
  /** @type {typeof globalThis.fetch} */
  const fetch = async (url, init) => {
    sent.push([url, init]);
    return new Response('{}');
  };
  return { fetch, sent };
}

test('all attempts of one call have one name, and the next call has another', async (t) => {
  const { fetch, sent } = pageAt(t, OWN);
  const calls = [1, 2].map(() => repeatable(fetch, `${OWN}/kie`));
  for (const call of [calls[0], calls[0], calls[1]]) await call?.(`${OWN}/kie/a`, { method: 'POST' });
  const names = sent.map(([, { headers }]) => headers['Idempotency-Key']);
  for (const name of names) assert.match(name, /^"[\w-]{16,64}"$/, 'as the proxy reads it');
  assert.equal(names[0], names[1]);
  assert.notEqual(names[0], names[2]);
});

test('everything else of the request stays', async (t) => {
  const { fetch, sent } = pageAt(t, OWN);
  const answer = await repeatable(fetch, `${OWN}/kie`)('/a', { method: 'POST', body: 'b', headers: { Accept: 'c' } });
  const [url, { method, body, headers }] = sent[0] ?? [];
  assert.deepEqual([url, method, body, headers.Accept, await answer.text()], ['/a', 'POST', 'b', 'c', '{}']);
});

for (const [what, origin, baseUrl] of /** @type {[string, string | undefined, string][]} */ ([
  ['to another origin', OWN, 'https://api.kie.ai'],
  ['to another port', OWN, `${OWN}:8443/kie`],
  ['without a page', undefined, `${OWN}/kie`],
  ['to what is no URL', OWN, 'kie'],
])) {
  test(`${what} nothing is added, which would need a preflight`, (t) => {
    const { fetch } = pageAt(t, origin);
    assert.equal(repeatable(fetch, baseUrl), fetch);
  });
}
