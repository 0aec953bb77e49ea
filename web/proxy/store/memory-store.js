// The store of a single process: all in memory, bounded, without timers.
import { KINDS, kindOf, ofEachKind } from './store.js';
import { Windows } from './windows.js';

/** Of one kind's names and values together, if `KINDS` says nothing else. */
const MOST_BYTES = 4 * 1_048_576;
/** What an entry costs besides, so that small ones are bounded as well. */
const ENTRY_BYTES = 256;
const MOST_CLAIMS = 10_000;

/** @typedef {{ value: string, until: number, bytes: number }} Kept until: ms */

/**
 * The store of a process that is the only one.
 * @param {object} [options]
 * @param {() => number} [options.now] `Date.now`: ms
 * @returns {import('./store.js').Store}
 */
export function memoryStore({ now = Date.now } = {}) {
  const windows = ofEachKind(() => new Windows(now));
  const values = ofEachKind((kind) => new Values(now, KINDS[kind]?.mostBytes ?? MOST_BYTES));
  const claims = ofEachKind(() => new Claims(now));
  /** @type {Map<string, Set<{ listener: (message: string) => void }>>} */
  const channels = new Map();

  return {
    async take(name, rate, count) {
      // One name's rate never changes, but names of one kind may have several.
      return windows(`${kindOf(name)} ${rate.limit} ${rate.interval}`).take(name, rate, count);
    },
    async get(name) {
      return values(kindOf(name)).get(name);
    },
    async put(name, value, ttl) {
      values(kindOf(name)).put(name, value, ttl);
    },
    async claim(name, ttl) {
      return claims(kindOf(name)).claim(name, ttl);
    },
    async publish(channel, message) {
      for (const { listener } of [...(channels.get(channel) ?? [])]) listener(message);
    },
    async subscribe(channel, listener) {
      const mine = { listener };
      const listening = channels.get(channel) ?? new Set();
      channels.set(channel, listening.add(mine));
      return async () => {
        listening.delete(mine);
        if (listening.size === 0 && channels.get(channel) === listening) channels.delete(channel);
      };
    },
  };
}

/** Who has what, of one kind. */
class Claims {
  /** @type {Map<string, { until: number }>} until: ms */
  #held = new Map();
  #now;

  /** @param {() => number} now ms */
  constructor(now) {
    this.#now = now;
  }

  /** @param {string} name @param {number} ttl ms @returns {(() => Promise<void>) | null} */
  claim(name, ttl) {
    const time = this.#now();
    const held = this.#held;
    if (held.size >= MOST_CLAIMS) for (const [old, { until }] of held) if (until <= time) held.delete(old);
    if ((held.get(name)?.until ?? 0) > time || held.size >= MOST_CLAIMS) return null;
    const mine = { until: time + ttl };
    held.set(name, mine);
    return async () => {
      if (held.get(name) === mine) held.delete(name);
    };
  }
}

/** Texts of one kind. */
class Values {
  /** @type {Map<string, Kept>} the oldest first */
  #kept = new Map();
  #bytes = 0;
  #now;
  #most;

  /** @param {() => number} now ms @param {number} most bytes */
  constructor(now, most) {
    this.#now = now;
    this.#most = most;
  }

  /** @param {string} name @returns {string | null} */
  get(name) {
    this.#dropOld();
    const kept = this.#kept.get(name);
    return kept && kept.until > this.#now() ? kept.value : null;
  }

  /** @param {string} name @param {string} value @param {number} ttl ms */
  put(name, value, ttl) {
    this.#drop(name);
    if (ttl <= 0) return;
    const bytes = 2 * (name.length + value.length) + ENTRY_BYTES;
    this.#kept.set(name, { value, until: this.#now() + ttl, bytes });
    this.#bytes += bytes;
    this.#dropOld();
  }

  #dropOld() {
    for (const [name, { until }] of this.#kept) {
      if (until > this.#now() && this.#bytes <= this.#most) return;
      this.#drop(name);
    }
  }

  /** @param {string} name */
  #drop(name) {
    this.#bytes -= this.#kept.get(name)?.bytes ?? 0;
    this.#kept.delete(name);
  }
}
