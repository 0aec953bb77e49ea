// The Durable Object of durableObjectStore: what is kept under one name, and who listens to it. It answers all that ask for its name,
// by its own clock. While it waits for its storage Cloudflare gives it nothing else to do, so that what it read is still so.
import { takeAmong } from './windows.js';

/** How a WebSocket is closed that nobody needs any more. */
export const CLOSED = 1000;

/** @typedef {import('./store.js').Rate} Rate */
/** @typedef {'taken' | 'value' | 'claim'} SlotName */
/** @typedef {{ until: number, kept: any }} Slot until: ms; then it is over */

/**
 * What is asked of an object, as JSON.
 * @typedef {object} Commands
 * @property {{ rate: Rate, count: import('./store.js').Count }} take
 * @property {{}} get
 * @property {{ value: string, ttl: number }} put
 * @property {{ token: string, ttl: number }} claim
 * @property {{ token: string }} release
 * @property {{ message: string }} publish
 */

/**
 * What Cloudflare gives the object, as far as it is used.
 * @typedef {object} StoreObjectState
 * @property {any} storage of a class with SQLite (`new_sqlite_classes`): a value may have 2 MB
 * @property {(socket: any) => void} acceptWebSocket so that the object may sleep while somebody listens
 * @property {() => any[]} getWebSockets of those who listen
 */

/** The class to export from the worker's script, and to name in its configuration. */
export class StoreObject {
  #state;
  #storage;
  /** @type {{ [name in keyof Commands]: (given: Commands[name]) => Promise<unknown> }} */
  #commands = {
    take: async ({ rate, count }) => {
      const { wait, times } = takeAmong((await this.#read('taken')) ?? [], rate, count, Date.now());
      if (times) await this.#keep('taken', times, rate.interval);
      return wait;
    },
    get: () => this.#read('value'),
    put: async ({ value, ttl }) => this.#keep('value', value, ttl),
    claim: async ({ token, ttl }) => {
      if ((await this.#read('claim')) !== null) return false;
      await this.#keep('claim', token, ttl);
      return true;
    },
    release: async ({ token }) => {
      if ((await this.#read('claim')) === token) await this.#storage.delete('claim');
    },
    publish: async ({ message }) => {
      for (const socket of this.#state.getWebSockets()) {
        try {
          socket.send(message);
        } catch {} // It has just gone.
      }
    },
  };

  /** @param {StoreObjectState} state */
  constructor(state) {
    this.#state = state;
    this.#storage = state.storage;
  }

  /** Answers `durableObjectStore`. @param {Request} request @returns {Promise<Response>} */
  async fetch(request) {
    if (request.headers.get('Upgrade') === 'websocket') return this.#listen();
    const { command, given } = await request.json();
    const name = /** @type {keyof Commands} */ (command);
    return Response.json((await this.#commands[name](given)) ?? null);
  }

  /** Deletes what is over. With the last of it the object itself is gone. */
  async alarm() {
    /** @type {Map<SlotName, Slot>} */
    const slots = await this.#storage.list();
    const now = Date.now();
    const lasting = [...slots.values()].filter(({ until }) => until > now);
    if (lasting.length === 0) return this.#storage.deleteAll();
    for (const [name, { until }] of slots) if (until <= now) this.#storage.delete(name);
    await this.#storage.setAlarm(Math.min(...lasting.map(({ until }) => until)));
  }

  /** Answers who listens no longer. @param {any} socket @param {number} code */
  webSocketClose(socket, code) {
    if (code === CLOSED) socket.close(CLOSED);
  }

  #listen() {
    const { 0: theirs, 1: ours } = new /** @type {any} */ (globalThis).WebSocketPair();
    this.#state.acceptWebSocket(ours);
    return new Response(null, /** @type {ResponseInit} */ ({ status: 101, webSocket: theirs }));
  }

  /** @param {SlotName} name @returns {Promise<any>} null: nothing, or it is over */
  async #read(name) {
    /** @type {Slot | undefined} */
    const slot = await this.#storage.get(name);
    return slot && slot.until > Date.now() ? slot.kept : null;
  }

  /** @param {SlotName} name @param {any} kept @param {number} ttl ms */
  async #keep(name, kept, ttl) {
    if (ttl <= 0) return this.#storage.delete(name);
    const until = Date.now() + ttl;
    await this.#storage.put(name, { until, kept });
    const alarm = await this.#storage.getAlarm();
    if (alarm === null || alarm > until) await this.#storage.setAlarm(until);
  }
}
