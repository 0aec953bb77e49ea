// What the store needs of a Redis client, the same for ioredis, iovalkey and node-redis.

/**
 * What a client of ioredis, iovalkey or node-redis has.
 * @typedef {object} RedisClient
 * @property {(...words: any[]) => Promise<any>} [call] of ioredis and iovalkey: sends a command
 * @property {(words: any) => any} [sendCommand] of node-redis: the same of a list
 * @property {(event: string, listener: () => void) => unknown} on of its connection
 * @property {(...options: any[]) => any} duplicate one more connection, since one that listens can do nothing else
 */
/** @typedef {(channel: string, listener: (message: string) => void) => Promise<() => Promise<void>>} Subscribe */

/**
 * @param {RedisClient} client
 * @returns {{ send: (...words: string[]) => Promise<unknown>, subscribe: Subscribe, onLost: (listener: () => void) => void }}
 * @throws {TypeError} for what is no such client
 */
export function redisCommands(client) {
  const { call, sendCommand, duplicate, on } = client;
  if (typeof duplicate !== 'function' || typeof on !== 'function' || !(call ?? sendCommand))
    throw new TypeError('redisStore needs a client of ioredis, iovalkey or node-redis.');
  const onLost = (/** @type {() => void} */ listener) => hearLoss(client, listener);
  return typeof call === 'function'
    ? { send: (...words) => call.apply(client, words), subscribe: listenOnIoredis(client), onLost }
    : {
        send: async (...words) => sendCommand?.call(client, words),
        subscribe: listenOnNodeRedis(client),
        onLost,
      };
}

/** Both kinds connect again by themselves, and say each time that they try. @param {RedisClient} client @param {() => void} listener */
function hearLoss(client, listener) {
  let isLost = false;
  client.on('ready', () => {
    isLost = false;
  });
  client.on('reconnecting', () => {
    if (!isLost) listener();
    isLost = true;
  });
}

/** @param {RedisClient} client @returns {Subscribe} */
function listenOnIoredis(client) {
  /** @type {Map<string, Set<{ listener: (message: string) => void }>>} */
  const channels = new Map();
  /** @type {any} */
  let connection;
  return async (channel, listener) => {
    if (!connection) {
      connection = client.duplicate();
      // Without a listener a lost connection would end the process; it connects again by itself.
      connection.on('error', () => {});
      connection.on('message', (/** @type {string} */ from, /** @type {string} */ message) => {
        for (const { listener } of [...(channels.get(from) ?? [])]) listener(message);
      });
    }
    const mine = { listener };
    const listening = channels.get(channel) ?? new Set();
    channels.set(channel, listening.add(mine));
    const stop = async () => {
      if (!listening.delete(mine) || listening.size > 0 || channels.get(channel) !== listening) return;
      channels.delete(channel);
      await connection.unsubscribe(channel);
    };
    await connection.subscribe(channel).catch(async (/** @type {unknown} */ error) => {
      await stop().catch(() => {});
      throw error;
    });
    return stop;
  };
}

/** @param {RedisClient} client @returns {Subscribe} */
function listenOnNodeRedis(client) {
  /** @type {Promise<any> | undefined} */
  let connecting;
  const connect = async () => {
    const connection = client.duplicate();
    connection.on('error', () => {});
    await connection.connect();
    return connection;
  };
  return async (channel, listener) => {
    connecting ??= connect().catch((error) => {
      connecting = undefined;
      throw error;
    });
    const connection = await connecting;
    // Its own for each caller: two of the same function would be one.
    const mine = (/** @type {string} */ message) => listener(message);
    await connection.subscribe(channel, mine);
    return async () => void (await connection.unsubscribe(channel, mine));
  };
}
