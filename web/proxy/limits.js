// Rate limits as token buckets: a burst of `limit`, refilled evenly over `interval`. No timers; the clock is asked at each request.

/** So many clients are remembered while their buckets are not full; with names of 16 characters about 2 MB. */
export const MOST_CLIENTS = 10_000;

/**
 * At most `limit` requests in `interval` ms.
 * @typedef {object} Rate
 * @property {number} limit requests
 * @property {number} interval ms
 */
/** @typedef {{ tokens: number, at: number }} Bucket at: ms, when it held so many */

/**
 * One bucket for each client. A bucket is forgotten only once it is full again, so nobody gains by being forgotten. While
 * MOST_CLIENTS others are remembered, the clients that come new share one bucket.
 */
export class Buckets {
  /** @type {Map<string, Bucket>} the longest unused first */
  #buckets = new Map();
  /** @type {Bucket | undefined} of those who find no room */
  #shared;
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

  /** How many clients are remembered. */
  get size() {
    return this.#buckets.size;
  }

  /**
   * Takes one of a client's tokens.
   * @param {string} client a short name
   * @returns {number} 0 when there was one, else the whole seconds until there is
   */
  take(client) {
    const now = this.#now();
    const { hasRoom, before } = this.#find(client, now);
    const { bucket, wait } = takeToken(before, this.#rate, now);
    if (hasRoom) {
      // Set anew, so that it is the last in order.
      this.#buckets.delete(client);
      this.#buckets.set(client, bucket);
    } else {
      this.#shared = bucket;
    }
    return wait;
  }

  /**
   * Takes nothing.
   * @param {string} client a short name
   * @returns {number} what `take` would
   */
  wait(client) {
    const now = this.#now();
    return takeToken(this.#find(client, now).before, this.#rate, now).wait;
  }

  /** @param {string} client @param {number} now @returns {{ hasRoom: boolean, before: Bucket | undefined }} */
  #find(client, now) {
    this.#forgetFull(now);
    const known = this.#buckets.get(client);
    const hasRoom = known !== undefined || this.#buckets.size < MOST_CLIENTS;
    return { hasRoom, before: hasRoom ? known : this.#shared };
  }

  /** What nobody took from for a whole interval is full. @param {number} now */
  #forgetFull(now) {
    for (const [client, { at }] of this.#buckets) {
      if (now - at < this.#rate.interval) return;
      this.#buckets.delete(client);
    }
  }
}

/**
 * @param {Bucket | undefined} before a new one is full
 * @param {Rate} rate
 * @param {number} now ms
 * @returns {{ bucket: Bucket, wait: number }} wait: 0 when there was a token, else the whole seconds until there is
 */
function takeToken(before, { limit, interval }, now) {
  const { tokens: left, at } = before ?? { tokens: limit, at: now };
  const tokens = Math.min(limit, left + (Math.max(now - at, 0) / interval) * limit);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now }, wait: 0 };
  return { bucket: { tokens, at: now }, wait: Math.max(1, Math.ceil(((1 - tokens) / limit) * (interval / 1000))) };
}

/**
 * @param {Rate | false} rate
 * @param {string} name of the option
 * @returns {Rate | false}
 * @throws {TypeError}
 */
function readRate(rate, name) {
  if (rate === false || (Number.isSafeInteger(rate.limit) && rate.limit >= 1 && rate.interval > 0)) return rate;
  throw new TypeError(`${name} must be { limit, interval }: a whole number of requests and milliseconds; or false.`);
}

/**
 * @param {Rate | false} rate
 * @param {string} name of the option
 * @param {() => number} now ms
 * @returns {Buckets | undefined} undefined: without a limit
 * @throws {TypeError}
 */
export function bucketsOf(rate, name, now) {
  const read = readRate(rate, name);
  return read ? new Buckets(read, now) : undefined;
}
