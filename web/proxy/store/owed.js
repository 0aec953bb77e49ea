// What the others are given once a store that was away is back: what this process has put, since it may have come back empty; and the
// last that it has said meanwhile.
import { KINDS, kindOf } from './store.js';

/** Of each. The oldest is forgotten first: the others find out by themselves, later. */
const MOST_OWED = 10_000;

/** @typedef {{ value: string, until: number, isNews: boolean }} OwedValue until: ms; isNews: the store has not heard of it */

export class Owed {
  /** @type {Map<string, OwedValue>} the oldest first */
  #values = new Map();
  /** @type {Map<string, string>} by channel */
  #messages = new Map();
  #shared;
  #now;

  /** @param {import('./store.js').Store} shared @param {() => number} now ms */
  constructor(shared, now) {
    this.#shared = shared;
    this.#now = now;
  }

  /** @param {string} name @param {string} value @param {number} ttl ms */
  put(name, value, ttl) {
    if (KINDS[kindOf(name)]?.isOwed) keep(this.#values, name, { value, until: this.#now() + ttl, isNews: false });
  }

  /** The store was not there to be told of the value. @param {string} name */
  isNews(name) {
    const owed = this.#values.get(name);
    if (owed) owed.isNews = true;
  }

  /** @param {string} channel @param {string} message */
  say(channel, message) {
    if (KINDS[kindOf(channel)]?.isOwed) keep(this.#messages, channel, message);
  }

  /** Rejects when the store is away again; then the rest is owed still. */
  async pay() {
    for (const [name, owed] of this.#values) {
      const ttl = owed.until - this.#now();
      if (ttl <= 0) this.#values.delete(name);
      else if (owed.isNews || (await this.#shared.get(name)) === null) await this.#shared.put(name, owed.value, ttl);
      owed.isNews = false;
    }
    for (const [channel, message] of this.#messages) {
      await this.#shared.publish(channel, message);
      this.#messages.delete(channel);
    }
  }
}

/** @template T @param {Map<string, T>} map @param {string} name @param {T} value */
function keep(map, name, value) {
  map.delete(name);
  map.set(name, value);
  if (map.size > MOST_OWED) map.delete(String(map.keys().next().value));
}
