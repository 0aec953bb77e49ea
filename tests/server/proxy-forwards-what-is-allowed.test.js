// Each name of `allow` opens its endpoints and no other; what goes on and comes back is as with lookups.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { createProxy } from '../../web/proxy/proxy.js';

/** @typedef {import('../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */
/** @typedef {NonNullable<ProxyOptions['allow']>[number]} Allowed */

const KEY = 'test-key-0123456789';
const OWN = 'https://proxy.example';
const APP = 'https://app.example';
const MULTIPART = 'multipart/form-data; boundary=a';

/** Written out, so that a changed path is seen. @type {{ path: string, method: string, allow: Allowed, type?: string, body?: string }[]} */
const ENDPOINTS = [
  { path: '/api/v1/aleph/record-info', method: 'GET', allow: 'look' },
  { path: '/api/v1/jobs/recordInfo', method: 'GET', allow: 'look' },
  { path: '/api/v1/common/download-url', method: 'POST', allow: 'look', type: 'application/json', body: '{"url":"a"}' },
  { path: '/api/v1/chat/credit', method: 'GET', allow: 'credits' },
  { path: '/api/v1/aleph/generate', method: 'POST', allow: 'create', type: 'application/json', body: '{"prompt":"a"}' },
  {
    path: '/api/v1/jobs/createTask',
    method: 'POST',
    allow: 'create',
    type: 'application/json',
    body: '{"model":"runway/gen4-aleph","input":{}}',
  },
  { path: '/api/file-stream-upload', method: 'POST', allow: 'upload', type: MULTIPART, body: '--a--' },
  { path: '/api/file-url-upload', method: 'POST', allow: 'upload', type: 'application/json', body: '{"fileUrl":"a"}' },
];
/** As its events name each. @type {Record<string, string>} */
const OPERATIONS = {
  '/api/v1/aleph/record-info': 'look',
  '/api/v1/jobs/recordInfo': 'look',
  '/api/v1/common/download-url': 'download-url',
  '/api/v1/chat/credit': 'credits',
  '/api/v1/aleph/generate': 'create',
  '/api/v1/jobs/createTask': 'create',
  '/api/file-stream-upload': 'upload',
  '/api/file-url-upload': 'upload-url',
};
/** @type {Allowed[]} */
const ALL = ['look', 'create', 'upload', 'credits'];

/** @param {ProxyOptions} [options] @param {(request: Request) => Response} [answer] */
function proxyWith(options, answer = () => new Response('{"code":200}', { headers: { 'Set-Cookie': 'a=b' } })) {
  /** @type {{ url: string, method: string, headers: Record<string, string>, redirect: string, body: string }[]} */
  const sent = [];
  const proxy = createProxy({
    apiKey: KEY,
    upstream: 'https://service.example',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { url, method, redirect } = request;
      sent.push({ url, method, redirect, headers: Object.fromEntries(request.headers), body: await request.text() });
      return answer(request);
    },
    authorize: () => true,
    ...options,
  });
  return { proxy, sent };
}

/** @param {typeof ENDPOINTS[number]} endpoint @param {RequestInit} [init] */
const requestFor = ({ path, method, type, body }, init) =>
  new Request(`${OWN}/kie${path}${method === 'GET' ? '?taskId=a' : ''}`, {
    method,
    headers: { Cookie: 'a=b', 'X-Trace': 'y', Authorization: 'mine', ...(type && { 'Content-Type': type }) },
    ...(body && { body }),
    ...init,
  });

