// The production side of the proxy: origins, callers, rates, and answers from memory.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { envelope, failed, pending, succeeded } from '../helpers/responses.js';
import { ROUTES } from './routes.js';

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    const PATH = `/kie${path}`;
    const OWN = 'https://proxy.example';
    const APP = 'https://app.example';

    /**
     * @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} [options]
     * @param {() => Response} [answer]
     */
    function proxyWith(options = {}, answer = () => new Response(pending())) {
      let sent = 0;
      const clock = { now: 1_000_000 };
      const proxy = createProxy({
        apiKey: 'test-key-0123456789',
        fetch: async () => (sent++, answer()),
        now: () => clock.now,
        ...options,
      });
      /** @param {RequestInit} [init] @param {string} [taskId] */
      const ask = (init, taskId = 'a') => proxy(new Request(`${OWN}${PATH}?taskId=${taskId}`, init));
      return { ask, sent: () => sent, clock };
    }

    /** @param {Response} response */
    const corsOf = ({ headers }) =>
      Object.fromEntries([...headers].filter(([name]) => /^access-control|^vary$/.test(name)));

    const PAGES = [
      {
        what: 'an allowed origin',
        headers: { Origin: APP, 'Sec-Fetch-Site': 'cross-site' },
        status: 200,
        cors: { 'access-control-allow-origin': APP, 'access-control-expose-headers': 'Retry-After', vary: 'Origin' },
      },
      {
        what: 'its own origin',
        headers: { Origin: OWN, 'Sec-Fetch-Site': 'same-origin' },
        status: 200,
        cors: { vary: 'Origin' },
      },
      {
        what: 'its own origin behind a front that ends TLS',
        headers: { Origin: OWN.replace('https', 'http') },
        status: 200,
        cors: { vary: 'Origin' },
      },
      { what: 'no browser', headers: {}, status: 200, cors: { vary: 'Origin' } },
      { what: 'another origin', headers: { Origin: 'https://evil.example' }, status: 403, cors: { vary: 'Origin' } },
      {
        what: 'an origin that begins like an allowed one',
        headers: { Origin: `${APP}.evil.example` },
        status: 403,
        cors: { vary: 'Origin' },
      },
      { what: 'another scheme', headers: { Origin: 'http://app.example' }, status: 403, cors: { vary: 'Origin' } },
      { what: 'a page without an origin', headers: { Origin: 'null' }, status: 403, cors: { vary: 'Origin' } },
      {
        what: 'another site that hides its origin',
        headers: { 'Sec-Fetch-Site': 'cross-site' },
        status: 403,
        cors: { vary: 'Origin' },
      },
    ];

    for (const { what, headers, status, cors } of PAGES) {
      test(`${what}: ${status}`, async () => {
        const { ask, sent } = proxyWith({ allowedOrigins: [APP] });
        const response = await ask({ headers: /** @type {Record<string, string>} */ (headers) });
        assert.equal(response.status, status);
        assert.deepEqual(corsOf(response), cors);
        assert.equal(sent(), status === 200 ? 1 : 0);
      });
    }

    test('where no other origin is allowed, answers are the same for all', async () => {
      assert.deepEqual(corsOf(await proxyWith().ask({ headers: { Origin: OWN } })), {});
    });

    test('a refusal of the method can be read by an allowed page', async () => {
      const response = await proxyWith({ allowedOrigins: [APP] }).ask({ method: 'PUT', headers: { Origin: APP } });
      assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [405, APP]);
    });

    test('authorize sees what the platform has added to a request', async () => {
      /** @type {unknown[]} */
      const seen = [];
      const authorize = (/** @type {Request} */ request) => seen.push(/** @type {any} */ (request).cf) > 0;
      const proxy = createProxy({
        apiKey: 'test-key-0123456789',
        authorize,
        fetch: async () => new Response(pending()),
      });
      await proxy(Object.assign(new Request(`${OWN}${PATH}?taskId=a`), { cf: { country: 'DE' } }));
      assert.deepEqual(seen, [{ country: 'DE' }]);
    });

    test('a refusal too can be read by an allowed page', async () => {
      const { ask } = proxyWith({ allowedOrigins: [APP], authorize: () => false });
      const response = await ask({ headers: { Origin: APP } });
      assert.equal(response.status, 401);
      assert.equal(response.headers.get('access-control-allow-origin'), APP);
    });

    const PREFLIGHTS = [
      { what: 'GET', headers: { Origin: APP, 'Access-Control-Request-Method': 'GET' }, status: 204 },
      {
        what: 'GET with one header',
        headers: {
          Origin: APP,
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': 'content-type',
        },
        status: 204,
        allows: 'content-type',
      },
      {
        what: 'a header it does not know, behind one that it does',
        headers: {
          Origin: APP,
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': 'accept, x-evil',
        },
        status: 405,
      },
      { what: 'its own origin', headers: { Origin: OWN, 'Access-Control-Request-Method': 'GET' }, status: 405 },
      {
        what: 'GET with headers',
        headers: {
          Origin: APP,
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': 'accept, Authorization',
        },
        status: 204,
        allows: 'accept, authorization',
      },
      {
        what: 'a header it does not know',
        headers: { Origin: APP, 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'x-evil' },
        status: 405,
      },
      { what: 'POST', headers: { Origin: APP, 'Access-Control-Request-Method': 'POST' }, status: 405 },
      {
        what: 'another origin',
        headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' },
        status: 403,
      },
      { what: 'no browser', headers: {}, status: 405 },
    ];

    for (const { what, headers, status, allows } of PREFLIGHTS) {
      test(`preflight for ${what}: ${status}`, async () => {
        const { ask, sent } = proxyWith({ allowedOrigins: [APP] });
        const response = await ask({ method: 'OPTIONS', headers: /** @type {Record<string, string>} */ (headers) });
        assert.equal(response.status, status);
        assert.equal(response.headers.get('access-control-allow-methods'), status === 204 ? 'GET' : null);
        assert.equal(response.headers.get('access-control-allow-headers'), allows ?? null);
        assert.equal(response.headers.get('access-control-allow-credentials'), null);
        if (status === 204) {
          const { 'access-control-allow-headers': _, ...cors } = corsOf(response);
          assert.deepEqual(cors, {
            'access-control-allow-methods': 'GET',
            'access-control-allow-origin': APP,
            'access-control-max-age': '7200',
            vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
          });
        }
        assert.equal(sent(), 0);
      });
    }

    for (const origin of [
      '*',
      'null',
      'app.example',
      'https://app.example/',
      'https://app.example/path',
      'x-https://app.example',
      'chrome-extension://jpkccncjcnmklgenpbljmofnegmnelpp/page.html',
      'https://*.example',
      'HTTPS://app.example',
      'https://app.example:443',
      'ftp://app.example',
      'https://user@app.example',
    ]) {
      test(`allowedOrigins refuses ${origin}`, () => {
        assert.throws(
          () => createProxy({ apiKey: 'key', allowedOrigins: [origin] }),
          /allowedOrigins: .* is not an origin/,
        );
      });
    }

    for (const origin of [
      'http://127.0.0.1:8787',
      'https://app.example:8443',
      'http://[::1]:8080',
      'chrome-extension://jpkccncjcnmklgenpbljmofnegmnelpp',
      'moz-extension://2a3f1c52-6f0b-4d0e-9c43-0a1b2c3d4e5f',
    ]) {
      test(`allowedOrigins takes ${origin}`, async () => {
        const { ask } = proxyWith({ allowedOrigins: [origin] });
        assert.equal((await ask({ headers: { Origin: origin } })).headers.get('access-control-allow-origin'), origin);
      });
    }

    const VERDICTS = [
      { what: 'true', authorize: () => true, status: 200 },
      { what: 'a promise of true', authorize: async () => true, status: 200 },
      { what: 'false', authorize: () => false, status: 401 },
      { what: 'a Response', authorize: () => new Response('log in', { status: 403 }), status: 403 },
      { what: 'an error', authorize: () => Promise.reject(new Error('the database says secret')), status: 500 },
    ];

    for (const { what, authorize, status } of VERDICTS) {
      test(`authorize gives ${what}: ${status}, and nothing is sent unless it agreed`, async () => {
        const { ask, sent } = proxyWith({ authorize });
        const response = await ask();
        assert.equal(response.status, status);
        assert.equal(sent(), status === 200 ? 1 : 0);
        assert.doesNotMatch(await response.text(), /secret/);
      });
    }

    test('a client has its own limit, in any interval, and is told when to ask again', async () => {
      const { ask, clock } = proxyWith({
        clientLimit: { limit: 2, interval: 10_000 },
        globalLimit: false,
        clientHeader: 'X-Real-IP',
      });
      const of = (/** @type {string} */ client) => ask({ headers: { 'X-Real-IP': client } });
      assert.deepEqual([(await of('a')).status, (await of('a')).status, (await of('b')).status], [200, 200, 200]);
      const limited = await of('a');
      assert.equal(limited.status, 429);
      assert.equal(limited.headers.get('retry-after'), '10');
      assert.equal((await limited.json()).code, 429);
      clock.now += 9_999;
      assert.equal((await of('a')).status, 429);
      clock.now += 1;
      const next = [await of('a'), await of('a'), await of('a')].map(({ status }) => status);
      assert.deepEqual(next, [200, 200, 429]);
    });

    test('all clients together stay within what the service gives one key', async () => {
      const { ask, sent } = proxyWith({ globalLimit: { limit: 3, interval: 10_000 }, clientHeader: 'X-Real-IP' });
      const statuses = [];
      for (const client of 'abcde') statuses.push((await ask({ headers: { 'X-Real-IP': client } })).status);
      assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
      assert.equal(sent(), 3);
    });

    for (const limits of [
      { clientLimit: { limit: 0, interval: 1 } },
      { globalLimit: { limit: 1, interval: 0 } },
      { globalLimit: { limit: 1.5, interval: 1 } },
    ]) {
      test(`${JSON.stringify(limits)} is refused`, () =>
        assert.throws(() => createProxy({ apiKey: 'key', ...limits }), TypeError));
    }

    const MEMORY = [
      { what: 'a succeeded task', body: succeeded(), kept: true },
      { what: 'a failed task', body: failed(), kept: true },
      { what: 'a task that is still made', body: pending(), kept: false },
      { what: 'an unknown task', body: envelope(null), kept: false },
      { what: 'an error', body: JSON.stringify({ code: 500, data: { successFlag: 1 } }), kept: false },
      { what: 'no JSON', body: 'oops', kept: false },
      { what: 'a succeeded task in a failed answer', body: succeeded(), kept: false, status: 503 },
    ];

    for (const { what, body, kept, status = 200 } of MEMORY) {
      test(`${what} is ${kept ? 'answered from memory for a minute' : 'asked for each time'}`, async () => {
        const { ask, sent, clock } = proxyWith({}, () => new Response(body, { status }));
        await ask();
        clock.now += 59_999;
        const second = await ask();
        assert.deepEqual([second.status, await second.text()], [status, body]);
        assert.equal(sent(), kept ? 1 : 2);
        clock.now += 1;
        await ask();
        assert.equal(sent(), kept ? 2 : 3);
        await ask({}, 'b');
        assert.equal(sent(), kept ? 3 : 4, 'another task');
      });
    }

    test('what is in memory is only for those who may ask', async () => {
      let allowed = true;
      const { ask } = proxyWith({ authorize: () => allowed }, () => new Response(succeeded()));
      assert.equal((await ask()).status, 200);
      allowed = false;
      assert.equal((await ask()).status, 401);
    });
  });
}
