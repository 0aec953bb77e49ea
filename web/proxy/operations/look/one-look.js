// Of all processes that share a store one looks at a task at a time, and the others read what it saw.
import { readReply, writeReply } from '../../responses.js';
import { nameOf } from './lookup.js';

/** @typedef {import('./lookup.js').Lookup} Lookup */
/** @typedef {import('../../responses.js').Reply} Reply */
/** @typedef {(lookup: Lookup, signal: AbortSignal) => Promise<Reply>} LookUp the reply's body is bytes or text */

/** What is published when a look ended without an answer, since its callers had left: somebody else begins another. */
const NOTHING = '';

/**
 * @param {import('../../store/store.js').Store} store
 * @param {number} longest ms that a look may take
 * @param {LookUp} lookUp
 * @returns {LookUp} rejects only as `lookUp` does. What it saw may be of a look that another process began before
 */
export function oneOfAll(store, longest, lookUp) {
  return async (lookup, signal) => {
    const name = `looking:${nameOf(lookup)}`;
    /** @param {() => Promise<void>} release */
    const lookAndTell = async (release) => {
      let said = NOTHING;
      try {
        const reply = await lookUp(lookup, signal);
        if (!signal.aborted) said = writeReply(reply);
        return reply;
      } finally {
        await release();
        await store.publish(name, said);
      }
    };
    const release = await store.claim(name, longest);
    if (release) return lookAndTell(release);

    const heard = new Messages();
    const stop = await store.subscribe(name, heard.add);
    try {
      for (;;) {
        // The other may have ended before this one listened.
        const mine = await store.claim(name, longest);
        if (mine) return await lookAndTell(mine);
        const said = await heard.next(signal);
        if (said !== NOTHING) return readReply(said);
      }
    } finally {
      await stop();
    }
  };
}

/** Messages in order, for one who takes them. */
class Messages {
  /** @type {string[]} */
  #waiting = [];
  /** @type {((message: string) => void) | undefined} */
  #take;

  /** @param {string} message */
  add = (message) => {
    if (!this.#take) return void this.#waiting.push(message);
    this.#take(message);
    this.#take = undefined;
  };

  /** @param {AbortSignal} signal @returns {Promise<string>} rejects with the signal's reason */
  next(signal) {
    signal.throwIfAborted();
    const first = this.#waiting.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      this.#take = resolve;
    });
  }
}
