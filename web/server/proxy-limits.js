// Rate limits as token buckets: a burst of `limit`, refilled evenly over `interval`. No timers; the clock is asked at each request.

/** So many clients are remembered; the one that asked longest ago is forgotten first. */
const MOST_CLIENTS = 10_000;

/** @typedef {{ limit: number, interval: number }} Rate at most `limit` requests in `interval` ms */

export class Buckets {
  /** @type {Map<string, { tokens: number, at: number }>} the longest unused first */
  #buckets = new Map();
  #rate;
  #now;

  /**
   * @param {Rate} rate
   * @param {() => number} now ms
   */
  constructor(rate, now) {
    this.#rate = rate;
    this.#now = now;
  }

  /**
   * Takes one of a client's tokens.
   * @param {string} client
   * @returns {number} 0 when there was one, else the whole seconds until there is
   */
  take(client) {
    const { limit, interval } = this.#rate;
    const now = this.#now();
    const known = this.#buckets.get(client) ?? { tokens: limit, at: now };
    const tokens = Math.min(limit, known.tokens + (Math.max(now - known.at, 0) / interval) * limit);
    const taken = tokens >= 1;
    // Set anew, so that it is the last in order.
    this.#buckets.delete(client);
    this.#buckets.set(client, { tokens: taken ? tokens - 1 : tokens, at: now });
    if (this.#buckets.size > MOST_CLIENTS) this.#buckets.delete(String(this.#buckets.keys().next().value));
    return taken ? 0 : Math.max(1, Math.ceil(((1 - tokens) / limit) * (interval / 1000)));
  }
}

/**
 * @param {Rate | false} rate
 * @param {string} name of the option
 * @returns {Rate | false}
 * @throws {TypeError}
 */
export function readRate(rate, name) {
  if (rate === false || (Number.isSafeInteger(rate.limit) && rate.limit >= 1 && rate.interval > 0)) return rate;
  throw new TypeError(`${name} must be { limit, interval }: a whole number of requests and milliseconds; or false.`);
}
