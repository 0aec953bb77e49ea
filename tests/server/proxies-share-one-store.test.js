// Processes that share a store are one proxy to the service, and to whoever listens: in memory, and in a real Redis.
import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { after, before, suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../helpers/free-port.js';
import { EventStreamReader } from '../../web/client/push/event-stream.js';
import { readCallback } from '../../web/proxy/callbacks/read-callback.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { redisStore } from '../../web/proxy/store/redis-store.js';
import { callbackOf, jobsAnswer, SECRET } from './callbacks.js';
import { connect, redisOf, startRedis } from './store/redis.js';

/** @typedef {import('../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */
/** @typedef {import('../../web/proxy/proxy.js').ProxyHandler} ProxyHandler */
/** @typedef {import('../../web/proxy/store/store.js').Store} Store */

const SUCCESS = jobsAnswer('task-1', 'success');
const MODEL = 'runway/gen4-aleph';

/** Waits for what other processes do. @param {() => unknown} isSo */
async function until(isSo) {
  while (!(await isSo())) await pause(2);
}

/**
 * Four proxies before one service, which answers when it is told to.
 * @param {Store[]} stores
 * @param {Partial<ProxyOptions>} [options]
 */
function setUp(stores, options = {}) {
  /** @type {{ path: string, answer: (body: unknown) => void }[]} */
  const asked = [];
  const proxies = /** @type {[ProxyHandler, ProxyHandler, ProxyHandler, ProxyHandler]} */ (
    stores.map((store) =>
      createProxy({
        apiKey: 'key-for-tests',
        allow: ['look', 'create'],
        authorize: () => true,
        clientOf: () => 'one',
        clientLimit: false,
        clientCreateLimit: false,
        callbacks: { read: readCallback, secret: SECRET, url: 'https://app.example/kie/callbacks' },
        fetch: (url) =>
          new Promise((resolve) => {
            const answer = (/** @type {unknown} */ body) => resolve(Response.json(body));
            asked.push({ path: new URL(String(url)).pathname, answer });
          }),
        store: {
          ...store,
          async subscribe(name, listener) {
            const stop = await store.subscribe(name, listener);
            if (name.startsWith('looking:')) looking.count++;
            return stop;
          },
        },
        ...options,
      }),
    )
  );
  const looking = { count: 0 };
  const nth = async (/** @type {number} */ n) => {
    await until(() => asked[n]);
    return asked[n] ?? assert.fail();
  };
  return {
    proxies,
    asked,
    nth,
    /** Until so many wait for what another one sees. */ waiting: (/** @type {number} */ count) =>
      until(() => looking.count === count),
  };
}

/** @param {ProxyHandler} proxy @param {string} [taskId] */
const look = async (proxy, taskId = 'task-1') =>
  (await proxy(new Request(`http://localhost/kie/api/v1/jobs/recordInfo?taskId=${taskId}`))).json();

/** @param {ProxyHandler} proxy @param {string} [key] */
async function create(proxy, key) {
  const headers = { 'Content-Type': 'application/json', ...(key && { 'Idempotency-Key': key }) };
  const body = JSON.stringify({ model: MODEL, input: { prompt: 'snow' } });
  const url = 'http://localhost/kie/api/v1/jobs/createTask';
  const response = await proxy(new Request(url, { method: 'POST', headers, body }));
  return { status: response.status, body: await response.json() };
}

/** @param {import('node:test').TestContext} t @param {ProxyHandler} proxy @param {string} taskId */
async function listen(t, proxy, taskId) {
  const { body } = await proxy(new Request(`http://localhost/kie/events?taskId=${taskId}`));
  const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
  const events = new EventStreamReader();
  /** @type {string[]} */
  const heard = [];
  void (async () => {
    for (let read = await reader.read(); !read.done; read = await reader.read())
      for (const { type, data } of events.read(read.value))
        heard.push(type === 'task' ? JSON.parse(JSON.parse(data).body).data.state : type);
  })();
  t.after(() => reader.cancel());
  await until(() => heard.includes('hello'));
  return heard;
}

/** @type {{ kill: () => Promise<void> }} */
let server;
let port = 0;
let runs = 0;
/** @type {(() => void)[]} */
const closing = [];
before(async () => {
  port = await freePort();
  server = await startRedis(port);
});
after(async () => {
  for (const close of closing) close();
  await server?.kill();
});

/** @type {Record<string, () => Promise<Store[]>>} a new one, as four processes see it */
const STORES = {
  'in memory': async () => Array(4).fill(memoryStore()),
  'in Redis': async () => {
    const prefix = `run-${runs++}:`;
    const clients = await Promise.all(Array.from({ length: 4 }, () => connect.ioredis(port)));
    closing.push(...clients.map(({ close }) => close));
    return clients.map(({ client }) => redisStore(client, { prefix, shares: 4 }));
  },
};

for (const [where, open] of Object.entries(STORES)) {
  suite(where, () => {
    test('of all who ask at once about a task one looks, and the others read what it saw', async () => {
      const { proxies, asked, nth, waiting } = setUp(await open());
      const answers = proxies.flatMap((proxy) => [look(proxy), look(proxy)]);
      await waiting(3);
      (await nth(0)).answer(jobsAnswer('task-1', 'generating'));
      for (const answer of await Promise.all(answers)) assert.deepEqual(answer, jobsAnswer('task-1', 'generating'));
      assert.equal(asked.length, 1);
    });

    test('a look that lost its callers is begun again by another who waits', async () => {
      const { proxies, asked, nth, waiting } = setUp(await open());
      const leaving = new AbortController();
      const url = 'http://localhost/kie/api/v1/jobs/recordInfo?taskId=task-1';
      const left = proxies[0](new Request(url, { signal: leaving.signal }));
      await nth(0);
      const stays = look(proxies[1]);
      await waiting(1);
      leaving.abort();
      assert.equal((await left).status, 502);
      (await nth(1)).answer(SUCCESS);
      assert.deepEqual(await stays, SUCCESS);
      assert.equal(asked.length, 2);
    });

    test('a task that is over is looked at once', async () => {
      const { proxies, asked, nth } = setUp(await open());
      const first = look(proxies[0]);
      (await nth(0)).answer(SUCCESS);
      await first;
      for (const proxy of proxies) assert.deepEqual(await look(proxy), SUCCESS);
      assert.equal(asked.length, 1);
    });

    test('together they create no more than the account may, and the budget is everyone’s', async () => {
      for (const [options, most, status] of /** @type {[Partial<ProxyOptions>, number, number][]} */ ([
        [{ createLimit: { limit: 6, interval: 60_000 } }, 6, 429],
        [{ budget: { credits: 550, interval: 60_000 } }, 5, 402],
      ])) {
        const { proxies, asked, nth } = setUp(await open(), options);
        const made = Array.from({ length: 16 }, (_, i) => create(proxies[i % 4] ?? assert.fail()));
        for (let n = 0; n < most; n++) (await nth(n)).answer({ code: 200, data: { taskId: `task-${n}` } });
        const statuses = (await Promise.all(made)).map((each) => each.status);
        assert.equal(statuses.filter((each) => each === 200).length, most);
        assert.equal(statuses.filter((each) => each === status).length, 16 - most);
        assert.equal(asked.length, most);
      }
    });

    test('a request to create that a browser sends again is made once, wherever it comes', async () => {
      const { proxies, asked, nth } = setUp(await open());
      const made = proxies.map((proxy) => create(proxy, '"0123456789abcdef"'));
      (await nth(0)).answer({ code: 200, data: { taskId: 'task-1' } });
      for (const { body } of await Promise.all(made)) assert.equal(body.data.taskId, 'task-1');
      assert.equal((await create(proxies[3], '"0123456789abcdef"')).body.data.taskId, 'task-1');
      assert.equal(asked.length, 1);
    });

    test('whichever hears the callback, whoever listens elsewhere is told; one look is made', async (t) => {
      const { proxies, asked, nth } = setUp(await open());
      const made = create(proxies[0]);
      (await nth(0)).answer({ code: 200, data: { taskId: 'task-1' } });
      await made;
      const streams = await Promise.all(proxies.map((proxy) => listen(t, proxy, 'task-1')));
      for (const proxy of [proxies[2], proxies[2], proxies[1]])
        assert.equal((await proxy(await callbackOf(SUCCESS))).status, 200);
      (await nth(1)).answer(SUCCESS);
      await until(() => streams.every((heard) => heard.includes('success')));
      assert.deepEqual(
        streams,
        streams.map(() => ['hello', 'success']),
      );
      assert.equal(asked.length, 2);
    });
  });
}

test('Redis is told no task id, no key, no link and no answer as it is', async (t) => {
  const stores = (await STORES['in Redis']?.()) ?? assert.fail();
  let said = '';
  const monitor = createConnection(port, '127.0.0.1').on('data', (bytes) => {
    said += bytes;
  });
  monitor.write('MONITOR\r\n');
  await until(() => said.includes('+OK'));
  const { proxies, nth } = setUp(stores);
  const made = create(proxies[0], '"0123456789abcdef"');
  (await nth(0)).answer({ code: 200, data: { taskId: 'task-secret' } });
  await made;
  const heard = await listen(t, proxies[1], 'task-secret');
  const looked = look(proxies[2], 'task-secret');
  (await nth(1)).answer({ code: 200, data: { taskId: 'task-secret', state: 'success', resultJson: 'https://secret' } });
  await looked;
  await until(() => heard.includes('success'));
  await until(() => /"PUBLISH" "run-\d+:told:/.test(said));
  monitor.destroy();
  assert.doesNotMatch(said, /secret|0123456789abcdef|key-for-tests|snow|recordInfo/);
});

test('while Redis is away looks go on, and nothing is created that another may have created', async (t) => {
  const redis = await redisOf(t);
  const { client, close } = await connect.ioredis(redis.port);
  t.after(close);
  /** @type {string[]} */
  const changes = [];
  const store = redisStore(client, { shares: 4, warn: () => {}, onEvent: (change) => void changes.push(change) });
  const { proxies, asked, nth } = setUp([store]);
  const first = look(proxies[0]);
  (await nth(0)).answer(jobsAnswer('task-1', 'generating'));
  await first;

  await redis.kill();
  const alone = look(proxies[0], 'task-2');
  (await nth(1)).answer(jobsAnswer('task-2', 'success'));
  assert.deepEqual(await alone, jobsAnswer('task-2', 'success'));
  const refused = await create(proxies[0], '"0123456789abcdef"');
  assert.equal(refused.status, 503);
  assert.match(refused.body.msg, /not sent now\. Nobody knows whether/);
  assert.equal(
    refused.body.code,
    undefined,
    'not a refusal of the service: the client says that the outcome is unknown',
  );
  assert.equal(asked.length, 2);

  await redis.start();
  await until(async () => {
    await look(proxies[0], 'task-2');
    return changes.includes('back');
  });
  const again = await create(proxies[0], '"0123456789abcdef"');
  assert.equal(again.status, 429, 'for one interval what the others have taken is not known');
  assert.ok(Number(again.body.code) === 429 && asked.length === 2, 'the service’s form: nothing was made');
});
