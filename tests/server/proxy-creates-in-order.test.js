// What the store has to know of a creation is there before its answer goes out: on some platforms the work for a request ends with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { turns } from '../helpers/turns.js';

const BODY = JSON.stringify({ model: 'runway/gen4-aleph', input: {} });

/** A store that takes its time, and counts. */
function slowStore() {
  const seen = { running: 0, most: 0, listening: 0, asked: /** @type {string[]} */ ([]) };
  /** @template {any[]} A @template R @param {(...args: A) => Promise<R>} work @returns {(...args: A) => Promise<R>} */
  const slowly =
    (work) =>
    async (...args) => {
      seen.most = Math.max(seen.most, ++seen.running);
      await turns();
      const result = await work(...args);
      seen.running--;
      return result;
    };
  const { take, get, put, claim, publish, subscribe } = memoryStore();
  /** @type {import('../../web/proxy/store/store.js').Store} */
  const store = {
    take: slowly(take),
    get: slowly(get),
    put: slowly((name, value, ttl) => (seen.asked.push(`put ${name}`), put(name, value, ttl))),
    publish: slowly(publish),
    async claim(name, ttl) {
      const release = await slowly(claim)(name, ttl);
      return release && slowly(release);
    },
    async subscribe(channel, listener) {
      const stop = await slowly(subscribe)(channel, listener);
      seen.listening++;
      return slowly(async () => {
        seen.listening--;
        await stop();
      });
    },
  };
  return { store, seen };
}

/** @param {string} answer of the service @param {import('../../web/proxy/proxy.js').ProxyOptions} [options] */
function setUp(answer, options) {
  const { store, seen } = slowStore();
  const proxy = createProxy({
    apiKey: 'sk-0123456789abcdef',
    allow: ['create'],
    authorize: () => true,
    clientOf: () => 'one',
    budget: { credits: 1100, interval: 60_000 },
    callbacks: { read: async () => assert.fail(), secret: null, url: 'https://app.example/kie/callbacks' },
    fetch: async () => new Response(answer),
    store,
    ...options,
  });
  const create = () => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': '"0123456789abcdef"' };
    const url = 'https://proxy.example/kie/api/v1/jobs/createTask';
    return proxy(new Request(url, { method: 'POST', headers, body: BODY }));
  };
  return { create, seen };
}

/** @type {{ what: string, answer: string, isTold?: boolean }[]} isTold: whether it is expected that the service tells of it */
const ANSWERS = [
  { what: 'a task', answer: '{"code":200,"data":{"taskId":"task-1"}}', isTold: true },
  { what: 'a refusal', answer: '{"code":422,"msg":"no","data":null}' },
  { what: 'a refusal that names a task', answer: '{"code":422,"msg":"no","data":{"taskId":"task-1"}}' },
  { what: 'a task without an id', answer: '{"code":200,"data":{}}' },
  { what: 'a task whose id is a number', answer: '{"code":200,"data":{"taskId":1}}' },
  { what: 'no data', answer: '{"code":200}' },
  { what: 'no JSON', answer: '<html>' },
];

for (const { what, answer, isTold = false } of ANSWERS) {
  test(`an answer with ${what} comes when all is written down, ${isTold ? 'and is' : 'and nothing is'} waited for`, async () => {
    const { create, seen } = setUp(answer);
    assert.equal((await create()).status, 200);
    assert.deepEqual([seen.running, seen.most, seen.listening], [0, 1, 0]);
    const expected = seen.asked.filter((name) => name.startsWith('put expected:'));
    assert.deepEqual(expected, isTold ? ['put expected:task-1'] : []);
  });
}

test('a repeat that waits for the first one leaves nothing behind', async () => {
  const { create, seen } = setUp('{"code":200,"data":{"taskId":"task-1"}}');
  const answers = await Promise.all([create(), create(), create()]);
  for (const answer of answers) assert.equal((await answer.json()).data.taskId, 'task-1');
  assert.deepEqual([seen.running, seen.listening], [0, 0]);
  assert.equal((await (await create()).json()).data.taskId, 'task-1');
  assert.deepEqual([seen.running, seen.listening], [0, 0]);
});

/** @type {{ what: string, failing: import('../../web/proxy/store/store.js').Count, answer: string }[]} */
const TOO_LATE = [
  { what: 'to count a task anew', failing: 'renew', answer: '{"code":200,"data":{"taskId":"task-1"}}' },
  { what: 'to give the budget back', failing: -1, answer: '{"code":422,"msg":"no","data":null}' },
];

for (const { what, failing, answer } of TOO_LATE) {
  test(`the store is away when it is ${what}, and the answer comes all the same`, async () => {
    const { store } = slowStore();
    let failed = 0;
    const { create } = setUp(answer, {
      store: {
        ...store,
        async take(name, rate, count) {
          if (count !== failing) return store.take(name, rate, count);
          failed++;
          throw new Error('away');
        },
      },
    });
    assert.equal(await (await create()).text(), answer);
    assert.equal(failed, 1);
  });
}
