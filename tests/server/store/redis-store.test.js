// The store in Redis keeps what stores promise, with each client there is, and through a Redis that is killed under load and starts again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { freePort } from '../../helpers/free-port.js';
import { assertNothingIsKept } from '../../helpers/heap.js';
import { onlyRedis, redisStore } from '../../../web/proxy/store/redis-store.js';
import { sealed } from '../../../web/proxy/store/sealed.js';
import { closedBy, connect, redisOf, startRedis } from './redis.js';
import { keepsItsPromises, realTick } from './store-suite.js';

/** @typedef {import('../../../web/proxy/store/store.js').Store} Store */
/** @typedef {keyof typeof connect} Package */

const PACKAGES = /** @type {Package[]} */ (Object.keys(connect));

/** Longer than the test; only the processes' clock passes it. */
const RATE = { limit: 20, interval: 3_600_000 };
const SHARES = 3;
const SHARE = Math.floor(RATE.limit / SHARES);

/** @type {{ kill: () => Promise<void> }} */
let server;
let port = 0;
before(async () => {
  port = await freePort();
  server = await startRedis(port);
});
after(() => server?.kill());

/** A process' client each. @param {Package} name */
async function connectAll(name) {
  const open = connect[name];
  const connected = await Promise.all([open(port), open(port), open(port)]);
  const close = () => {
    for (const each of connected) each.close();
  };
  return { clients: connected.map(({ client }) => client), close };
}

/** @param {Package} name @param {(store: Store) => Store} as */
async function openStores(name, as) {
  const { clients, close } = await connectAll(name);
  const stores = /** @type {[Store, Store, Store]} */ (clients.map((client) => as(onlyRedis(client, `${name}:`))));
  return { stores, tick: realTick, end: async () => close() };
}

for (const name of PACKAGES) {
  keepsItsPromises(`Redis with ${name}`, () => openStores(name, (store) => store));
}
keepsItsPromises('Redis, sealed', () => openStores('ioredis', sealed));

for (const name of PACKAGES) {
  test(`${name}: killed under load, and started again, no more than the limit or the shares of it is taken`, async () => {
    const { clients, close } = await connectAll(name);
    let time = 1_000_000;
    /** @type {string[]} */
    const changes = [];
    const count = (/** @type {string} */ change) => changes.filter((each) => each === change).length;
    const options = { prefix: `kill-${name}:`, shares: SHARES, now: () => time, warn: () => {} };
    const stores = clients.map((client) =>
      redisStore(client, { ...options, onEvent: (change) => void changes.push(change) }),
    );
    const takeAtOnce = async () => {
      const waits = await Promise.all(Array.from({ length: 60 }, (_, i) => stores[i % 3]?.take('create:all', RATE, 1)));
      return waits.filter((wait) => wait === 0).length;
    };
    /** @type {string[]} */
    const heard = [];
    await stores[0]?.subscribe('told:a', (message) => void heard.push(message));

    const underLoad = takeAtOnce();
    await server.kill();
    const early = await underLoad;
    assert.ok(early <= RATE.limit, `${early}`);
    await Promise.all(stores.map((store) => store.get('state:a')));
    assert.equal(count('lost'), SHARES, 'each has lost it');
    assert.equal(await takeAtOnce(), 0, 'what the others took is not known');
    time += RATE.interval;
    assert.equal(await takeAtOnce(), SHARES * SHARE, 'its share each');

    server = await startRedis(port);
    while (count('back') < SHARES) {
      time += 1_000;
      await Promise.all(stores.map((store) => store.get('state:a')));
    }
    assert.equal(await takeAtOnce(), 0, 'the shares are taken, though Redis came back empty');
    while (!heard.includes('again')) {
      await stores[1]?.publish('told:a', 'again');
      await realTick();
    }

    // What was asked before it was killed may be done late; then it is given back.
    const sees = sealed(onlyRedis(clients[0], options.prefix));
    while ((await sees.take('create:all', { ...RATE, limit: 1 }, 0)) > 0) await realTick();
    time += RATE.interval + 2_000;
    assert.equal(await takeAtOnce(), RATE.limit);
    close();
  });
}

