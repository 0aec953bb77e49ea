// The store in Durable Objects, in workerd: it keeps what stores promise, leaves nothing behind, and goes on when its objects are away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { keepsItsPromises, realTick } from '../server/store/store-suite.js';
import { startWorkersWithObjects } from './workerd.js';

/** @typedef {import('../../web/proxy/store/store.js').Store} Store */

/** Each a worker of its own; the objects are of the first. */
const WORKERS = ['one', 'two', 'three'];

/** @type {any} */
let workerd;
before(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('durable-objects/worker.js', import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
  });
  workerd = await startWorkersWithObjects(WORKERS, outputFiles[0]?.text);
});
after(() => workerd?.dispose());

/** @param {string} worker @param {string} as which of its stores */
function workerOf(worker, as) {
  const address = (/** @type {string} */ command) => `http://${worker}.example/${as}/${command}`;
  /** @param {string} command @param {...any} args @returns {Promise<any>} */
  const ask = async (command, ...args) => {
    const answer = await workerd.dispatchFetch(address(command), { method: 'POST', body: JSON.stringify(args) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  /** @type {Store} */
  const store = {
    take: (...args) => ask('take', ...args),
    get: (...args) => ask('get', ...args),
    put: (...args) => ask('put', ...args),
    publish: (...args) => ask('publish', ...args),
    async claim(...args) {
      const held = await ask('claim', ...args);
      return held && (() => ask('release', held));
    },
    async subscribe(channel, listener) {
      const headers = { Upgrade: 'websocket', Channel: channel };
      const { webSocket } = await workerd.dispatchFetch(address('subscribe'), { headers });
      webSocket.addEventListener('message', (/** @type {any} */ { data }) => listener(data));
      const isClosed = new Promise((resolve) => webSocket.addEventListener('close', resolve));
      webSocket.accept();
      return async () => {
        webSocket.send('stop');
        await isClosed;
      };
    },
  };
  return { store, ask };
}

for (const as of ['bare', 'sealed']) {
  keepsItsPromises(`Durable Objects, ${as}`, async () => {
    const stores = /** @type {[Store, Store, Store]} */ (WORKERS.map((worker) => workerOf(worker, as).store));
    return { stores, tick: realTick, end: async () => {} };
  });
}

test('nothing is left of what is over, nor of who has listened', async () => {
  const { store, ask } = workerOf('one', 'bare');
  const stop = await store.subscribe('case:over', () => {});
  await store.put('case:over', 'text', 600_000);
  await store.take('case:over', { limit: 1, interval: 2_000 }, 1);
  await store.claim('case:over', 2_000);
  assert.deepEqual(await ask('kept', 'case:over'), ['claim', 'taken', 'value', 'alarm', 'listening']);
  await stop();
  while ((await ask('kept', 'case:over')).length > 2) await realTick();
  assert.equal(await store.get('case:over'), 'text');
  await store.put('case:over', 'text', 100);
  while ((await ask('kept', 'case:over')).length > 0) await realTick();
});

test('what is kept is still there, and who listens hears again, when an object starts anew', async () => {
  const { store, ask } = workerOf('two', 'bare');
  /** @type {string[]} */
  const heard = [];
  await store.subscribe('case:restart', (message) => void heard.push(message));
  await store.put('case:restart', 'text', 600_000);
  await store.take('case:restart', { limit: 1, interval: 600_000 }, 1);
  await ask('restart', 'case:restart');
  assert.equal(await store.get('case:restart'), 'text');
  assert.ok((await store.take('case:restart', { limit: 1, interval: 600_000 }, 1)) > 0);
  while (heard.length === 0) {
    await store.publish('case:restart', 'again');
    await realTick();
  }
});

test('while the objects are away it rejects, and durableObjectStore goes on with its share', async () => {
  const { store, ask } = workerOf('three', 'whole');
  const bare = workerOf('three', 'bare').store;
  const rate = { limit: 20, interval: 600_000 };
  await bare.get('state:a'); // The first takes longer, and what takes a second is away.
  assert.equal(await store.take('look:all', rate, 1), 0);
  await ask('away', true);
  await assert.rejects(bare.take('look:all', rate, 1));
  await assert.rejects(bare.get('state:a'));
  let taken = 0;
  while ((await store.take('look:all', rate, 1)) === 0) taken++;
  assert.equal(taken, 4, 'a quarter, of which one was taken before');
  /** @type {string[]} */
  const heard = [];
  await store.subscribe('told:a', (message) => void heard.push(message));
  await ask('away', false);
  while (heard.length === 0) {
    await store.publish('told:a', 'again');
    await realTick();
  }
  const [lost, found] = await ask('lines');
  assert.match(lost, /away/);
  assert.match(found, /back/);
});
