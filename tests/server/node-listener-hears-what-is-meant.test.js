// Through nodeListener: a request arrives as it was sent, what could be read in two ways is refused, and who leaves is known to have left.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { suite, test } from 'node:test';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { deferred } from '../helpers/deferred.js';

/** @typedef {Parameters<typeof nodeListener>[0]} Handler */

/** @param {import('node:test').TestContext} t @param {Handler} handler */
async function serve(t, handler) {
  const server = createServer({ requireHostHeader: false }, nodeListener(handler)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

/** All that comes back until the server ends it. @param {number} port @param {string} sent @returns {Promise<string>} */
async function say(port, sent) {
  const client = connect(port, '127.0.0.1').setEncoding('latin1');
  client.write(sent);
  let text = '';
  for await (const part of client) text += part;
  return text;
}

/** Says what it is asked. @type {Handler} */
const echo = async (request, info) =>
  Response.json({ url: request.url, method: request.method, headers: Object.fromEntries(request.headers), info });

/** @param {string} text of an answer */
const bodyOf = (text) => JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));

const LAST = 'Connection: close\r\n\r\n';

test('its path, its method and its headers', async (t) => {
  const port = await serve(t, echo);
  const { url, method, headers, info } = bodyOf(
    await say(
      port,
      `DELETE /a/b//c?d=/e HTTP/1.1\r\nHost: a.example:1\r\nX-One: 1\r\nCookie: a\r\nCookie: b\r\n${LAST}`,
    ),
  );
  assert.deepEqual([url, method], ['http://a.example:1/a/b//c?d=/e', 'DELETE']);
  assert.deepEqual([headers['x-one'], headers.cookie], ['1', 'a; b']);
  assert.deepEqual(info, { remoteAddress: '127.0.0.1' });
});

test('without a Host it is for localhost', async (t) => {
  const port = await serve(t, echo);
  assert.equal(bodyOf(await say(port, 'GET /a HTTP/1.0\r\n\r\n')).url, 'http://localhost/a');
});

suite('refused, with the end of the connection, and nobody asked:', () => {
  const lines = (/** @type {number} */ count) => 'a:\r\n'.repeat(count);
  /** @type {[what: string, head: string, status: number][]} */
  const HEADS = [
    ['dots', 'GET /x/../kie HTTP/1.1\r\nHost: localhost\r\n', 400],
    ['two slashes before', 'GET //kie HTTP/1.1\r\nHost: localhost\r\n', 400],
    ['a whole URL', 'GET http://localhost/kie HTTP/1.1\r\nHost: localhost\r\n', 400],
    ['a Host that is more than one', 'GET /kie HTTP/1.1\r\nHost: localhost/x\r\n', 400],
    ['a Host that names a user', 'GET /kie HTTP/1.1\r\nHost: a@localhost\r\n', 400],
    ['a Host that is none', 'GET /kie HTTP/1.1\r\nHost: a b\r\n', 400],
    ['two Hosts', 'GET /kie HTTP/1.1\r\nHost: localhost\r\nHOST: evil.example\r\n', 400],
    ['TRACE', 'TRACE /kie HTTP/1.1\r\nHost: localhost\r\n', 400],
    ['1001 header lines', `GET /kie HTTP/1.1\r\nHost: localhost\r\n${lines(1000)}`, 431],
  ];
  for (const [what, head, status] of HEADS)
    test(what, async (t) => {
      let calls = 0;
      const port = await serve(t, async () => (calls++, new Response('ok')));
      const text = await say(port, `${head}\r\nGET /kie HTTP/1.1\r\nHost: localhost\r\n${LAST}`);
      assert.deepEqual(text.match(/HTTP\/1\.1 \d+/g), [`HTTP/1.1 ${status}`]);
      assert.match(text, /^connection: close\r$/im);
      assert.equal(calls, 0);
    });

  test('but not 1000 header lines', async (t) => {
    const port = await serve(t, async () => new Response('ok'));
    const text = await say(port, `GET /kie HTTP/1.1\r\nHost: localhost\r\n${lines(998)}${LAST}`);
    assert.match(text, /^HTTP\/1\.1 200 /);
  });
});

for (const [count, answers] of /** @type {const} */ ([
  [16, 16],
  [17, 0],
]))
  test(`${count} requests at once have ${answers} answers`, async (t) => {
    const port = await serve(t, async () => new Response('ok'));
    const get = 'GET /a HTTP/1.1\r\nHost: localhost\r\n';
    const text = await say(port, `${`${get}\r\n`.repeat(count - 1)}${get}${LAST}`).catch(() => '');
    assert.equal(text.match(/HTTP\/1\.1 200/g)?.length ?? 0, answers);
  });

test('an answer of several pieces arrives byte for byte', async (t) => {
  const bytes = Uint8Array.from({ length: 200_001 }, (_, i) => i % 251);
  const port = await serve(t, async () => new Response(bytes));
  const response = await fetch(`http://127.0.0.1:${port}/`);
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
});

test('a HEAD that has no body to give is answered, and nothing is logged', async (t) => {
  const logged = t.mock.method(console, 'error', () => {});
  const port = await serve(t, async () => new Response(null, { status: 204 }));
  assert.match(await say(port, `HEAD /a HTTP/1.1\r\nHost: localhost\r\n${LAST}`), /^HTTP\/1\.1 204 /);
  assert.equal(logged.mock.callCount(), 0);
});

test('a client that leaves aborts the request’s signal, and what fails then is not logged', async (t) => {
  const logged = t.mock.method(console, 'error', () => {});
  const asked = deferred();
  const left = deferred();
  const port = await serve(t, async ({ signal }) => {
    asked.resolve();
    await once(signal, 'abort');
    left.resolve();
    throw new Error('of a request that nobody waits for');
  });
  const client = connect(port, '127.0.0.1');
  client.write('GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await asked.promise;
  client.destroy();
  await left.promise;
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(logged.mock.callCount(), 0);
});

/** @type {[what: string, error: unknown, status: number | null, logged: number][]} */
const FAILURES = [
  ['an error', new Error('secret'), 500, 1],
  ['nothing', undefined, 500, 1],
  ['an end, as of a fetch', new DOMException('ended', 'AbortError'), null, 0],
];
for (const [what, error, status, times] of FAILURES)
  test(`a handler that rejects with ${what} ${status ? `is a ${status}` : 'ends the connection'}`, async (t) => {
    const logged = t.mock.method(console, 'error', () => {});
    const port = await serve(t, () => Promise.reject(error));
    const text = await say(port, `GET /a HTTP/1.1\r\nHost: localhost\r\n${LAST}`).catch(() => '');
    assert.equal(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? null, status && String(status));
    assert.doesNotMatch(text, /secret/);
    assert.equal(logged.mock.callCount(), times);
  });