for (const [name, open] of Object.entries(connect)) {
  test(`${name}: a Redis that is there again, and empty, before anybody asks is no new limit`, async (t) => {
    const own = await redisOf(t);
    const { client, close } = await open(own.port);
    t.after(close);
    let time = 1_000_000;
    /** @type {string[]} */
    const changes = [];
    const store = redisStore(client, {
      shares: 2,
      now: () => time,
      warn: () => {},
      onEvent: (change) => void changes.push(change),
    });
    for (let i = 0; i < RATE.limit; i++) assert.equal(await store.take('create:all', RATE, 1), 0);
    await own.kill();
    await own.start();
    while (!changes.includes('lost')) await realTick();
    while (!changes.includes('back')) {
      time += 1_000;
      assert.ok((await store.take('create:all', RATE, 1)) > 0);
    }
    time += RATE.interval;
    let taken = 0;
    while ((await store.take('create:all', RATE, 1)) === 0) taken++;
    assert.equal(taken, RATE.limit / 2, 'its share');
  });

  test(`${name}: that Redis is away is told once each time, however often the client tries`, async (t) => {
    const own = await redisOf(t);
    const { client, close } = await open(own.port);
    t.after(close);
    await client.ping();
    let [tries, readies, losses] = [0, 0, 0];
    client.on('reconnecting', () => tries++);
    client.on('ready', () => readies++);
    onlyRedis(client, 'away:').onLost?.(() => losses++);
    for (const times of [1, 2]) {
      await own.kill();
      while (tries < 3 * times) await realTick();
      await own.start();
      while (readies < times) await realTick();
      assert.equal(losses, times);
    }
  });
}

/** Clients that give up while Redis is away. @type {Record<string, (port: number) => Promise<any>>} */
const IMPATIENT = {
  ioredis: async (ownPort) => new Redis({ host: '127.0.0.1', port: ownPort, maxRetriesPerRequest: 1 }),
  redis: async (ownPort) => {
    const client = createClient({ url: `redis://127.0.0.1:${ownPort}`, socket: { reconnectStrategy: false } });
    return client.connect();
  },
};
for (const [name, open] of Object.entries(IMPATIENT)) {
  test(`${name}: who could not begin to listen is told so, hears nothing, and may try again`, async (t) => {
    const own = await redisOf(t);
    const { client, close } = closedBy(await open(own.port));
    t.after(close);
    const { subscribe, put } = onlyRedis(client, 'again:');
    await own.kill();
    await assert.rejects(put('state:a', 'lost', 60_000), 'what was not kept is not said to be');
    /** @type {string[]} */
    const heard = [];
    await assert.rejects(
      subscribe('told:a', () => void heard.push('refused')),
      (error) => !(error instanceof TypeError),
    );
    await own.start();
    await subscribe('told:a', (message) => void heard.push(message));
    const other = await connect.ioredis(own.port);
    t.after(other.close);
    await onlyRedis(other.client, 'again:').publish('told:a', 'said');
    while (heard.length === 0) await realTick();
    assert.deepEqual(heard, ['said']);
  });
}

test('with ioredis nothing is kept of a channel that nobody listens to any more', async (t) => {
  const { client, close } = await connect.ioredis(port);
  t.after(close);
  const { subscribe } = onlyRedis(client, 'left:');
  await assertNothingIsKept(async (channel) => (await subscribe(channel, () => {}))());
});

test('names in Redis begin with kie-aleph:, where nothing else is said', async (t) => {
  const { client, close } = await connect.ioredis(port);
  t.after(close);
  await redisStore(client).put('state:named', 'kept', 60_000);
  assert.equal((await client.keys('kie-aleph:state:*')).length, 1);
});

test('a client of none of these packages is refused', () => {
  assert.throws(() => redisStore(/** @type {any} */ ({})), /^TypeError: redisStore needs a client of ioredis/);
});
