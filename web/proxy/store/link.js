// Whether a shared store answers: one command at a time asks again while it is away, and the others do not wait for that.

/** How long one command may take, and how long a store that is away is left alone. */
export const LONGEST_MS = 1_000;
export const TRY_AGAIN_MS = 1_000;

/** @typedef {'lost' | 'back' | 'error'} StoreChange `error`: one command failed */

/**
 * How a process goes on while the store is away.
 * @typedef {object} AwayOptions
 * @property {number} [shares] `1`: how many processes use the store; while it is away one takes at most `limit / shares`, rounded down
 * @property {boolean} [createsAlone] `false`: a request that creates, and names itself (`Idempotency-Key`, as the client's do), is not sent while the
 *   store is away, since another process may have sent it; nor is one that counts against a budget. `true`: it is, within the share
 *   of the limit and of the budget, and one that a browser repeats at another process is paid twice
 * @property {(change: StoreChange) => void} [onEvent] for metrics
 * @property {(line: string) => void} [warn] `console.warn`: hears once that it is lost, and once that it is back
 * @property {() => number} [now] `Date.now`: ms, of the share's clock
 */

export class Link {
  isAway = false;
  /** ms */
  lostAt = -Infinity;
  backAt = -Infinity;
  onBack = () => {};
  #tryAt = 0;
  #options;
  #now;

  /** @param {AwayOptions} options */
  constructor(options) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /**
   * @template T
   * @param {() => Promise<T>} command
   * @param {() => Promise<T>} instead while it is away
   * @param {(late: T) => Promise<unknown>} [tidy] what came when nobody waited any more
   * @returns {Promise<T>}
   */
  async ask(command, instead, tidy = nothing) {
    if (this.isAway && this.#now() < this.#tryAt) return instead();
    // One asks whether it is back; the others do not wait for that.
    if (this.isAway) this.#tryAt = this.#now() + TRY_AGAIN_MS + LONGEST_MS;
    const asked = (async () => command())();
    let answer;
    try {
      answer = await within(asked, LONGEST_MS);
    } catch {
      asked.then(tidy).catch(nothing);
      this.#options.onEvent?.('error');
      this.#tryAt = this.#now() + TRY_AGAIN_MS;
      if (!this.isAway) this.lose();
      return instead();
    }
    this.#find();
    return answer;
  }

  /** From now on nobody knows what the others take. */
  lose() {
    const { onEvent, shares = 1, warn = (line) => console.warn(line) } = this.#options;
    this.lostAt = this.#now();
    if (this.isAway) return;
    this.isAway = true;
    this.#tryAt = this.lostAt + TRY_AGAIN_MS;
    onEvent?.('lost');
    warn(`kie-aleph: the store is away; this process goes on with its share of each limit (1/${shares}).`);
  }

  #find() {
    if (!this.isAway) return;
    const { onEvent, warn = (line) => console.warn(line) } = this.#options;
    this.isAway = false;
    this.backAt = this.#now();
    onEvent?.('back');
    warn('kie-aleph: the store is back.');
    this.onBack();
  }
}

export async function nothing() {}

/** @template T @param {Promise<T>} answer @param {number} ms @returns {Promise<T>} */
export function within(answer, ms) {
  return new Promise((resolve, reject) => {
    // In two halves: a process that was itself too busy to hear the answer hears it in between.
    let timer = setTimeout(() => {
      timer = setTimeout(() => reject(new Error('The store did not answer')), ms / 2);
    }, ms / 2);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
