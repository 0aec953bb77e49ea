// The store in Durable Objects keeps what stores promise, through objects in this process; who listens is connected again. In workerd it
// is tried by tests/package/durable-objects-keep-promises.test.js.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { durableObjectStore, onlyDurableObjects, StoreObject } from '../../../web/proxy/store/durable-object-store.js';
import { deferred } from '../../helpers/deferred.js';
import { turns } from '../../helpers/turns.js';
import { keepsItsPromises, realTick } from './store-suite.js';

/** One end of a connection, as far as it is used. */
class Socket extends EventTarget {
  isAccepted = false;
  /** @type {number[]} */
  closed = [];

  accept() {
    this.isAccepted = true;
  }

  /** @param {number} code */
  close(code) {
    this.closed.push(code);
  }

  /** @param {string} data from the object */
  hear(data) {
    if (this.isAccepted) this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}

/** Objects by name, which can be away. */
function makeNamespace() {
  /** @type {Map<string, ReturnType<typeof make>>} */
  const objects = new Map();
  const state = { isAway: false, ready: Promise.resolve(), asked: /** @type {string[]} */ ([]) };
  const make = () => {
    /** @type {Map<string, unknown>} */
    const kept = new Map();
    /** @type {Socket[]} */
    const sockets = [];
    const storage = {
      get: async (/** @type {string} */ name) => kept.get(name),
      put: async (/** @type {string} */ name, /** @type {unknown} */ value) => void kept.set(name, value),
      delete: async (/** @type {string} */ name) => kept.delete(name),
      getAlarm: async () => null,
      setAlarm: async () => {},
    };
    const getWebSockets = () =>
      sockets
        .filter(({ closed }) => closed.length === 0)
        .map((socket) => ({ send: (/** @type {string} */ message) => socket.hear(message) }));
    const object = new StoreObject({ storage, acceptWebSocket: () => {}, getWebSockets });
    /** @type {Promise<unknown>} */
    let last = Promise.resolve();
    // One after the other: while an object waits for its storage Cloudflare gives it nothing else to do.
    const ask = (/** @type {Request} */ request) => {
      const answer = last.then(() => object.fetch(request));
      last = answer;
      return answer;
    };
    return { ask, sockets };
  };
  /** @type {import('../../../web/proxy/store/durable-object-store.js').StoreObjectNamespace} */
  const namespace = {
    idFromName: (name) => ({ name }),
    get: ({ name }) => {
      const { ask, sockets } = objects.get(name) ?? make();
      objects.set(name, { ask, sockets });
      return {
        async fetch(url, init) {
          state.asked.push(init.body ?? 'listen');
          if (state.isAway) return new Response(null, { status: 500 });
          if (init.headers?.Upgrade !== 'websocket') return ask(new Request(url, init));
          await state.ready;
          const webSocket = new Socket();
          sockets.push(webSocket);
          return { webSocket, status: 101 };
        },
      };
    },
  };
  return { namespace, state, sockets: () => [...objects.values()].flatMap(({ sockets }) => sockets) };
}

keepsItsPromises('Durable Objects', async () => {
  const { namespace } = makeNamespace();
  const store = () => onlyDurableObjects(namespace);
  return { stores: [store(), store(), store()], tick: realTick, end: async () => {} };
});

test('a store alone rejects while its objects are away, and says what they answered', async () => {
  const { namespace, state } = makeNamespace();
  const store = onlyDurableObjects(namespace);
  state.isAway = true;
  const away = { message: 'The object answered 500.' };
  await assert.rejects(store.get('state:a'), away);
  await assert.rejects(
    store.subscribe('told:a', () => {}),
    away,
  );
});

test('while they are away it goes on by itself', async () => {
  const { namespace, state } = makeNamespace();
  /** @type {string[]} */
  const changes = [];
  const options = { shares: 2, warn: () => {}, onEvent: (/** @type {string} */ change) => void changes.push(change) };
  const store = durableObjectStore(namespace, options);
  state.isAway = true;
  const rate = { limit: 2, interval: 60_000 };
  assert.equal(await store.take('look:', rate, 1), 0);
  assert.notEqual(await store.take('look:', rate, 1), 0, 'its share');
  assert.deepEqual(changes, ['error', 'lost']);
});

test('objects are told neither names nor texts', async () => {
  const { namespace, state } = makeNamespace();
  const store = durableObjectStore(namespace);
  await store.put('state:task-1', 'secret', 60_000);
  await store.publish('told:task-1', 'secret');
  assert.equal(state.asked.length, 2);
  assert.doesNotMatch(state.asked.join(), /task-1|secret/);
});

suite('who listens', () => {
  /** @param {import('node:test').TestContext} t */
  const setUp = (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
    const { namespace, state, sockets } = makeNamespace();
    /** @type {string[]} */
    const heard = [];
    const store = durableObjectStore(namespace);
    const listen = () => store.subscribe('told:a', (message) => void heard.push(message));
    const tell = async (/** @type {string} */ message) => {
      await store.publish('told:a', message);
      while (!heard.includes(message)) await turns();
    };
    /** Until an object is asked for the first time. */
    const asked = async () => {
      while (state.asked.length === 0) await turns();
    };
    const pass = async (/** @type {number} */ ms) => {
      t.mock.timers.tick(ms);
      await turns();
    };
    return { state, sockets, heard, listen, tell, asked, pass };
  };

  for (const event of ['close', 'error']) {
    test(`is connected again after ${event}, at most once a second`, async (t) => {
      const { sockets, heard, listen, tell, pass } = setUp(t);
      await listen();
      await pass(400);
      sockets()[0]?.dispatchEvent(new Event(event));
      sockets()[0]?.dispatchEvent(new Event(event));
      await pass(599);
      assert.equal(sockets().length, 1);
      await pass(1);
      assert.equal(sockets().length, 2);
      await pass(2000);
      sockets()[1]?.dispatchEvent(new Event(event));
      await pass(0);
      assert.equal(sockets().length, 3, 'at once, after so long');
      sockets()[0]?.dispatchEvent(new Event(event));
      await pass(2000);
      assert.equal(sockets().length, 3, 'an earlier connection is none of its business');
      for (const old of sockets().slice(0, 2)) old.closed.push(1006);
      for (const message of ['once', 'in order']) await tell(message);
      assert.deepEqual(heard, ['once', 'in order']);
    });
  }

  test('while they are away goes on after a second, and is connected once they are back', async (t) => {
    const { state, sockets, heard, listen, tell, asked, pass } = setUp(t);
    state.isAway = true;
    let isListening = false;
    const listening = listen().finally(() => (isListening = true));
    await asked();
    await turns();
    await pass(999);
    assert.equal(isListening, false);
    await pass(1);
    const stop = await listening;
    state.isAway = false;
    await pass(1000);
    await tell('a');
    assert.deepEqual([sockets().length, heard], [1, ['a']]);
    await stop();
    assert.deepEqual(sockets()[0]?.closed, [1000]);
  });

  test('closes its connection when it stops, hears nothing more, and is not connected again', async (t) => {
    const { sockets, heard, listen, pass } = setUp(t);
    const stop = await listen();
    await stop();
    await stop();
    const [socket] = sockets();
    assert.deepEqual(socket?.closed, [1000]);
    socket?.hear('a');
    socket?.dispatchEvent(new Event('close'));
    await pass(5000);
    assert.deepEqual([sockets().length, heard], [1, []]);
  });

  test('closes a connection that comes once it has stopped', async (t) => {
    const { state, sockets, listen, asked, pass } = setUp(t);
    const { promise, resolve } = deferred();
    state.ready = promise;
    const listening = listen();
    await asked();
    await pass(1000);
    await (await listening)();
    resolve();
    await turns();
    assert.deepEqual(
      sockets().map(({ closed }) => closed),
      [[1000]],
    );
  });

  test('asks no more when it stops while they are away', async (t) => {
    const { state, listen, asked, pass } = setUp(t);
    state.isAway = true;
    const listening = listen();
    await asked();
    await turns();
    await pass(1000);
    await (await listening)();
    await pass(1000);
    const { length } = state.asked;
    await pass(5000);
    assert.equal(state.asked.length, length);
  });
});
