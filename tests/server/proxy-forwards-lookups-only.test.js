// The proxy forwards exactly the two lookups of a task, with nothing of the page but the task id, and gives back only JSON.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { ROUTES } from './routes.js';

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    const KEY = 'test-key-0123456789';
    const PATH = `/kie${path}`;
    const ORIGIN = 'http://127.0.0.1:8787';

    /**
     * A proxy in front of a fetch that records what it is asked.
     * @param {() => Response | Promise<Response>} [answer]
     * @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} [options]
     */
    function proxyWith(answer = () => new Response('{"code":200}'), options = {}) {
      /** @type {Request[]} */
      const sent = [];
      const proxy = createProxy({
        apiKey: KEY,
        fetch: async (input, init) => {
          sent.push(new Request(input, init));
          return answer();
        },
        ...options,
      });
      /** @param {string} path @param {RequestInit} [init] */
      const ask = (path, init) => proxy(new Request(ORIGIN + path, init));
      return { ask, sent };
    }

    const REFUSED = [
      { what: 'another path', path: '/kie/api/v1/aleph/generate?taskId=a', status: 404 },
      { what: 'another path of the other route', path: '/kie/api/v1/jobs/createTask?taskId=a', status: 404 },
      { what: 'a longer path', path: `${PATH}/x?taskId=a`, status: 404 },
      { what: 'a path in capitals', path: `${PATH.toUpperCase()}?taskId=a`, status: 404 },
      { what: 'a path in disguise', path: `${PATH.replace('record', '%72ecord')}?taskId=a`, status: 404 },
      { what: 'POST', path: `${PATH}?taskId=a`, init: { method: 'POST', body: '{}' }, status: 405 },
      { what: 'HEAD', path: `${PATH}?taskId=a`, init: { method: 'HEAD' }, status: 405 },
      { what: 'no task id', path: PATH, status: 422 },
      { what: 'an empty task id', path: `${PATH}?taskId=`, status: 422 },
      { what: 'two task ids', path: `${PATH}?taskId=a&taskId=b`, status: 422 },
      {
        what: 'a page of another site',
        path: `${PATH}?taskId=a`,
        init: { headers: { 'Sec-Fetch-Site': 'cross-site' } },
        status: 403,
      },
      {
        what: 'a page of a sibling site',
        path: `${PATH}?taskId=a`,
        init: { headers: { 'Sec-Fetch-Site': 'same-site' } },
        status: 403,
      },
    ];

    for (const { what, path, init, status } of REFUSED) {
      test(`${what} is refused with ${status} and nothing is sent`, async () => {
        const { ask, sent } = proxyWith();
        const response = await ask(path, init);
        assert.equal(response.status, status);
        assert.equal(sent.length, 0);
        assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
      });
    }

    test('what is sent is the id, encoded anew, the key and Accept; no cookie, header or other parameter of the page', async () => {
      const { ask, sent } = proxyWith();
      const headers = {
        Cookie: 'session=1',
        'X-Trace': 'y',
        Authorization: 'Bearer of-the-page',
        'Accept-Language': 'de',
      };
      assert.equal((await ask(`${PATH}?evil=1&taskId=a%26b%2F..%20%E2%9C%93&x=2`, { headers })).status, 200);
      assert.equal(sent[0]?.url, `https://api.kie.ai${path}?taskId=a%26b%2F..%20%E2%9C%93`);
      assert.deepEqual(Object.fromEntries(/** @type {Request} */ (sent[0]).headers), {
        accept: 'application/json',
        authorization: `Bearer ${KEY}`,
      });
      assert.equal(sent[0]?.redirect, 'manual');
    });

    for (const upstream of [
      'https://host.example',
      'https://host.example/',
      'https://host.example/api',
      'https://host.example/api/v1/',
    ]) {
      test(`the path is not doubled for ${upstream}`, async () => {
        const { ask, sent } = proxyWith(undefined, { upstream });
        await ask(`${PATH}?taskId=a`);
        assert.equal(sent[0]?.url, `https://host.example${path}?taskId=a`);
      });
    }

    test('the answer keeps status, body and Retry-After, and loses its type, cookies and everything else', async () => {
      const html = '<script>alert(1)</script>';
      const { ask } = proxyWith(
        () =>
          new Response(html, {
            status: 503,
            headers: { 'Content-Type': 'text/html', 'Retry-After': '7', 'Set-Cookie': 'a=b', 'X-Secret': 'c' },
          }),
      );
      const response = await ask(`${PATH}?taskId=a`);
      assert.equal(response.status, 503);
      assert.equal(await response.text(), html);
      assert.deepEqual(Object.fromEntries(response.headers), {
        'cache-control': 'no-store',
        'content-type': 'application/json; charset=utf-8',
        'retry-after': '7',
        'x-content-type-options': 'nosniff',
      });
    });

    const BAD_ANSWERS = [
      {
        what: 'a redirect',
        answer: () => new Response(null, { status: 302, headers: { Location: 'https://evil.example/' } }),
        status: 502,
      },
      { what: 'an answer that is too large', answer: () => new Response('x'.repeat(101)), status: 502 },
      { what: 'an answer that holds the key', answer: () => new Response(`{"msg":"Bearer ${KEY}"}`), status: 502 },
      { what: 'a network failure', answer: () => Promise.reject(new TypeError('fetch failed')), status: 502 },
    ];

    for (const { what, answer, status } of BAD_ANSWERS) {
      test(`${what} becomes ${status}, in the service's form and without the key`, async () => {
        const { ask } = proxyWith(answer, { maxResponseBytes: 100 });
        const response = await ask(`${PATH}?taskId=a`);
        assert.equal(response.status, status);
        const text = await response.text();
        assert.equal(JSON.parse(text).code, status);
        assert.ok(!text.includes(KEY));
      });
    }

    const REDIRECT = 'The service redirected the request, which is not followed.';
    const NO_STATUS = 'The service answered with a status that HTTP does not have.';
    /** As other platforms may give them. @type {{ status: number, type?: string, msg?: string }[]} */
    const STATUSES = [
      { status: 0, msg: NO_STATUS },
      { status: 0, type: 'opaqueredirect', msg: REDIRECT },
      { status: 199, msg: NO_STATUS },
      { status: 200 },
      { status: 206 },
      { status: 299 },
      { status: 300, msg: REDIRECT },
      { status: 399, msg: REDIRECT },
      { status: 400 },
      { status: 599 },
      { status: 600, msg: NO_STATUS },
    ];
    for (const { status, type = 'default', msg } of STATUSES) {
      test(`an answer of status ${status} and type ${type} is ${msg ? 'none, and let go' : 'passed on'}`, async () => {
        let cancelled = false;
        const body = new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode('{}')),
          pull: (controller) => controller.close(),
          cancel: () => void (cancelled = true),
        });
        const answer = { status, type, body, headers: new Headers() };
        const { ask } = proxyWith(() => /** @type {any} */ (answer));
        const response = await ask(`${PATH}?taskId=a`);
        assert.equal(response.status, msg ? 502 : status);
        assert.deepEqual(await response.json(), msg ? { code: 502, msg } : {});
        assert.equal(cancelled, msg !== undefined);
      });
    }

    for (const [bytes, status] of /** @type {const} */ ([
      [1_048_576, 200],
      [1_048_577, 502],
    ]))
      test(`by default an answer of ${bytes} bytes is ${status}`, async () => {
        const { ask } = proxyWith(() => new Response('x'.repeat(bytes)));
        assert.equal((await ask(`${PATH}?taskId=a`)).status, status);
      });

    test('an answer without an end is cut off while it comes', { timeout: 10_000 }, async () => {
      let cancelled = false;
      const endless = new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(64)),
        cancel: () => void (cancelled = true),
      });
      const { ask } = proxyWith(() => new Response(endless), { maxResponseBytes: 1000 });
      assert.equal((await ask(`${PATH}?taskId=a`)).status, 502);
      assert.ok(cancelled, 'the service is told to stop');
    });

    for (const status of [204, 205])
      test(`an answer without a body, of status ${status}, is passed on as one`, async () => {
        const { ask } = proxyWith(() => new Response(null, { status }));
        assert.equal((await ask(`${PATH}?taskId=a`)).status, status);
      });

    test('an answer of exactly the allowed size is passed on', async () => {
      const { ask } = proxyWith(() => new Response('x'.repeat(100)), { maxResponseBytes: 100 });
      assert.equal((await ask(`${PATH}?taskId=a`)).status, 200);
    });

    test('a service that never answers is given up with 504', async () => {
      const server = createServer(() => {});
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      const proxy = createProxy({ apiKey: KEY, upstream: `http://127.0.0.1:${port}`, timeout: 20 });
      const response = await proxy(new Request(`${ORIGIN}${PATH}?taskId=a`));
      assert.equal(response.status, 504);
      server.close();
      server.closeAllConnections();
    });

    test('a service that begins to answer and stalls is given up with 504', async () => {
      const server = createServer((_request, response) => void response.write('{"code":'));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      const proxy = createProxy({ apiKey: KEY, upstream: `http://127.0.0.1:${port}`, timeout: 200 });
      const response = await proxy(new Request(`${ORIGIN}${PATH}?taskId=a`));
      assert.equal(response.status, 504);
      server.close();
      server.closeAllConnections();
    });

    test('a page that goes away ends the request to the service', async () => {
      const server = createServer(() => {});
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      const page = new AbortController();
      const proxy = createProxy({ apiKey: KEY, upstream: `http://127.0.0.1:${port}` });
      const answer = proxy(new Request(`${ORIGIN}${PATH}?taskId=a`, { signal: page.signal }));
      const [request] = await once(server, 'request');
      page.abort();
      await once(request.socket, 'close');
      assert.equal((await answer).status, 502);
      server.close();
    });

    for (const apiKey of ['two words', 'line\nbreak', 'clé', 'k'.repeat(4097)]) {
      test(`a key that cannot work is refused at once: ${JSON.stringify(apiKey.slice(0, 12))}`, () => {
        assert.throws(
          () => createProxy({ apiKey }),
          (error) => error instanceof TypeError && !error.message.includes(apiKey),
        );
      });
    }

    for (const upstream of [
      'ftp://host',
      'host',
      '',
      'https://user:pass@host',
      'https://host/?a=1',
      'https://host/#a',
    ]) {
      test(`a base URL that cannot work is refused at once: ${upstream}`, () => {
        assert.throws(() => createProxy({ apiKey: KEY, upstream }), TypeError);
      });
    }
  });
}