for (const endpoint of ENDPOINTS) {
  const { path, method, type, body = '' } = endpoint;
  suite(`${method} ${path}`, () => {
    for (const allow of [...ALL.map((name) => [name]), ALL]) {
      const isAllowed = allow.includes(endpoint.allow);
      test(`with ${allow}: ${isAllowed ? 'forwarded' : '404'}`, async () => {
        const { proxy, sent } = proxyWith({ allow });
        const response = await proxy(requestFor(endpoint));
        assert.equal(response.status, isAllowed ? 200 : 404);
        if (!isAllowed) assert.deepEqual(sent, []);
        else {
          const query = path.toLowerCase().includes('record') ? '?taskId=a' : '';
          const headers = {
            accept: 'application/json',
            authorization: `Bearer ${KEY}`,
            ...(type && { 'content-type': type }),
          };
          const url = `https://service.example${path}${query}`;
          const redirect = type === MULTIPART ? 'error' : 'manual';
          assert.deepEqual(sent, [{ url, method, headers, redirect, body }]);
        }
        assert.equal(response.headers.get('set-cookie'), null);
        assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
      });
    }

    test('with another method: 405', async () => {
      const { proxy, sent } = proxyWith({ allow: ALL });
      const other = method === 'GET' ? { method: 'POST', body: '{}' } : { method: 'PUT' };
      const response = await proxy(requestFor(endpoint, other));
      assert.deepEqual([response.status, response.headers.get('allow'), sent], [405, method, []]);
    });

    if (type) {
      test('with a body of another type: 415, and nothing is sent', async () => {
        const { proxy, sent } = proxyWith({ allow: ALL });
        const response = await proxy(requestFor(endpoint, { headers: { 'Content-Type': 'text/plain' } }));
        assert.deepEqual([response.status, sent], [415, []]);
      });
    }

    test('a page of an allowed origin may ask before it asks, and another may not', async () => {
      const { proxy, sent } = proxyWith({ allow: ALL, allowedOrigins: [APP] });
      for (const [origin, asked, status] of [
        [APP, method, 204],
        [APP, 'DELETE', 405],
        ['https://evil.example', method, 403],
      ]) {
        const headers = {
          Origin: String(origin),
          'Access-Control-Request-Method': String(asked),
          'Access-Control-Request-Headers': 'authorization,content-type',
        };
        const response = await proxy(new Request(`${OWN}/kie${path}`, { method: 'OPTIONS', headers }));
        assert.equal(response.status, status);
        assert.equal(response.headers.get('access-control-allow-methods'), status === 204 ? method : null);
      }
      assert.deepEqual(sent, []);
    });

    test('a page of another origin gets 403, and nothing is sent', async () => {
      const { proxy, sent } = proxyWith({ allow: ALL });
      const headers = { Origin: 'https://evil.example', 'Content-Type': type ?? '' };
      assert.equal((await proxy(requestFor(endpoint, { headers }))).status, 403);
      assert.deepEqual(sent, []);
    });

    test('an answer that says the key does not go on', async () => {
      const { proxy } = proxyWith({ allow: ALL }, () => new Response(`{"code":200,"msg":"${KEY}"}`));
      const response = await proxy(requestFor(endpoint));
      assert.equal(response.status, 502);
      assert.ok(!(await response.text()).includes(KEY));
    });

    test('where all together ask too often it waits, and why is told', async () => {
      /** @type {import('../../web/proxy/observing/events.js').ProxyEvent[]} */
      const events = [];
      const { proxy, sent } = proxyWith({
        allow: ALL,
        clientLimit: false,
        clientCreateLimit: false,
        globalLimit: { limit: 1, interval: 60_000 },
        createLimit: { limit: 1, interval: 60_000 },
        onEvent: (event) => void events.push(event),
      });
      for (const taskId of ['a', 'b']) {
        const request = requestFor(endpoint);
        const asked = method === 'GET' ? new Request(request.url.replace('=a', `=${taskId}`), request) : request;
        const response = await proxy(asked);
        if (taskId === 'b') assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '60']);
      }
      assert.equal(sent.length, 1);
      assert.deepEqual(
        events.filter(({ type }) => type === 'refused'),
        [
          {
            type: 'refused',
            operation: OPERATIONS[path],
            why: endpoint.allow === 'create' ? 'create-limit' : 'global-limit',
          },
        ],
      );
    });

    test('a client that asks too often waits', async () => {
      const limit = { limit: 1, interval: 60_000 };
      const limits = { clientOf: () => 'a', clientLimit: limit, clientCreateLimit: limit };
      const { proxy, sent } = proxyWith({ allow: ALL, ...limits });
      assert.equal((await proxy(requestFor(endpoint))).status, 200);
      const response = await proxy(requestFor(endpoint));
      assert.deepEqual([response.status, response.headers.get('retry-after'), sent.length], [429, '60', 1]);
    });
  });
}

suite('the client behind it', () => {
  /** @param {ProxyOptions} options @param {string} answer */
  const clientOf = (options, answer) => {
    const { proxy } = proxyWith(options, () => new Response(answer));
    return new AlephClient({ baseUrl: `${OWN}/kie`, fetch: (input, init) => proxy(new Request(input, init)) });
  };

  test('tells credits', async () => {
    assert.equal(await clientOf({ allow: ['credits'] }, '{"code":200,"data":5916.25}').getCredits(), 5916.25);
  });

  test('gets a link to a file', async () => {
    const client = clientOf({}, '{"code":200,"data":"https://example.com/link"}');
    assert.equal(await client.getDownloadUrl('https://example.com/a.mp4'), 'https://example.com/link');
  });
});

suite('a caller of what is forwarded as it is', () => {
  const CREDITS = `${OWN}/kie/api/v1/chat/credit`;

  test('has an answer at once if it has left, even where the key never comes', async () => {
    const proxy = createProxy({ apiKey: () => new Promise(() => {}), allow: ['credits'] });
    assert.equal((await proxy(new Request(CREDITS, { signal: AbortSignal.abort() }))).status, 502);
  });

  test('leaves no listener on its signal', async () => {
    /** @type {AbortSignal | null | undefined} */
    let sent;
    /** @type {typeof globalThis.fetch} */
    const fetch = async (_, init) => ((sent = init?.signal), new Response('{"code":200}'));
    const page = new AbortController();
    const proxy = createProxy({ apiKey: KEY, allow: ['credits'], fetch });
    assert.equal((await proxy(new Request(CREDITS, { signal: page.signal }))).status, 200);
    page.abort();
    assert.equal(sent?.aborted, false);
  });
});

/** @type {[what: string, body: string | Uint8Array<ArrayBuffer>][]} */
const NO_OBJECTS = [
  ['nothing', ''],
  ['a list', '[]'],
  ['no JSON', '{'],
  ['more than 64 KiB', 'x'.repeat(65_537)],
  ['a text that is no UTF-8', Uint8Array.from('{"url":"ÿ"}', (sign) => sign.charCodeAt(0))],
];
for (const [what, body] of NO_OBJECTS) {
  test(`a link is not asked for with ${what}`, async () => {
    const { proxy, sent } = proxyWith();
    const [, , link] = ENDPOINTS;
    const response = await proxy(requestFor(/** @type {typeof ENDPOINTS[number]} */ (link), { body }));
    assert.equal((await response.json()).code, 422);
    assert.deepEqual(sent, []);
  });
}
