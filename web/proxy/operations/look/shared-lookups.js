// Callers that ask about the same task at the same time share one request to the service, with its answer or its failure.
import { nameOf } from './lookup.js';

/** @typedef {import('./lookup.js').Lookup} Lookup */

/**
 * @template T
 * @typedef {{ answer: Promise<T>, callers: number, end: AbortController, since: number }} Running since: ms
 */

/** @template T */
export class SharedLookups {
  /** @type {Map<string, Running<T>>} by the lookup's name */
  #running = new Map();
  #forward;
  #longest;
  #late;
  #now;

  /**
   * A request ends by itself in time. But where the work for a caller ends with its own request (Cloudflare Workers), one that was
   * begun for a caller that left may never settle: the others wait no longer than this, and nobody joins it any more.
   * @param {(lookup: Lookup, signal: AbortSignal) => Promise<T>} forward signal: nobody waits any more
   * @param {object} bounds
   * @param {number} bounds.longest ms
   * @param {T} bounds.late the answer after them
   * @param {() => number} bounds.now ms
   */
  constructor(forward, { longest, late, now }) {
    this.#forward = forward;
    this.#longest = longest;
    this.#late = late;
    this.#now = now;
  }

  /**
   * Waits for the answer to this lookup, which is forwarded unless it is under way. A caller that leaves ends its own wait; the
   * last one, the request.
   * @param {Lookup} lookup
   * @param {AbortSignal} signal of this caller
   * @returns {Promise<T>} rejects with the signal's reason
   */
  join(lookup, signal) {
    if (signal.aborted) return Promise.reject(signal.reason);
    const name = nameOf(lookup);
    const running = this.#find(name) ?? this.#start(name, lookup);
    running.callers++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        tidy();
        if (--running.callers > 0) return;
        this.#forget(name, running);
        running.end.abort();
      };
      const abort = () => {
        leave();
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        leave();
        resolve(this.#late);
      }, this.#longest);
      signal.addEventListener('abort', abort);
      const tidy = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      };
      running.answer.then(resolve, reject).finally(tidy);
    });
  }

  /** @param {string} name */
  #find(name) {
    const running = this.#running.get(name);
    return running && this.#now() - running.since <= this.#longest ? running : undefined;
  }

  /** @param {string} name @param {Lookup} lookup */
  #start(name, lookup) {
    const end = new AbortController();
    const running = { answer: this.#forward(lookup, end.signal), callers: 0, end, since: this.#now() };
    this.#running.set(name, running);
    const forget = () => this.#forget(name, running);
    running.answer.then(forget, forget);
    return running;
  }

  /** @param {string} name @param {Running<T>} running */
  #forget(name, running) {
    // One that was left may end after the next has begun.
    if (this.#running.get(name) === running) this.#running.delete(name);
  }
}
