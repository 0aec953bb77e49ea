// How many calls may start in any stretch of time: a sliding window over the last starts.

/** @typedef {{ limit: number, interval: number }} PollLimitOptions at most `limit` calls in any `interval` ms */

export class PollLimit {
  /** @type {number[]} when the last calls started, oldest first; never more than `limit` */
  #starts = [];
  #options;

  /** @param {PollLimitOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /**
   * @param {number} now epoch ms; a clock set back or forth costs at most one interval
   * @returns {number} ms until a call may start, 0: now
   */
  delay(now) {
    // Starts in the future mean that the clock was set back: they go back with it.
    const ahead = Math.max((this.#starts.at(-1) ?? now) - now, 0);
    if (ahead > 0) this.#starts = this.#starts.map((start) => start - ahead);
    const oldest = this.#starts[0];
    if (oldest === undefined || this.#starts.length < this.#options.limit) return 0;
    return Math.max(oldest + this.#options.interval - now, 0);
  }

  /** @param {number} now epoch ms */
  take(now) {
    this.#starts.push(now);
    if (this.#starts.length > this.#options.limit) this.#starts.shift();
  }
}
