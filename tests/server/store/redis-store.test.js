// The store in Redis keeps what stores promise, with each client there is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onlyRedis, redisStore } from '../../../web/proxy/store/redis-store.js';
import { connect, freePort, startRedis } from './redis.js';

const RATE = { limit: 20, interval: 60_000 };
/** @type {{ kill: () => Promise<void> }} */
let server;
let port = 0;
before(async () => {
  port = await freePort();
  server = await startRedis(port);
});
after(() => server?.kill());

for (const [name, open] of Object.entries(connect)) {
  test(`${name}: of several stores together no more than the limit is taken`, async () => {
    const { client, close } = await open(port);
    const stores = [1, 2, 3].map(() => onlyRedis(client, `${name}:`));
    const waits = await Promise.all(Array.from({ length: 60 }, (_, i) => stores[i % 3]?.take('create:all', RATE, 1)));
    assert.equal(waits.filter((wait) => wait === 0).length, RATE.limit);
    const wait = (await stores[0]?.take('create:all', RATE, 0)) ?? 0;
    assert.ok(wait > 0 && wait <= RATE.interval);
    assert.equal(await stores[0]?.take('create:other', RATE, 0), 0);
    close();
  });

  test(`${name}: values, claims and messages`, async () => {
    const { client, close } = await open(port);
    const store = onlyRedis(client, `${name}:`);
    assert.equal(await store.get('kept:a'), null);
    await store.put('kept:a', 'text ü', 60_000);
    assert.equal(await store.get('kept:a'), 'text ü');
    const release = await store.claim('look:a', 60_000);
    assert.equal(await store.claim('look:a', 60_000), null);
    await release?.();
    const next = await store.claim('look:a', 60_000);
    assert.ok(next);
    await release?.();
    assert.equal(await store.claim('look:a', 60_000), null, 'only the holder releases');
    /** @type {(message: string) => void} */
    let tell = () => {};
    const told = new Promise((resolve) => {
      tell = resolve;
    });
    const stop = await store.subscribe('a', (message) => tell(message));
    await store.publish('a', 'told');
    assert.equal(await told, 'told');
    await stop();
    close();
  });
}

test('a client of none of these packages is refused', () => {
  assert.throws(() => redisStore(/** @type {any} */ ({})), TypeError);
});
