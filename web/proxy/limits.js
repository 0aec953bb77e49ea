// Rate limits: so many requests in any interval, counted in the store, by all processes that share it.

/**
 * At most `limit` requests in any `interval` ms.
 * @typedef {object} Rate
 * @property {number} limit requests
 * @property {number} interval ms
 */

/** The requests of one kind, counted by name. */
export class Limit {
  #store;
  #kind;
  #rate;

  /**
   * @param {import('./store/store.js').Store} store
   * @param {string} kind of what is counted, without a colon
   * @param {Rate} rate
   */
  constructor(store, kind, rate) {
    this.#store = store;
    this.#kind = kind;
    this.#rate = rate;
  }

  /**
   * Takes one.
   * @param {string} [name] a short one; none: all together
   * @returns {Promise<number>} 0 when there was room, else the whole seconds until there is
   */
  async take(name = '') {
    return secondsOf(await this.#store.take(`${this.#kind}:${name}`, this.#rate, 1));
  }

  /**
   * Takes nothing.
   * @param {string} name
   * @returns {Promise<number>} what `take` would
   */
  async wait(name) {
    return secondsOf(await this.#store.take(`${this.#kind}:${name}`, this.#rate, 0));
  }

  /**
   * One that was taken counts from now on: when it came to be counted elsewhere is known only once that has answered.
   * @param {string} [name]
   */
  async renew(name = '') {
    await this.#store.take(`${this.#kind}:${name}`, this.#rate, 'renew');
  }

  /** Gives one back, the oldest: never are there more in an interval for it. @param {string} [name] */
  async giveBack(name = '') {
    await this.#store.take(`${this.#kind}:${name}`, this.#rate, -1);
  }
}

/** @param {number} ms */
const secondsOf = (ms) => Math.ceil(ms / 1000);

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

/** @type {Record<'clientLimit' | 'clientCreateLimit' | 'taskLimit' | 'globalLimit' | 'createLimit', { kind: string, usual: Rate }>} */
const LIMITS = {
  clientLimit: { kind: 'client', usual: { limit: 20, interval: 10_000 } },
  clientCreateLimit: { kind: 'client-create', usual: { limit: 5, interval: 60_000 } },
  // What the service gives one task and one account (docs).
  taskLimit: { kind: 'task', usual: { limit: 10, interval: 1_000 } },
  createLimit: { kind: 'create', usual: { limit: 20, interval: 10_000 } },
  // Ours: the service names none for looks of all together.
  globalLimit: { kind: 'look', usual: { limit: 200, interval: 10_000 } },
};

/**
 * @param {keyof typeof LIMITS} name of the option
 * @param {{ [name in keyof typeof LIMITS]?: Rate | false }} options
 * @param {import('./store/store.js').Store} store
 * @param {string} [kind] of a second one of the same rate
 * @returns {Limit | undefined} undefined: without a limit
 * @throws {TypeError}
 */
export function limitOf(name, options, store, kind = LIMITS[name].kind) {
  const { usual } = LIMITS[name];
  const rate = readRate(options[name] ?? usual, name);
  return rate ? new Limit(store, kind, rate) : undefined;
}
