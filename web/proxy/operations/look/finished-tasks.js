// Answers about tasks that are over, kept for a minute: they change no more, and every page that shows one asks again.
import { saysFinal } from '../../../shared/finality.js';
import { nameOf } from './lookup.js';

const KEPT_MS = 60_000;
/** Of ids and answers together, whatever their number. */
export const MOST_BYTES = 4 * 1_048_576;
/** What an entry costs besides, so that small ones are bounded as well. */
const ENTRY_BYTES = 256;

/** @typedef {import('./lookup.js').Lookup} Lookup */
/** @typedef {{ body: Uint8Array<ArrayBuffer>, until: number, bytes: number }} Kept */

export class FinishedTasks {
  /** @type {Map<string, Kept>} by the lookup's name, the oldest first */
  #kept = new Map();
  #bytes = 0;
  #now;

  /** @param {() => number} now ms */
  constructor(now) {
    this.#now = now;
  }

  /** How much is kept. */
  get bytes() {
    return this.#bytes;
  }

  /** @param {Lookup} lookup @returns {Uint8Array<ArrayBuffer> | undefined} the answer's body */
  get(lookup) {
    this.#dropOld();
    return this.#kept.get(nameOf(lookup))?.body;
  }

  /**
   * Keeps the answer if it says that the task is over.
   * @param {Lookup} lookup
   * @param {Uint8Array<ArrayBuffer>} body of its answer with HTTP 200
   */
  put(lookup, body) {
    if (!saysFinal(body, lookup.route)) return;
    const name = nameOf(lookup);
    this.#drop(name);
    const bytes = 2 * name.length + body.length + ENTRY_BYTES;
    this.#kept.set(name, { body, until: this.#now() + KEPT_MS, bytes });
    this.#bytes += bytes;
    this.#dropOld();
  }

  #dropOld() {
    const now = this.#now();
    for (const [name, { until }] of this.#kept) {
      if (now < until && this.#bytes <= MOST_BYTES) return;
      this.#drop(name);
    }
  }

  /** @param {string} name */
  #drop(name) {
    this.#bytes -= this.#kept.get(name)?.bytes ?? 0;
    this.#kept.delete(name);
  }
}
