// Through nodeListener: clients that never read, never end, or send what nobody asked for hold one answer at most, for a time.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { suite, test } from 'node:test';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { deferred } from '../helpers/deferred.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { turns } from '../helpers/turns.js';

/** A connection of which a test decides what is taken from it. */
class Connection extends Duplex {
  /** @type {Buffer[]} */
  taken = [];
  /** @type {(() => void) | undefined} takes what was offered last */
  #take;
  reads;

  /** @param {boolean} reads whether the client takes what comes */
  constructor(reads) {
    super();
    this.reads = reads;
    this.on('error', () => {});
  }

  _read() {}

  /** @param {{ chunk: Buffer }[]} offered @param {() => void} taken */
  _writev(offered, taken) {
    this.#take = () => {
      this.taken.push(...offered.map(({ chunk }) => chunk));
      this.#take = undefined;
      taken();
    };
    if (this.reads) this.#take();
  }

  /** As net.Socket's. */
  destroySoon() {
    this.end(() => this.destroy());
  }

  /** The client takes once what was offered. */
  takeOffer() {
    this.#take?.();
  }

  get text() {
    return Buffer.concat(this.taken).toString('latin1');
  }
}

/**
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof nodeListener>[0]} handler
 * @param {boolean} reads
 */
function connectionTo(t, handler, reads) {
  const server = createServer(nodeListener(handler));
  const connection = new Connection(reads);
  t.after(() => void connection.destroy());
  server.emit('connection', connection);
  return connection;
}

const GET = 'GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n';
const MEGABYTE = new Uint8Array(1_048_576);

/** A handler whose answers are large, and that counts. */
function largeAnswers() {
  const seen = { calls: 0, pulled: 0, cancelled: 0 };
  const handler = async () => {
    seen.calls++;
    const body = new ReadableStream({
      pull: (controller) => (seen.pulled++, controller.enqueue(MEGABYTE)),
      cancel: () => void seen.cancelled++,
    });
    return new Response(body);
  };
  return { seen, handler };
}

suite('a client that never reads its answers', () => {
  test('has one request answered of those it sent, of which little is held', async (t) => {
    const { seen, handler } = largeAnswers();
    const connection = connectionTo(t, handler, false);
    connection.push(GET.repeat(10));
    await turns();
    assert.equal(seen.calls, 1);
    assert.ok(seen.pulled <= 4, `${seen.pulled} MB were pulled`);
    assert.ok(connection.writableLength < 200_000, `${connection.writableLength} bytes wait`);
  });

  test('loses its connection when it sends ever more requests', async (t) => {
    const { seen, handler } = largeAnswers();
    const connection = connectionTo(t, handler, false);
    connection.push(GET.repeat(1000));
    await turns();
    assert.ok(connection.destroyed);
    assert.ok(seen.calls <= 1, `${seen.calls} calls`);
  });

  test('loses its connection after a time, and the body of its answer is cancelled', async (t) => {
    const clock = FakeClock.install(t);
    const { seen, handler } = largeAnswers();
    const connection = connectionTo(t, handler, false);
    connection.push(GET);
    await clock.advance(29_999);
    assert.equal(connection.destroyed, false);
    await clock.advance(1);
    assert.ok(connection.destroyed);
    assert.equal(seen.cancelled, 1);
    assert.equal(clock.pending, 0);
  });

  test('loses its connection also for a small answer', async (t) => {
    const clock = FakeClock.install(t);
    const connection = connectionTo(t, async () => new Response('ok'), false);
    connection.push(GET);
    await clock.advance(30_000);
    assert.ok(connection.destroyed);
  });
});

test('a client that reads slowly keeps its connection, as long as it reads', async (t) => {
  const clock = FakeClock.install(t);
  const connection = connectionTo(t, async () => new Response(MEGABYTE), false);
  connection.push(GET);
  for (let i = 0; i < 30; i++) {
    await clock.advance(29_000);
    assert.equal(connection.destroyed, false, `piece ${i}`);
    connection.takeOffer();
    await turns();
  }
  connection.reads = true;
  connection.takeOffer();
  await turns();
  assert.ok(connection.text.endsWith('\r\n0\r\n\r\n'), 'the whole answer');
  assert.ok(connection.text.length > MEGABYTE.length);
  assert.equal(clock.pending, 0);
});

test('an answer may come slowly: the time is the client’s, not the handler’s', async (t) => {
  const clock = FakeClock.install(t);
  /** @type {ReadableStreamDefaultController | undefined} */
  let source;
  const body = new ReadableStream({ start: (controller) => void (source = controller) });
  const connection = connectionTo(t, async () => new Response(body), true);
  connection.push(GET);
  for (const part of ['one', 'two', 'three']) {
    await clock.advance(600_000);
    source?.enqueue(new TextEncoder().encode(part));
  }
  await turns();
  source?.close();
  await turns();
  assert.match(connection.text, /one[\s\S]*two[\s\S]*three/);
  assert.equal(clock.pending, 0);
});

