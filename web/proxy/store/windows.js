// Sliding windows: when each of the last takes was, by name. No timers; the clock is asked at each take.

/** So many names are remembered while something of them is in its window. */
export const MOST_NAMES = 10_000;

/** @typedef {import('../limits.js').Rate} Rate */

/**
 * One window.
 * @param {number[]} taken times of takes, ms, the oldest first
 * @param {Rate} rate
 * @param {import('./store.js').Count} count
 * @param {number} now ms
 * @returns {{ wait: number, times?: number[] }} wait: 0: taken, or could be; else ms until it can be. times: of the takes from now on,
 *   where that has changed
 */
export function takeAmong(taken, { limit, interval }, count, now) {
  const times = taken.filter((time) => time > now - interval);
  if (count === -1) return { wait: 0, times: times.slice(1) };
  if (count === 'renew') return { wait: 0, times: [...times.slice(1), now] };
  if (times.length >= limit) return { wait: (times.at(-limit) ?? now) + interval - now };
  return count === 0 ? { wait: 0 } : { wait: 0, times: [...times, now] };
}

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

  /**
   * @param {string} name
   * @param {Rate} rate of the same interval at each call
   * @param {import('./store.js').Count} count
   * @returns {number} 0: taken, or could be; else ms until it can be
   */
  take(name, rate, count) {
    const now = this.#now();
    this.#forgetEmpty(now - rate.interval);
    const known = this.#taken.get(name);
    const hasRoom = known !== undefined || this.#taken.size < MOST_NAMES;
    const { wait, times } = takeAmong(hasRoom ? (known ?? []) : this.#shared, rate, count, now);
    if (!times) return wait;
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
