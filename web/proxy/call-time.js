// The time that one call has: it is over when nothing has moved for so long, or when its caller leaves.

export class CallTime {
  #call = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #ms;
  #caller;
  #leave = () => this.#call.abort();
  /** Whether the time ran out. */
  isOver = false;

  /**
   * @param {number} ms
   * @param {AbortSignal} caller
   */
  constructor(ms, caller) {
    this.#ms = ms;
    this.#caller = caller;
    caller.addEventListener('abort', this.#leave);
    if (caller.aborted) this.#leave();
    this.moved();
  }

  /** Aborts when the time is over. */
  get signal() {
    return this.#call.signal;
  }

  /** The time begins anew. */
  moved() {
    clearTimeout(this.#timer);
    if (this.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.isOver = true;
      this.#call.abort();
    }, this.#ms);
  }

  /** From now on the caller may leave. */
  keepOn() {
    this.#caller.removeEventListener('abort', this.#leave);
  }

  end() {
    clearTimeout(this.#timer);
    this.keepOn();
  }

  /**
   * @template T
   * @param {Promise<T>} work
   * @returns {Promise<T>} rejects at once when the time is over
   */
  bound(work) {
    return new Promise((resolve, reject) => {
      const stop = () => reject(this.signal.reason);
      if (this.signal.aborted) stop();
      this.signal.addEventListener('abort', stop);
      work.then(resolve, reject);
    });
  }
}