test('requests sent at once are answered one after the other, each with its own answer', async (t) => {
  let running = 0;
  let most = 0;
  const connection = connectionTo(
    t,
    async (request) => {
      most = Math.max(most, ++running);
      await turns();
      running--;
      return new Response(new URL(request.url).pathname);
    },
    true,
  );
  const paths = Array.from({ length: 10 }, (_, i) => `/path-${i}`);
  connection.push(paths.map((path) => GET.replace('/a', path)).join(''));
  for (let i = 0; i < 30; i++) await turns();
  assert.deepEqual(connection.text.match(/\/path-\d/g), paths);
  assert.equal(most, 1);
});

test('20 requests one after the other on one connection are all answered', async (t) => {
  const connection = connectionTo(t, async () => new Response('ok'), true);
  for (let i = 0; i < 20; i++) {
    connection.push(GET);
    await turns();
  }
  assert.equal(connection.text.match(/HTTP\/1\.1 200/g)?.length, 20);
});

test('a client that leaves while its request waits for its turn is not asked about', async (t) => {
  const { seen, handler } = largeAnswers();
  const connection = connectionTo(t, handler, false);
  connection.push(GET.repeat(3));
  await turns();
  connection.destroy();
  await turns();
  assert.deepEqual([seen.calls, seen.cancelled], [1, 1]);
});

/** @type {{ what: string, head: string, status: number, calls: number }[]} */
const BODIES = [
  { what: 'a GET with a length', head: 'GET /a HTTP/1.1\r\nContent-Length: 5', status: 400, calls: 0 },
  { what: 'a GET in chunks', head: 'GET /a HTTP/1.1\r\nTransfer-Encoding: chunked', status: 400, calls: 0 },
  { what: 'a HEAD with a length', head: 'HEAD /a HTTP/1.1\r\nContent-Length: 5', status: 400, calls: 0 },
  { what: 'a POST with a length', head: 'POST /a HTTP/1.1\r\nContent-Length: 5', status: 405, calls: 1 },
  { what: 'a POST in chunks', head: 'POST /a HTTP/1.1\r\nTransfer-Encoding: chunked', status: 405, calls: 1 },
];
for (const { what, head, status, calls } of BODIES) {
  test(`${what} that never comes: ${status}, and the connection is closed`, async (t) => {
    let called = 0;
    const connection = connectionTo(t, async () => (called++, new Response(null, { status: 405 })), true);
    connection.push(`${head}\r\nHost: localhost\r\n\r\n`);
    await turns();
    assert.ok(connection.text.startsWith(`HTTP/1.1 ${status} `), connection.text);
    assert.match(connection.text, /^connection: close\r$/im);
    assert.ok(connection.destroyed);
    assert.equal(called, calls);
  });
}

suite('a body', () => {
  const PIECE = Buffer.alloc(16_384, 'x');
  const POST = `POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${1000 * PIECE.length}\r\n\r\n`;

  /** A client that sends as fast as it is read. */
  class Sender extends Connection {
    pieces = 0;
    _read() {
      if (this.pieces === 0) this.push(POST);
      if (this.pieces < 1000) {
        this.pieces++;
        this.push(PIECE);
      }
    }
  }

  /** @param {import('node:test').TestContext} t @param {Parameters<typeof nodeListener>[0]} handler */
  function sendTo(t, handler) {
    const sender = new Sender(true);
    t.after(() => void sender.destroy());
    createServer(nodeListener(handler)).emit('connection', sender);
    return sender;
  }

  test('that nobody reads stays with the client', async (t) => {
    const sender = sendTo(t, () => new Promise(() => {}));
    for (let i = 0; i < 20; i++) await turns();
    assert.ok(sender.pieces < 20, `${sender.pieces} of 1000 pieces were taken`);
  });

  test('comes as it is read', async (t) => {
    const { promise: asked, resolve } = deferred();
    /** @type {ReadableStreamDefaultReader<Uint8Array> | undefined} */
    let reader;
    const sender = sendTo(t, ({ body }) => {
      reader = body?.getReader();
      resolve();
      return new Promise(() => {});
    });
    await asked;
    let bytes = 0;
    while (bytes < 400 * PIECE.length) {
      bytes += (await reader?.read())?.value?.length ?? 0;
      const ahead = sender.pieces - bytes / PIECE.length;
      assert.ok(ahead < 20, `${ahead} pieces more were taken than read`);
    }
  });

  test('that was read to its end leaves the connection for the next request', async (t) => {
    const connection = connectionTo(t, async (request) => new Response(await request.text()), true);
    connection.push('POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello');
    await turns();
    connection.push('POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyou\r\n0\r\n\r\n');
    await turns();
    assert.match(connection.text, /hello[\s\S]*you/);
    assert.equal(connection.destroyed, false);
  });

  test('that ends before its length is an error of its reader', async (t) => {
    /** @type {unknown} */
    let caught;
    const connection = connectionTo(
      t,
      async (request) => {
        await request.text().catch((error) => (caught = error));
        return new Response('ok');
      },
      true,
    );
    connection.push('POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe');
    await turns();
    connection.destroy();
    await turns();
    assert.ok(caught instanceof Error);
  });

  test('whose reader stops gets its answer all the same', async (t) => {
    const sender = sendTo(t, async ({ body }) => {
      const reader = body?.getReader();
      await reader?.read();
      await reader?.cancel();
      return new Response('enough');
    });
    for (let i = 0; i < 20; i++) await turns();
    assert.match(sender.text, /enough/);
    assert.match(sender.text, /^connection: close\r$/im);
    assert.ok(sender.destroyed);
    assert.ok(sender.pieces < 40, `${sender.pieces} of 1000 pieces were taken`);
  });
});

