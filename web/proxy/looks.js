// Callers that ask about the same task at the same time share one look, with its answer or its failure.

/**
 * @template T
 * @typedef {{ answer: Promise<T>, callers: number, end: AbortController, since: number }} Running since: ms
 */

/** @template T */
export class Looks {
  /** @type {Map<string, Running<T>>} by task id */
  #running = new Map();
  #look;
  #longest;
  #late;
  #now;

  /**
   * A look ends by itself in time. But where the work of a request ends with it (Cloudflare Workers), the look of a caller that
   * left may never settle: the others wait no longer than this, and nobody joins it any more.
   * @param {(taskId: string, signal: AbortSignal) => Promise<T>} look signal: nobody waits any more
   * @param {object} bounds
   * @param {number} bounds.longest ms
   * @param {T} bounds.late what is said after them
   * @param {() => number} bounds.now ms
   */
  constructor(look, { longest, late, now }) {
    this.#look = look;
    this.#longest = longest;
    this.#late = late;
    this.#now = now;
  }

  /** @param {string} taskId @returns {boolean} whether to join costs no request */
  has(taskId) {
    return this.#find(taskId) !== undefined;
  }

  /**
   * Waits for the look at this task, begun if there is none. A caller that leaves ends its own wait; the last one, the look.
   * @param {string} taskId
   * @param {AbortSignal} signal of this caller
   * @returns {Promise<T>} rejects with the signal's reason
   */
  join(taskId, signal) {
    if (signal.aborted) return Promise.reject(signal.reason);
    const running = this.#find(taskId) ?? this.#start(taskId);
    running.callers++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        tidy();
        if (--running.callers > 0) return;
        this.#forget(taskId, running);
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
      signal.addEventListener('abort', abort, { once: true });
      const tidy = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      };
      running.answer.then(resolve, reject).finally(tidy);
    });
  }

  /** @param {string} taskId */
  #find(taskId) {
    const running = this.#running.get(taskId);
    return running && this.#now() - running.since <= this.#longest ? running : undefined;
  }

  /** @param {string} taskId */
  #start(taskId) {
    const end = new AbortController();
    const running = { answer: this.#look(taskId, end.signal), callers: 0, end, since: this.#now() };
    this.#running.set(taskId, running);
    const forget = () => this.#forget(taskId, running);
    running.answer.then(forget, forget);
    return running;
  }

  /** @param {string} taskId @param {Running<T>} running */
  #forget(taskId, running) {
    // One that was left may end after the next has begun.
    if (this.#running.get(taskId) === running) this.#running.delete(taskId);
  }
}
