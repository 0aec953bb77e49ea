// What a store is: where processes of the proxy keep what they must agree on.

/** @typedef {import('../limits.js').Rate} Rate */
/** @typedef {0 | 1 | -1 | 'renew'} Count 0: takes nothing; -1: gives the oldest back; `renew`: the oldest is as if it were taken now */

/**
 * What stands before a name's first `:` is its kind; of one kind there may not be so much that others are forgotten for it. Values and
 * messages are texts. A store outside the process is given names and texts sealed (`redisStore` does it). Each may reject when the
 * store is away.
 * @typedef {object} Store
 * @property {(name: string, rate: Rate, count: Count) => Promise<number>} take 0: taken, or with `count` 0: could be; else ms until it
 *   can be. With `count` -1 the oldest is given back, so that never are there more in an interval for it. Never more than `rate.limit` in
 *   any `rate.interval` ms: a sliding window, not a bucket that refills, since a burst and a refill would be twice the service's limit
 * @property {(name: string) => Promise<string | null>} get null: nothing was put, or its time is over
 * @property {(name: string, value: string, ttl: number) => Promise<void>} put ttl: ms; 0: it is forgotten
 * @property {(name: string, ttl: number) => Promise<(() => Promise<void>) | null>} claim for one caller until it is released or `ttl` ms
 *   are over; null: another has it. Only the holder's release ends it
 * @property {(channel: string, message: string) => Promise<void>} publish to all who listen now
 * @property {(channel: string, listener: (message: string) => void) => Promise<() => Promise<void>>} subscribe resolves with what ends it
 * @property {(listener: () => void) => void} [onLost] calls it when its connection broke: what was counted may be gone, however soon it is
 *   there again. Where it does not know, it has none
 */

/**
 * @typedef {object} Kind
 * @property {number} [mostBytes] of its values in the memory of one process, if not as many as of others
 * @property {'late' | 'never'} [alone] what a process does on its own while the store is away. `late`, of what the service counts strictly: nothing
 *   for one interval, since what the others have taken is not known. `never`, of what costs money: nothing, unless its owner says so
 * @property {boolean} [isOwed] what a process has put, and the last that it has said alone, is given to the others once a store that was away is back
 */

/** @type {Record<string, Kind>} those that differ from others */
export const KINDS = {
  create: { alone: 'late' },
  budget: { alone: 'never' },
  once: { alone: 'never' },
  // As each task was last seen, for hours.
  state: { mostBytes: 32 * 1_048_576, isOwed: true },
  expected: { isOwed: true },
  told: { isOwed: true },
};

/** The store cannot be asked, and without it nobody may go on. */
export class StoreAwayError extends Error {
  name = 'StoreAwayError';
}

/** @param {string} name @returns {string} what is counted and bounded together */
export function kindOf(name) {
  return name.split(':', 1)[0] ?? '';
}

/**
 * @template T
 * @param {(kind: string) => T} make
 * @returns {(kind: string) => T} the kind's own, made once
 */
export function ofEachKind(make) {
  /** @type {Map<string, T>} */
  const made = new Map();
  return (kind) => {
    const known = made.get(kind) ?? make(kind);
    made.set(kind, known);
    return known;
  };
}
