// A subscription in a shared store: begun again after the store was away, ended whenever it comes to be.
import { nothing } from './link.js';

export class Subscription {
  /** @type {Promise<() => Promise<void>> | null} null: there is none */
  #running = null;
  #subscribe;

  /** @param {() => Promise<() => Promise<void>>} subscribe */
  constructor(subscribe) {
    this.#subscribe = subscribe;
  }

  /** @returns {Promise<unknown>} rejects where there is none yet */
  begin() {
    this.#running ??= this.#subscribe();
    const running = this.#running;
    running.catch(() => {
      if (this.#running === running) this.#running = null;
    });
    return running;
  }

  end() {
    this.#running?.then((stop) => stop()).catch(nothing);
  }
}
