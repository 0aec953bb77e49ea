// kie-aleph/durable-objects: a store in Cloudflare's Durable Objects, one for each name, for workers everywhere.
import { sealed } from './sealed.js';
import { sharedOrOwn } from './shared-or-own.js';
import { CLOSED } from './store-object.js';

export { StoreObject } from './store-object.js';

/** Nobody answers there: the binding leads to the object. */
const ADDRESS = 'https://store.invalid/';
const LONGEST_MS = 1_000;
const TRY_AGAIN_MS = 1_000;

/** @typedef {import('./store.js').Store} Store what a store does */

/**
 * The binding of the class, of the worker's `env`.
 * @typedef {object} StoreObjectNamespace
 * @property {(name: string) => any} idFromName of the object
 * @property {(id: any) => { fetch: (url: string, init?: any) => Promise<any> }} get the object, wherever it is
 */

/**
 * While the objects are away each isolate goes on by itself, as with `redisStore`; who listens then hears nothing, and is connected again
 * as soon as that is possible. Objects see names hashed and values sealed, and delete what is over.
 * @param {StoreObjectNamespace} namespace of the class `StoreObject`
 * @param {import('./link.js').AwayOptions} [whileAway] Cloudflare tells nobody how many isolates there are: say a few more `shares` than you
 *   expect
 * @returns {Store}
 * @throws {TypeError} for an option that cannot work
 */
export function durableObjectStore(namespace, whileAway = {}) {
  const objects = onlyDurableObjects(namespace);
  const { subscribe } = sealed({
    ...objects,
    subscribe: async (channel, listener) => {
      const listening = new Listening(() => connect(namespace, channel), listener);
      await Promise.race([listening.insist(), pause(LONGEST_MS)]);
      return async () => listening.end();
    },
  });
  // On Workers a request cannot use what another has opened, nor be called by it: each listens by itself.
  return { ...sharedOrOwn(sealed(objects), whileAway), subscribe };
}

/**
 * The store itself, which rejects when the objects are away.
 * @param {StoreObjectNamespace} namespace
 * @returns {Store}
 */
export function onlyDurableObjects(namespace) {
  /**
   * @template {keyof import('./store-object.js').Commands} Name
   * @param {string} name of the object
   * @param {Name} command
   * @param {import('./store-object.js').Commands[Name]} given
   */
  const ask = async (name, command, given) => {
    const body = JSON.stringify({ command, given });
    const answer = await objectOf(namespace, name).fetch(ADDRESS, { method: 'POST', body });
    if (!answer.ok) throw new Error(`The object answered ${answer.status}.`);
    return answer.json();
  };
  return {
    take: (name, rate, count) => ask(name, 'take', { rate, count }),
    get: (name) => ask(name, 'get', {}),
    put: (name, value, ttl) => ask(name, 'put', { value, ttl }),
    async claim(name, ttl) {
      const token = crypto.randomUUID();
      return (await ask(name, 'claim', { token, ttl })) ? () => ask(name, 'release', { token }) : null;
    },
    publish: (channel, message) => ask(channel, 'publish', { message }),
    async subscribe(channel, listener) {
      const listening = new Listening(() => connect(namespace, channel), listener);
      await listening.begin();
      return async () => listening.end();
    },
  };
}

/** One who listens, through every end of the connection that it did not want: each new version of a worker ends all. */
class Listening {
  #connect;
  #listener;
  /** @type {any} */
  #socket = null;
  #isOver = false;

  /** @param {() => Promise<any>} connect @param {(message: string) => void} listener */
  constructor(connect, listener) {
    this.#connect = connect;
    this.#listener = listener;
  }

  /** Rejects where it cannot be connected. */
  async begin() {
    const socket = await this.#connect();
    const openedAt = Date.now();
    const isLost = () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      // At most once in so long.
      void pause(Math.max(0, openedAt + TRY_AGAIN_MS - Date.now())).then(() => this.insist());
    };
    socket.addEventListener('message', (/** @type {{ data: string }} */ { data }) => {
      if (!this.#isOver) this.#listener(data);
    });
    socket.addEventListener('close', isLost);
    socket.addEventListener('error', isLost);
    this.#socket = socket;
    socket.accept();
    if (this.#isOver) this.end();
  }

  /** Tries until it is connected. */
  async insist() {
    while (!this.#isOver) {
      try {
        return await this.begin();
      } catch {
        await pause(TRY_AGAIN_MS);
      }
    }
  }

  end() {
    this.#isOver = true;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(CLOSED);
  }
}

/** @param {StoreObjectNamespace} namespace @param {string} channel @returns {Promise<any>} the WebSocket, once it is heard */
async function connect(namespace, channel) {
  const answer = await objectOf(namespace, channel).fetch(ADDRESS, { headers: { Upgrade: 'websocket' } });
  if (!answer.webSocket) throw new Error(`The object answered ${answer.status}.`);
  return answer.webSocket;
}

/** @param {StoreObjectNamespace} namespace @param {string} name Made for each request: of another's it could not be used. */
function objectOf(namespace, name) {
  return namespace.get(namespace.idFromName(name));
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
