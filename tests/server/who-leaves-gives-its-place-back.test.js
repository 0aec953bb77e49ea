// Through nodeListener at a real connection: a client that leaves ends what was done for it alone, and gives its place back; what costs is not ended.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { suite, test } from 'node:test';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { deferred } from '../helpers/deferred.js';
import { startService } from '../helpers/fake-service.js';
import { MADE } from '../helpers/fault-server.js';
import { turns } from '../helpers/turns.js';

const LOOK = 'GET /kie/api/v1/aleph/record-info?taskId=a HTTP/1.1\r\nHost: localhost\r\n\r\n';
const STREAM = 'GET /kie/events?taskId=a HTTP/1.1\r\nHost: localhost\r\n\r\n';
const BODY = '{"prompt":"snow"}';
const CREATE = `POST /kie/api/v1/aleph/generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

/** @param {import('node:test').TestContext} t @param {Parameters<typeof nodeListener>[0]} handler */
async function listen(t, handler) {
  const server = createServer(nodeListener(handler)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  /** A client that says something and is then there. @param {string} sent */
  return (sent) => {
    const client = connect(port, '127.0.0.1');
    client.write(sent);
    return client;
  };
}

/**
 * A proxy before a service that answers when it is told to.
 * @param {import('node:test').TestContext} t
 * @param {import('../../web/proxy/proxy.js').ProxyOptions} [options]
 */
async function setUp(t, options = {}) {
  const asked = deferred();
  const ended = deferred();
  /** @type {import('node:http').ServerResponse[]} */
  const waiting = [];
  const service = await startService(t, (_, response) => {
    response.once('close', () => ended.resolve());
    waiting.push(response);
    asked.resolve();
  });
  /** @type {((type: string) => void)[]} */
  const listeners = [];
  /** @param {string} type */
  const heard = (type) =>
    new Promise((resolve) => {
      listeners.push((each) => each === type && resolve(undefined));
    });
  const proxy = createProxy({
    apiKey: 'key-for-tests',
    upstream: service.url,
    allow: ['look', 'create'],
    authorize: () => true,
    callbacks: { read: async () => assert.fail(), secret: null },
    onEvent(event) {
      for (const hear of listeners) hear(event.type === 'stream' ? event.change : event.type);
    },
    ...options,
  });
  const say = await listen(t, proxy);
  return { say, asked: asked.promise, ended: ended.promise, waiting, heard };
}

suite('a client that leaves', { timeout: 60_000 }, () => {
  test('while the service is asked ends the look, and the next client begins another', async (t) => {
    const { say, asked, ended, waiting } = await setUp(t);
    const client = say(LOOK);
    await asked;
    client.destroy();
    await ended;
    assert.equal(waiting[0]?.writableFinished, false);
    const other = say(LOOK);
    while (waiting.length < 2) await turns();
    waiting[1]?.end('{"code":422,"msg":"recordInfo is null"}');
    const [answer] = await once(other, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 200 /);
    other.destroy();
  });

  test('does not end a look that another waits for', async (t) => {
    const isJoined = deferred();
    let callers = 0;
    const authorize = () => {
      if (++callers === 2) isJoined.resolve();
      return true;
    };
    const { say, asked, waiting } = await setUp(t, { authorize });
    const client = say(LOOK);
    await asked;
    const other = say(LOOK);
    await isJoined.promise;
    await turns();
    client.destroy();
    await once(client, 'close');
    await turns();
    waiting[0]?.end('{"code":422,"msg":"recordInfo is null"}');
    const [answer] = await once(other, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 200 /);
    assert.equal(waiting.length, 1);
    other.destroy();
  });

  test('while a task is made ends nothing: the service is heard to its end', async (t) => {
    const { say, asked, ended, waiting, heard } = await setUp(t);
    const answered = heard('request');
    const client = say(CREATE);
    await asked;
    client.destroy();
    await once(client, 'close');
    await turns();
    const [response = assert.fail()] = waiting;
    assert.equal(response.destroyed, false);
    response.end(MADE);
    await ended;
    assert.equal(response.writableFinished, true);
    await answered;
    assert.equal(waiting.length, 1);
  });

  test('a stream gives its place back', async (t) => {
    const { say, heard } = await setUp(t, { clientStreams: 1 });
    for (let i = 0; i < 3; i++) {
      const closed = heard('closed');
      const client = say(STREAM);
      const [answer] = await once(client, 'data');
      assert.match(String(answer), /^HTTP\/1\.1 200 /);
      client.destroy();
      await closed;
    }
  });

  test('before its stream is opened holds none', async (t) => {
    const isAsked = deferred();
    const verdict = deferred();
    const { say, heard } = await setUp(t, {
      authorize: async ({ signal }) => {
        isAsked.resolve();
        const left = once(signal, 'abort');
        await verdict.promise;
        await left;
        return true;
      },
    });
    const closed = heard('closed');
    const client = say(STREAM);
    await isAsked.promise;
    client.destroy();
    verdict.resolve();
    await closed;
  });
});

/** @type {[what: string, leavesFirst: boolean][]} */
const BODIES = [
  ['of which nothing comes', false],
  ['that is made after it', true],
];
for (const [what, leavesFirst] of BODIES)
  test(`a body ${what} is cancelled when the client leaves`, { timeout: 60_000 }, async (t) => {
    const isAsked = deferred();
    const cancelled = deferred();
    const say = await listen(t, async ({ signal }) => {
      isAsked.resolve();
      if (leavesFirst) await once(signal, 'abort');
      return new Response(new ReadableStream({ cancel: () => cancelled.resolve() }));
    });
    const client = say('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await isAsked.promise;
    await turns();
    client.destroy();
    await cancelled.promise;
  });