test('a GET that says it has a body of no bytes is a GET', async (t) => {
  const connection = connectionTo(t, async () => new Response('ok'), true);
  connection.push('GET /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n');
  await turns();
  assert.match(connection.text, /^HTTP\/1\.1 200 /);
  assert.equal(connection.destroyed, false);
});

test('the answer to a HEAD has no body, and the handler’s is cancelled', async (t) => {
  const { seen, handler } = largeAnswers();
  const connection = connectionTo(t, handler, true);
  connection.push(GET.replace('GET', 'HEAD'));
  await turns();
  assert.ok(connection.text.endsWith('\r\n\r\n'));
  assert.equal(seen.cancelled, 1);
  assert.equal(connection.destroyed, false);
});

/** @param {import('node:test').TestContext} t @param {Parameters<typeof nodeListener>[0]} handler */
async function serve(t, handler) {
  const server = createServer(nodeListener(handler)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

test('over a real connection: a GET with a body gets its 400, and the end', async (t) => {
  const port = await serve(t, async () => new Response('ok'));
  const client = connect(port, '127.0.0.1');
  client.write('GET /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx');
  let text = '';
  client.setEncoding('latin1').on('data', (part) => (text += part));
  await once(client, 'end');
  client.destroy();
  assert.match(text, /^HTTP\/1\.1 400 /);
});

test('the handler is told the address of the connection', async (t) => {
  const port = await serve(t, async (_, info) => Response.json(info));
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'X-Forwarded-For': '192.0.2.1' } });
  assert.deepEqual(await response.json(), { remoteAddress: '127.0.0.1' });
});

test('the proxy behind it tells connections apart, so that one client cannot use up the limit of all', async (t) => {
  const proxy = createProxy({
    apiKey: 'test-key-0123456789',
    fetch: async () => new Response('{"code":200}'),
    now: () => 0,
  });
  const port = await serve(t, proxy);
  const statuses = [];
  for (let i = 0; i < 25; i++) {
    const response = await fetch(`http://127.0.0.1:${port}/kie/api/v1/aleph/record-info?taskId=a`);
    statuses.push(response.status);
    await response.text();
  }
  assert.equal(statuses.filter((status) => status === 200).length, 10);
});

test('headers that come twice arrive twice: both cookies of an authorize response', async (t) => {
  const headers = new Headers([
    ['Set-Cookie', 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
    ['Set-Cookie', 'b=2'],
    ['Vary', 'Cookie'],
    ['X-Other', 'one'],
    ['X-Other', 'two'],
  ]);
  const proxy = createProxy({
    apiKey: 'test-key-0123456789',
    allowedOrigins: ['https://app.example'],
    authorize: () => new Response('log in', { status: 403, headers }),
  });
  const port = await serve(t, proxy);
  const response = await fetch(`http://127.0.0.1:${port}/kie/api/v1/aleph/record-info?taskId=a`);
  assert.equal(response.status, 403);
  assert.deepEqual(response.headers.getSetCookie(), ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2']);
  assert.equal(response.headers.get('x-other'), 'one, two');
  assert.equal(response.headers.get('vary'), 'Cookie, Origin');
});

test('a handler that fails is a 500, and the connection goes on', async (t) => {
  const logged = t.mock.method(console, 'error', () => {});
  let calls = 0;
  const port = await serve(t, async () => {
    if (calls++ === 0) throw new Error('secret');
    return new Response('ok');
  });
  const failed = await fetch(`http://127.0.0.1:${port}/`);
  assert.deepEqual([failed.status, await failed.text()], [500, '']);
  assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), 'ok');
  assert.equal(logged.mock.callCount(), 1);
});
