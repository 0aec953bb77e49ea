// A worker whose store the test uses as its own: each command is a request, and each who listens a WebSocket.
import {
  durableObjectStore,
  onlyDurableObjects,
  StoreObject as PublishedObject,
} from '../../../web/proxy/store/durable-object-store.js';
import { sealed } from '../../../web/proxy/store/sealed.js';

/** @typedef {import('../../../web/proxy/store/store.js').Store} Store */
/** @typedef {import('../../../web/proxy/store/durable-object-store.js').StoreObjectNamespace} Namespace */

/** With what a test must see and do of it besides. */
export class StoreObject extends PublishedObject {
  #state;

  /** @param {any} state */
  constructor(state) {
    super(state);
    this.#state = state;
  }

  /** @param {Request} request @returns {Promise<Response>} */
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === '/kept') {
      const { storage } = this.#state;
      const alarm = (await storage.getAlarm()) === null ? [] : ['alarm'];
      const listening = this.#state.getWebSockets().map(() => 'listening');
      return Response.json([...(await storage.list()).keys(), ...alarm, ...listening]);
    }
    // As when a new version of the worker is there.
    if (pathname === '/restart') this.#state.abort();
    return super.fetch(request);
  }
}

let isAway = false;
/** Of claims held here. @type {Map<string, () => Promise<void>>} */
const releases = new Map();
/** @type {string[]} */
const lines = [];
/** @type {Record<string, Store>} */
let stores;

/** @param {Namespace} namespace @returns {Namespace} that can be away */
const losable = (namespace) => ({
  idFromName: (name) => namespace.idFromName(name),
  get: (id) => {
    if (isAway) throw new Error('away');
    return namespace.get(id);
  },
});

/** What a test asks. @type {Record<string, (store: Store, args: any[], namespace: Namespace) => Promise<any>>} */
const COMMANDS = {
  take: (store, [name, rate, count]) => store.take(name, rate, count),
  get: (store, [name]) => store.get(name),
  put: (store, [name, value, ttl]) => store.put(name, value, ttl),
  publish: (store, [channel, message]) => store.publish(channel, message),
  async claim(store, [name, ttl]) {
    const release = await store.claim(name, ttl);
    const held = release && crypto.randomUUID();
    if (release && held) releases.set(held, release);
    return held;
  },
  release: async (_store, [held]) => releases.get(held)?.(),
  away: async (_store, [is]) => void (isAway = is),
  lines: async () => lines,
  kept: async (_store, [name], namespace) =>
    (await namespace.get(namespace.idFromName(name)).fetch('https://a/kept')).json(),
  restart: async (_store, [name], namespace) =>
    void (await namespace
      .get(namespace.idFromName(name))
      .fetch('https://a/restart')
      .catch(() => {})),
};

export default {
  /** @param {Request} request @param {{ STORE: Namespace }} env */
  async fetch(request, { STORE }) {
    const namespace = losable(STORE);
    stores ??= {
      bare: onlyDurableObjects(namespace),
      sealed: sealed(onlyDurableObjects(namespace)),
      whole: durableObjectStore(namespace, { shares: 4, warn: (line) => void lines.push(line) }),
    };
    const [, as = '', command = ''] = new URL(request.url).pathname.split('/');
    const store = /** @type {Store} */ (stores[as]);
    if (command === 'subscribe') return listen(store, String(request.headers.get('Channel')));
    const answer = await COMMANDS[command]?.(store, await request.json(), STORE);
    return Response.json(answer ?? null);
  },
};

/** @param {Store} store @param {string} channel */
async function listen(store, channel) {
  const { 0: theirs, 1: ours } = new /** @type {any} */ (globalThis).WebSocketPair();
  ours.accept();
  const stop = await store.subscribe(channel, (message) => ours.send(message));
  ours.addEventListener('message', async () => {
    await stop();
    ours.close(1000, 'stopped');
  });
  return new Response(null, /** @type {ResponseInit} */ ({ status: 101, webSocket: theirs }));
}
