// Sliding windows: when each of the last takes was, by name. No timers; the clock is asked at each take.

/** So many names are remembered while something of them is in its window. */
export const MOST_NAMES = 10_000;

/** @typedef {import('../limits.js').Rate} Rate */

/**
 * Windows of one interval. A name is forgotten only once its window is empty, so nobody gains by being forgotten. While MOST_NAMES
 * others are remembered, the names that come new share one window.
 */
export class Windows {
  /** @type {Map<string, number[]>} times of takes, ms; the longest unused first */
  #taken = new Map();
  /** @type {number[]} of those who find no room */
  #shared = [];
  #now;

  /** @param {() => number} now ms */
  constructor(now) {
    this.#now = now;
  }

  /** How many names are remembered. */
  get size() {
    return this.#taken.size;
  }

  /**
   * @param {string} name
   * @param {Rate} rate of the same interval at each call
   * @param {0 | 1 | -1} count 0: takes nothing
   * @returns {number} 0: taken, or could be; else ms until it can be
   */
  take(name, { limit, interval }, count) {
    const now = this.#now();
    this.#forgetEmpty(now - interval);
    const known = this.#taken.get(name);
    const hasRoom = known !== undefined || this.#taken.size < MOST_NAMES;
    const times = (hasRoom ? (known ?? []) : this.#shared).filter((time) => time > now - interval);
    if (count === -1) times.shift();
    else if (times.length >= limit) return (times.at(-limit) ?? now) + interval - now;
    if (count === 0) return 0;
    if (count === 1) times.push(now);
    if (!hasRoom) this.#shared = times;
    else {
      // Set anew, so that it is the last in order.
      this.#taken.delete(name);
      this.#taken.set(name, times);
    }
    return 0;
  }

  /** @param {number} since ms */
  #forgetEmpty(since) {
    for (const [name, times] of this.#taken) {
      if ((times.at(-1) ?? 0) > since) return;
      this.#taken.delete(name);
    }
  }
}
