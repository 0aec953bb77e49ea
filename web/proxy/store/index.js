// kie-aleph/store: where several processes of the proxy keep what they must agree on.
export { memoryStore } from './memory-store.js';
export { redisStore } from './redis-store.js';
export { sealed } from './sealed.js';
export { sharedOrOwn } from './shared-or-own.js';
export { StoreAwayError } from './store.js';

/** @typedef {import('./store.js').Store} Store what a store does */
/** @typedef {import('./store.js').Rate} Rate at most `limit` in any `interval` ms */
/** @typedef {import('./redis-store.js').RedisClient} RedisClient a client of ioredis, iovalkey or node-redis */
/** @typedef {import('./link.js').AwayOptions} AwayOptions how a process goes on while the store is away */
/** @typedef {import('./link.js').StoreChange} StoreChange what `onEvent` hears */
