// A store in Redis or Valkey, for many processes: of ioredis, iovalkey and node-redis, which the caller brings.
import { redisCommands } from './redis-commands.js';
import { sealed } from './sealed.js';
import { sharedOrOwn } from './shared-or-own.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./redis-commands.js').RedisClient} RedisClient */

/**
 * One script, so that no other process takes in between: the times of what was taken in order, by the server's own clock in
 * microseconds, so that clocks of processes need not agree. Returns 0, or the ms until one can be taken.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local limit, interval = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - interval))
if ARGV[3] == '-1' or ARGV[3] == 'renew' then
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, 0)
end
if ARGV[3] == '-1' then return 0 end
local taken = redis.call('ZCARD', KEYS[1])
if taken >= limit and ARGV[3] ~= 'renew' then
  local first = redis.call('ZRANGE', KEYS[1], taken - limit, taken - limit, 'WITHSCORES')
  return math.max(1, math.ceil((tonumber(first[2]) + interval - now) / 1000))
end
if ARGV[3] ~= '0' then
  redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[4])
  redis.call('PEXPIRE', KEYS[1], math.ceil(interval / 1000))
end
return 0`;

/** Deletes only what the caller has set itself. */
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/**
 * While Redis is away each process goes on by itself in memory, with its share of each limit, says so once with `console.warn`, and
 * comes back by itself. Redis sees names hashed and values sealed: whoever reads it finds no key, no task id and no link.
 * @param {RedisClient} client of ioredis, iovalkey or node-redis, connected by whoever made it; errors of its connection are its
 *   maker's to listen to
 * @param {import('./link.js').AwayOptions & { prefix?: string }} [options] prefix: `'kie-aleph:'`, before each name in Redis
 * @returns {Store}
 * @throws {TypeError} for a client or an option that cannot work
 */
export function redisStore(client, { prefix = 'kie-aleph:', ...whileAway } = {}) {
  return sharedOrOwn(sealed(onlyRedis(client, prefix)), whileAway);
}

/**
 * The store itself, which rejects when Redis is away.
 * @param {RedisClient} client
 * @param {string} prefix
 * @returns {Store}
 * @throws {TypeError} for a client that cannot work
 */
export function onlyRedis(client, prefix) {
  const { send, subscribe, onLost } = redisCommands(client);
  return {
    async take(name, { limit, interval }, count) {
      const args = [String(limit), String(interval), String(count), crypto.randomUUID()];
      return Number(await send('EVAL', TAKE, '1', prefix + name, ...args));
    },
    async get(name) {
      const value = await send('GET', prefix + name);
      return value === null ? null : String(value);
    },
    async put(name, value, ttl) {
      await (ttl > 0 ? send('SET', prefix + name, value, 'PX', wholeMs(ttl)) : send('DEL', prefix + name));
    },
    async claim(name, ttl) {
      const token = crypto.randomUUID();
      const key = `${prefix}claim:${name}`;
      if ((await send('SET', key, token, 'NX', 'PX', wholeMs(ttl))) === null) return null;
      return async () => void (await send('EVAL', RELEASE, '1', key, token));
    },
    async publish(channel, message) {
      await send('PUBLISH', prefix + channel, message);
    },
    subscribe: (channel, listener) => subscribe(prefix + channel, listener),
    onLost,
  };
}

/** @param {number} ms @returns {string} as Redis takes it */
function wholeMs(ms) {
  return String(Math.max(1, Math.ceil(ms)));
}
