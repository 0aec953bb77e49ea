// What a store is: where processes of the proxy keep what they must agree on.

/**
 * `isStrict`: what the service counts, or money: never more than `limit`, whatever becomes of the store.
 * @typedef {import('../limits.js').Rate & { isStrict?: true }} Rate
 */

/**
 * Names are short, and hold no key, task id or client as they are: whoever makes them hashes them. What stands before a name's first
 * `:` is its kind; of one kind there may not be so much that others are forgotten for it. Values are texts. Each may reject when
 * the store is away.
 * @typedef {object} Store
 * @property {(name: string, rate: Rate, count: 0 | 1 | -1) => Promise<number>} take 0: taken, or with `count` 0: could be; else ms until it
 *   can be. With `count` -1 the oldest is given back, so that never are there more in an interval for it. Never more than `rate.limit` in any `rate.interval` ms: a sliding window, not a bucket that refills, since a burst and
 *   a refill would be twice the service's limit
 * @property {(name: string) => Promise<string | null>} get
 * @property {(name: string, value: string, ttl: number) => Promise<void>} put ttl: ms; 0: it is forgotten
 * @property {(name: string, ttl: number) => Promise<(() => Promise<void>) | null>} claim for one caller until it is released or `ttl` ms
 *   are over; null: another has it. Only the holder's release ends it
 * @property {(channel: string, message: string) => Promise<void>} publish
 * @property {(channel: string, listener: (message: string) => void) => Promise<() => Promise<void>>} subscribe resolves with what ends it
 */

/** @param {string} name @returns {string} what is counted and bounded together */
export function kindOf(name) {
  return name.split(':', 1)[0] ?? '';
}

/**
 * @template T
 * @param {() => T} make
 * @returns {(kind: string) => T} the kind's own, made once
 */
export function ofEachKind(make) {
  /** @type {Map<string, T>} */
  const made = new Map();
  return (kind) => {
    const known = made.get(kind) ?? make();
    made.set(kind, known);
    return known;
  };
}
