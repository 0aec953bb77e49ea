// Whatever a server does to a request, the call ends once, with the right kind of error, and the next call works.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AlephClient } from '../../web/client/index.js';
import { deferred } from '../helpers/deferred.js';
import { startRawService, startService, taskIdOf, unusedUrl } from '../helpers/fake-service.js';
import { alephError } from '../helpers/rejection.js';
import { succeeded } from '../helpers/responses.js';

/** @typedef {import('node:net').Socket} Socket */
/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {import('../../web/client/errors.js').ErrorKind} ErrorKind */

const BODY = succeeded('cut');

/** An answer's head and what follows. @param {string[]} headers @param {string} [body] @param {string} [status] */
const http = (headers, body = '', status = '200 OK') =>
  `HTTP/1.1 ${status}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n${body}`;

/** A whole answer, the last of its connection: the next call must not be sent on one that is just being closed. @type {typeof http} */
const last = (headers, ...rest) => http(['Connection: close', ...headers], ...rest);

/** One chunk of a chunked body. @param {string} text */
const chunk = (text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** The same answer with a body that never comes to its end. */
const CUT_LENGTH = http([`Content-Length: ${BODY.length + 10}`], BODY);
const CUT_CHUNKS = http(['Transfer-Encoding: chunked'], chunk(BODY));

/** @type {[name: string, cut: (socket: Socket, headersRead: Promise<unknown>) => unknown, kind: ErrorKind, status?: number][]} */
const FAILURES = [
  ['resets before the headers', (socket) => socket.resetAndDestroy(), 'connection'],
  ['closes before the headers', (socket) => socket.end(), 'connection'],
  ['closes within the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'), 'connection'],
  ['does not speak HTTP', (socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n'), 'connection'],
  ['closes within a body that looks complete', (socket) => socket.end(CUT_LENGTH), 'connection'],
  ['closes between the chunks of a body that looks complete', (socket) => socket.end(CUT_CHUNKS), 'connection'],
  [
    'resets within a body that looks complete',
    (socket, headersRead) => socket.write(CUT_LENGTH, () => headersRead.then(() => socket.resetAndDestroy())),
    'connection',
  ],
  [
    'resets within the body of an error',
    (socket, headersRead) =>
      socket.write(http(['Content-Length: 99'], '{"code":401}', '500 Oh'), () =>
        headersRead.then(() => socket.resetAndDestroy()),
      ),
    'connection',
  ],
  [
    'sends chunks that are none',
    (socket) => socket.end(http(['Transfer-Encoding: chunked'], 'zz\r\nhello\r\n')),
    'connection',
  ],
  [
    'says gzip and sends none',
    (socket) => socket.end(last(['Content-Encoding: gzip', `Content-Length: ${BODY.length}`], BODY)),
    'connection',
  ],
  [
    'sends a web page',
    (socket) => socket.end(last(['Content-Type: text/html', 'Content-Length: 14'], '<html></html>\n')),
    'invalid-response',
    200,
  ],
  [
    'sends the web page of a gateway',
    (socket) => socket.end(last(['Content-Length: 6'], '<html>', '502 Bad Gateway')),
    'server',
    502,
  ],
  ['sends no body', (socket) => socket.end(last(['Content-Length: 0'])), 'invalid-response', 200],
  ['sends HTTP 204', (socket) => socket.end(last([], '', '204 No Content')), 'invalid-response', 204],
];

/** @type {[name: string, sent: string][]} */
const STALLS = [
  ['says nothing', ''],
  ['stops within the headers', 'HTTP/1.1 200 OK\r\nX-A: '],
  ['stops within the body', CUT_LENGTH],
  ['stops between chunks', CUT_CHUNKS],
];

/**
 * A service that does `act` to every request but those for the task "good", and a client of it.
 * @param {TestContext} t
 * @param {(socket: Socket, headersRead: Promise<unknown>) => unknown} act
 * @param {import('../../web/client/options.js').AlephClientOptions} [options]
 */
async function set(t, act, options = {}) {
  const { promise: headersRead, resolve: read } = deferred();
  const { url, paths } = await startRawService(t, (socket, path) => {
    const good = succeeded('good');
    if (taskIdOf(path) === 'good') socket.end(last([`Content-Length: ${good.length}`], good));
    else act(socket, headersRead);
  });
  /** @type {typeof globalThis.fetch} */
  const fetch = (input, init) => globalThis.fetch(input, init).finally(() => read());
  return { client: new AlephClient({ baseUrl: url, maxRetries: 0, fetch, ...options }), paths, headersRead };
}

/** @param {AlephClient} client */
async function assertStillWorks(client) {
  assert.equal((await client.getTask('good')).taskId, 'good');
}

// Starting WebAssembly takes real time, which a stopped clock would not give.
before(() => new AlephClient().ready());

suite('a server that', () => {
  for (const [name, act, kind, status = null] of FAILURES) {
    test(`${name}: ${kind}`, async (t) => {
      const { client, paths } = await set(t, act);
      const error = await alephError(client.getTask('bad'));
      assert.deepEqual(
        { kind: error.kind, status: error.status, taskId: error.taskId },
        { kind, status, taskId: 'bad' },
      );
      assert.equal(error.cause instanceof Error, kind === 'connection');
      assert.equal(paths.length, 1);
      await assertStillWorks(client);
    });
  }

  test('is not there: connection', async () => {
    const client = new AlephClient({ baseUrl: await unusedUrl(), maxRetries: 0 });
    const error = await alephError(client.getTask('bad'));
    assert.equal(error.kind, 'connection');
    assert.ok(error.cause instanceof Error);
  });

  for (const [name, sent] of STALLS) {
    test(`${name}: timeout, and the connection is closed`, async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const asked = deferred();
      const closed = deferred();
      const act = (/** @type {Socket} */ socket) => {
        socket.on('close', () => closed.resolve());
        if (sent) socket.write(sent);
        asked.resolve();
      };
      const { client, headersRead } = await set(t, act, { timeout: 5000 });
      const call = alephError(client.getTask('bad'));
      await asked.promise;
      if (sent === CUT_LENGTH || sent === CUT_CHUNKS) await headersRead;
      t.mock.timers.tick(5000);
      const error = await call;
      assert.deepEqual(
        { kind: error.kind, taskId: error.taskId, retryable: error.retryable },
        { kind: 'timeout', taskId: 'bad', retryable: true },
      );
      await closed.promise;
      await assertStillWorks(client);
    });
  }

  test('never stops sending: invalid-response, and the connection is closed', async (t) => {
    const closed = deferred();
    const { client } = await set(t, (socket) => {
      socket.on('close', () => closed.resolve());
      socket.write(http(['Transfer-Encoding: chunked']));
      const more = () => void (socket.writable && socket.write(chunk(' '.repeat(10_000)), more));
      more();
    });
    assert.equal((await alephError(client.getTask('bad'))).kind, 'invalid-response');
    await closed.promise;
    await assertStillWorks(client);
  });
});

test('an answer of exactly maxResponseBytes is read, one byte more is refused', async (t) => {
  const body = succeeded('good');
  const { url } = await startService(t, (_, response) => response.end(body));
  const client = (/** @type {number} */ maxResponseBytes) =>
    new AlephClient({ baseUrl: url, maxResponseBytes, maxRetries: 0 });
  assert.equal((await client(body.length).getTask('good')).status, 'succeeded');
  const error = await alephError(client(body.length - 1).getTask('good'));
  assert.equal(error.kind, 'invalid-response');
  assert.match(error.message, /larger than the allowed/);
});

for (const [status, kind, retryable] of /** @type {const} */ ([
  [200, 'invalid-response', false],
  [401, 'authentication', false],
  [404, 'invalid-response', false],
  [429, 'rate-limit', true],
  [503, 'server', true],
]))
  test(`an answer with HTTP ${status} that is cut off is what it is without an envelope`, async (t) => {
    const { url } = await startService(t, (_, response) =>
      response.writeHead(status, { 'Retry-After': '7' }).end(' '.repeat(2000)),
    );
    const client = new AlephClient({ baseUrl: url, maxResponseBytes: 1000, maxRetries: 0 });
    const error = await alephError(client.getTask('bad'));
    assert.deepEqual(
      { kind: error.kind, code: error.code, status: error.status, retryable: error.retryable, after: error.retryAfter },
      { kind, code: null, status, retryable, after: 7 },
    );
  });

test('maxResponseBytes counts decoded bytes', async (t) => {
  const bodies = [gzipSync(succeeded('good')), gzipSync(' '.repeat(5_000_000))];
  const { url } = await startService(t, (_, response) =>
    response.setHeader('Content-Encoding', 'gzip').end(bodies.shift()),
  );
  const client = new AlephClient({ baseUrl: url, maxRetries: 0 });
  assert.equal((await client.getTask('good')).status, 'succeeded');
  assert.equal((await alephError(client.getTask('bad'))).kind, 'invalid-response');
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`a redirect (${status}) is not followed: connection, and the other server hears nothing`, async (t) => {
    const other = await startService(t, (_, response) => response.end(succeeded('bad')));
    const { url, requests } = await startService(t, (request, response) =>
      response.writeHead(status, { Location: other.url + request.url }).end(),
    );
    const client = new AlephClient({ baseUrl: url, apiKey: 'sk-0123456789abcdef', maxRetries: 0 });
    assert.equal((await alephError(client.getTask('bad'))).kind, 'connection');
    assert.equal(requests.length, 1);
    assert.equal(other.requests.length, 0);
  });
}

test('a deadline that comes after its answer ends no other call', async (t) => {
  // The mocked timer has no number, as clearTimeout in WebAssembly would need, so it does come.
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const asked = deferred();
  /** @type {ReturnType<typeof deferred<Response>>} */
  const answer = deferred();
  const fetch = async (/** @type {RequestInfo | URL} */ url) => {
    if (String(url).endsWith('=good')) return new Response(succeeded('good'));
    asked.resolve();
    return answer.promise;
  };
  const client = new AlephClient({ fetch, timeout: 5000, maxRetries: 0 });
  await assertStillWorks(client);
  t.mock.timers.tick(4000);
  const later = client.getTask('later');
  await asked.promise;
  t.mock.timers.tick(4999);
  answer.resolve(new Response(succeeded('later')));
  assert.equal((await later).taskId, 'later');
});
