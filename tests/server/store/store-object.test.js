// The Durable Object of one name counts, keeps, claims and tells by its own clock, and deletes what is over. In workerd itself it is
// tried by tests/package/durable-objects-keep-promises.test.js.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreObject } from '../../../web/proxy/store/store-object.js';

const START = 1_000_000;
const RATE = { limit: 2, interval: 100 };

/** What Cloudflare gives an object, and the object. @param {import('node:test').TestContext} t */
function setUp(t) {
  t.mock.timers.enable({ apis: ['Date'], now: START });
  /** @type {Map<string, unknown>} */
  const kept = new Map();
  /** @type {{ alarm: number | null, sockets: { send: (message: string) => void }[] }} */
  const state = { alarm: null, sockets: [] };
  let running = 0;
  /** @template {any[]} A @template R @param {(...args: A) => R} work @returns {(...args: A) => Promise<R>} takes its time */
  const slowly =
    (work) =>
    async (...args) => {
      running++;
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return work(...args);
    };
  const storage = {
    get: slowly((/** @type {string} */ name) => kept.get(name)),
    put: slowly((/** @type {string} */ name, /** @type {unknown} */ value) => void kept.set(name, value)),
    delete: slowly((/** @type {string} */ name) => kept.delete(name)),
    deleteAll: slowly(() => ((state.alarm = null), kept.clear())),
    list: slowly(() => new Map(kept)),
    getAlarm: slowly(() => state.alarm),
    setAlarm: slowly((/** @type {number} */ time) => void (state.alarm = time)),
  };
  /** @type {unknown[]} */
  const accepted = [];
  const object = new StoreObject({
    storage,
    acceptWebSocket: (socket) => void accepted.push(socket),
    getWebSockets: () => state.sockets,
  });
  /** @param {string} command @param {object} [given] */
  const ask = async (command, given = {}) => {
    const body = JSON.stringify({ command, given });
    const answer = await object.fetch(new Request('https://object.example', { method: 'POST', body }));
    assert.equal(running, 0, 'what it keeps is kept before it answers');
    return answer.json();
  };
  return {
    object,
    kept,
    state,
    accepted,
    ask,
    pass: (/** @type {number} */ ms) => t.mock.timers.setTime(Date.now() + ms),
  };
}

test('it lets take no more than the limit in any interval', async (t) => {
  const { ask, pass } = setUp(t);
  const take = (/** @type {import('../../../web/proxy/store/store.js').Count} */ count) =>
    ask('take', { rate: RATE, count });
  assert.deepEqual([await take(0), await take(1)], [0, 0]);
  pass(40);
  assert.deepEqual([await take(1), await take(1), await take(0)], [0, 60, 60]);
  pass(60);
  assert.deepEqual([await take(1), await take(1)], [0, 40], 'the first is over, the second is not');
  assert.deepEqual([await take('renew'), await take(0)], [0, 100], 'the older one counts from now on');
  assert.deepEqual([await take(-1), await take(1), await take(1)], [0, 0, 100]);
});

test('it keeps a value for its time', async (t) => {
  const { ask, pass } = setUp(t);
  assert.equal(await ask('get'), null);
  assert.equal(await ask('put', { value: 'a', ttl: 100 }), null);
  pass(99);
  assert.equal(await ask('get'), 'a');
  pass(1);
  assert.equal(await ask('get'), null);
  await ask('put', { value: '', ttl: 1 });
  assert.equal(await ask('get'), '');
});

test('a value for no time is forgotten', async (t) => {
  const { ask, kept } = setUp(t);
  await ask('put', { value: 'a', ttl: 100 });
  await ask('put', { value: 'b', ttl: 0 });
  assert.equal(await ask('get'), null);
  assert.equal(kept.size, 0);
});

test("it is one caller's until that releases it, or its time is over", async (t) => {
  const { ask, pass } = setUp(t);
  const claim = (/** @type {string} */ token) => ask('claim', { token, ttl: 100 });
  assert.deepEqual([await claim('a'), await claim('b')], [true, false]);
  await ask('release', { token: 'b' });
  assert.equal(await claim('b'), false, 'only its holder releases it');
  await ask('release', { token: 'a' });
  assert.equal(await claim('b'), true);
  pass(100);
  assert.equal(await claim('c'), true);
  assert.equal(await ask('get'), null, 'it is no value');
});

test('all who listen are told, also when one has just gone', async (t) => {
  const { ask, state } = setUp(t);
  /** @type {string[]} */
  const heard = [];
  const send = (/** @type {string} */ message) => void heard.push(message);
  const gone = () => {
    throw new Error('gone');
  };
  state.sockets = [{ send }, { send: gone }, { send }];
  assert.equal(await ask('publish', { message: 'a' }), null);
  assert.deepEqual(heard, ['a', 'a']);
});

test('it wakes when the first of what it keeps is over, deletes that, and with the last of it all', async (t) => {
  const { object, ask, kept, state, pass } = setUp(t);
  await ask('put', { value: 'a', ttl: 300 });
  assert.equal(state.alarm, START + 300);
  await ask('claim', { token: 'a', ttl: 100 });
  assert.equal(state.alarm, START + 100, 'sooner');
  await ask('take', { rate: { limit: 2, interval: 200 }, count: 1 });
  assert.equal(state.alarm, START + 100, 'not later');
  pass(99);
  await object.alarm();
  assert.equal(kept.size, 3);
  for (const [left, next] of [
    [['value', 'taken'], 200],
    [['value'], 300],
  ]) {
    pass(Number(state.alarm) - Date.now());
    await object.alarm();
    assert.deepEqual([[...kept.keys()], state.alarm], [left, START + Number(next)]);
  }
  pass(100);
  await object.alarm();
  assert.deepEqual([kept.size, state.alarm], [0, null]);
});

test('who asks to listen has one end of a connection, and the object the other', async (t) => {
  const { object, accepted } = setUp(t);
  const platform = /** @type {any} */ (globalThis);
  const { Response } = platform;
  t.after(() => {
    delete platform.WebSocketPair;
    platform.Response = Response;
  });
  platform.WebSocketPair = class {
    0 = 'theirs';
    1 = 'ours';
  };
  // Node's knows no status of 101.
  platform.Response = class {
    /** @param {null} body @param {object} init */
    constructor(body, init) {
      Object.assign(this, { body }, init);
    }
  };
  const answer = await object.fetch(new Request('https://object.example', { headers: { Upgrade: 'websocket' } }));
  assert.deepEqual({ ...answer }, { body: null, status: 101, webSocket: 'theirs' });
  assert.deepEqual(accepted, ['ours']);
});

test('who stops listening is answered; a connection that broke is not', (t) => {
  const { object } = setUp(t);
  /** @type {number[]} */
  const closed = [];
  const socket = { close: (/** @type {number} */ code) => void closed.push(code) };
  for (const code of [1000, 1001, 1006]) object.webSocketClose(socket, code);
  assert.deepEqual(closed, [1000]);
});
