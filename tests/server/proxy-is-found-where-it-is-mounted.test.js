// However people write the mount and whatever their framework takes off the path, the lookup is found; a miss says what to change.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { ask as askServer } from './ask.js';
import { ROUTES } from './routes.js';

/** What the proxy serves below its mount. */
const SERVED = '/kie/api/v1/aleph/record-info, /kie/api/v1/jobs/recordInfo, /kie/api/v1/common/download-url';

/** @param {string} [mount] */
const proxyAt = (mount) =>
  createProxy({
    apiKey: 'test-key-0123456789',
    fetch: async () => new Response('{"code":200}'),
    ...(mount !== undefined && { mount }),
  });

/** @param {string} path @param {string} [mount] */
async function ask(path, mount) {
  const response = await proxyAt(mount)(new Request(`https://proxy.example${path}`));
  return { status: response.status, .../** @type {{ code: number, msg?: string }} */ (await response.json()) };
}

suite('mount', () => {
  /** @type {[mount: string | undefined, served: string][]} */
  const served = [
    [undefined, '/kie'],
    ['/kie', '/kie'],
    ['kie', '/kie'],
    ['/kie/', '/kie'],
    ['kie/', '/kie'],
    ['//kie//', '/kie'],
    ['/', ''],
    ['', ''],
    ['/a/b/', '/a/b'],
    ['a//b', '/a/b'],
    ['/käse', '/k%C3%A4se'],
    ['/k%C3%A4se', '/k%C3%A4se'],
    ['/a b', '/a%20b'],
    ['/a/../b', '/b'],
    ['..', ''],
  ];
  for (const [mount, prefix] of served) {
    for (const { path } of ROUTES) {
      test(`${JSON.stringify(mount)} serves ${prefix}${path}`, async () => {
        assert.equal((await ask(`${prefix}${path}?taskId=a`, mount)).status, 200);
        assert.equal((await ask(`${prefix}/x${path}?taskId=a`, mount)).status, 404);
      });
    }
  }

  for (const mount of [7, 'https://proxy.example/kie', '/kie?x', '/kie#x', 'C:\\kie']) {
    test(`${JSON.stringify(mount)} is no path, which is said at once`, () => {
      assert.throws(() => proxyAt(/** @type {any} */ (mount)), /^TypeError: mount must be the path .* '\/kie'/);
    });
  }
});

suite('a miss says what was expected and what came', () => {
  const MISSED = [
    ...ROUTES.flatMap(({ route, path }) => [
      {
        what: `the prefix was taken off, ${route} route`,
        path: `${path}?taskId=secret`,
        msg: `${path}. The option mount of createProxy would be '/' for that.`,
      },
      {
        what: `another prefix, ${route} route`,
        path: `/api/kie${path}?taskId=secret`,
        msg: `/api/kie${path}. The option mount of createProxy would be '/api/kie' for that.`,
      },
      { what: `a long prefix, ${route} route`, path: `/${'x'.repeat(10_000)}${path}`, msg: `/${'x'.repeat(199)}….` },
    ]),
    { what: 'another path', path: '/kie/api/v1/aleph/extend?key=secret', msg: '/kie/api/v1/aleph/extend.' },
    {
      what: 'a path that was not allowed',
      path: '/kie/api/v1/aleph/generate?key=secret',
      msg: "/kie/api/v1/aleph/generate. The option allow of createProxy would have to list 'create' for that.",
    },
    {
      what: 'control characters',
      path: '/a\u0000\u001B[31m\u009Fb\u202E?secret',
      msg: '/a%00%1B[31m%C2%9Fb%E2%80%AE.',
    },
    { what: 'a path that is just not long', path: `/${'x'.repeat(199)}`, msg: `/${'x'.repeat(199)}.` },
    { what: 'a long path', path: `/${'x'.repeat(10_000)}`, msg: `/${'x'.repeat(199)}….` },
  ];
  for (const { what, path, msg } of MISSED) {
    test(what, async () => {
      const expected = `The proxy forwards only ${SERVED}, and was asked for ${msg}`;
      assert.deepEqual(await ask(path), { status: 404, code: 400, msg: expected });
    });
  }

  test('a client is told of the mount, and not that its task is missing', async () => {
    const proxy = proxyAt();
    const fetch = (/** @type {string} */ url, /** @type {RequestInit} */ init) => proxy(new Request(url, init));
    const client = new AlephClient({ baseUrl: 'https://proxy.example/video', fetch: /** @type {any} */ (fetch) });
    const message = /The option mount of createProxy would be '\/video' for that/;
    await assert.rejects(client.getTask('a'), { kind: 'invalid-request', status: 404, message });
  });
});

/**
 * The listener as Express and Connect call it: they take the prefix of `app.use` off `url` and keep the whole in `originalUrl`.
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof nodeListener>[0]} handler
 * @param {(url: string) => string} change of `url`
 */
async function startConnect(t, handler, change) {
  const listener = nodeListener(handler);
  const server = createServer((request, response) => {
    const url = String(request.url);
    Object.assign(request, { originalUrl: url, url: change(url) });
    listener(request, response);
  });
  t.after(() => void server.close());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}

suite('under a prefix that the framework takes off', () => {
  const below = (/** @type {string} */ url) => url.slice('/kie'.length);

  for (const { route, path } of ROUTES) {
    for (const mount of [undefined, '/kie', '/', '']) {
      test(`mount ${JSON.stringify(mount)} serves the ${route} route`, async (t) => {
        const url = await startConnect(t, proxyAt(mount), below);
        assert.equal((await askServer(url, `/kie${path}?taskId=a`)).status, 200);
      });
    }

    test(`a miss of the ${route} route names the whole path`, async (t) => {
      const url = await startConnect(t, proxyAt('/other'), below);
      const { status, body } = await askServer(url, `/kie${path}?taskId=a`);
      assert.equal(status, 404);
      assert.match(JSON.parse(String(body)).msg, /mount of createProxy would be '\/kie' for that/);
    });

    test(`a path that was rewritten to the ${route} route counts as it is now`, async (t) => {
      const url = await startConnect(t, proxyAt(), () => `/kie${path}?taskId=a`);
      assert.equal((await askServer(url, '/videos/a')).status, 200);
    });
  }

  test("a handler's request has the whole URL", async (t) => {
    const url = await startConnect(t, async ({ url }, info) => Response.json({ url, info }), below);
    const { body } = await askServer(url, '/kie/a?b=c');
    assert.deepEqual(JSON.parse(String(body)), {
      url: `${url}/kie/a?b=c`,
      info: { remoteAddress: '127.0.0.1', pathBelowPrefix: '/a' },
    });
  });
});
