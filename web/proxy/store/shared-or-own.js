// A shared store while it answers; while it is away, each process by itself: in memory, with its share of each limit.
import { memoryStore } from './memory-store.js';
import { KINDS, kindOf, ofEachKind, StoreAwayError } from './store.js';
import { Windows } from './windows.js';

/** How long one command may take, and how long a store that is away is left alone. */
const LONGEST_MS = 1_000;
const TRY_AGAIN_MS = 1_000;
/** The oldest of what others are owed is forgotten first: they find out by themselves, later. */
const MOST_OWED = 1_000;

/** @typedef {import('./store.js').Store} Store */
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

/**
 * @param {Store} shared
 * @param {AwayOptions} [options]
 * @returns {Store} rejects only with StoreAwayError, and only for what costs money
 * @throws {TypeError} for an option that cannot work
 */
export function sharedOrOwn(shared, options = {}) {
  const { shares = 1, createsAlone = false, now = Date.now } = options;
  if (!Number.isSafeInteger(shares) || shares < 1) throw new TypeError('shares must be a whole number of processes.');
  const link = new Link(options);
  const own = memoryStore({ now });
  // Everything this process has taken, so that its share counts what it took before the store was lost as well.
  const taken = ofEachKind(() => new Windows(now));
  const isNeverAlone = (/** @type {string} */ name) => !createsAlone && KINDS[kindOf(name)]?.alone === 'never';
  /** @type {Set<Subscription>} */
  const subscriptions = new Set();
  const owed = new Owed();
  link.onBack = () => {
    for (const each of subscriptions) each.begin();
    owed.pay();
  };

  /** What this process takes by itself. @type {(...take: Parameters<Store['take']>) => number} ms, as `take` */
  const takeOwn = (name, rate, count) => {
    const { alone } = KINDS[kindOf(name)] ?? {};
    const late = alone === 'late' && (count === 0 || count === 1) ? link.lostAt + rate.interval - now() : 0;
    if (late > 0) return late;
    const share = { limit: Math.floor(rate.limit / shares), interval: rate.interval };
    return taken(`${kindOf(name)} ${rate.interval}`).take(name, share, count);
  };

  return {
    async take(name, rate, count) {
      if (isNeverAlone(name)) {
        return link.ask(
          () => shared.take(name, rate, count),
          async () => away(),
        );
      }
      /** @type {number | undefined} */
      let mine;
      const takeMine = () => {
        mine ??= takeOwn(name, rate, count);
        return mine;
      };
      // What was taken on one's own is not in the store; and others may notice later that it is back, and take theirs until then.
      const isAgreed = !link.isAway && now() - link.backAt >= rate.interval + TRY_AGAIN_MS + LONGEST_MS;
      const wait = await link.ask(
        // Taken first, so that of many at once no more than the share ask.
        () => shared.take(name, rate, isAgreed || takeMine() === 0 ? count : 0),
        async () => takeMine(),
        // What is taken too late is of use to nobody.
        async (late) => void (late === 0 && count === 1 && (await shared.take(name, rate, -1))),
      );
      if (mine !== undefined) return Math.max(wait, mine);
      if (wait === 0 && count !== 0) taken(`${kindOf(name)} ${rate.interval}`).take(name, rate, count);
      return wait;
    },
    async get(name) {
      const mine = await own.get(name);
      return link.ask(
        // A store that came back may have come back empty.
        async () => (await shared.get(name)) ?? mine,
        async () => (mine === null && isNeverAlone(name) ? away() : mine),
      );
    },
    async put(name, value, ttl) {
      await own.put(name, value, ttl);
      const putShared = () => shared.put(name, value, ttl);
      await link.ask(putShared, async () => owed.add(name, putShared));
    },
    async claim(name, ttl) {
      const releaseOwn = await own.claim(name, ttl);
      if (!releaseOwn) return null;
      /** @type {(() => Promise<void>) | null} */
      let release = null;
      try {
        release = await link.ask(
          () => shared.claim(name, ttl),
          async () => (isNeverAlone(name) ? away() : nothing),
          async (late) => late?.(),
        );
      } finally {
        if (!release) await releaseOwn();
      }
      // What cannot be released ends by its time.
      return release && (() => Promise.all([releaseOwn(), within(release(), LONGEST_MS).catch(nothing)]).then(nothing));
    },
    publish(channel, message) {
      const publishShared = () => shared.publish(channel, message);
      return link.ask(publishShared, async () => {
        owed.add(channel, publishShared);
        await own.publish(channel, message);
      });
    },
    async subscribe(channel, listener) {
      const stopOwn = await own.subscribe(channel, listener);
      const subscription = new Subscription(() => shared.subscribe(channel, listener));
      subscriptions.add(subscription);
      await link.ask(() => subscription.begin(), nothing);
      return async () => {
        subscriptions.delete(subscription);
        subscription.end();
        await stopOwn();
      };
    },
  };
}

/** Whether the store answers. */
class Link {
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
      this.#lose();
      return instead();
    }
    this.#find();
    return answer;
  }

  #lose() {
    const { onEvent, shares = 1, warn = (line) => console.warn(line) } = this.#options;
    this.#tryAt = this.#now() + TRY_AGAIN_MS;
    onEvent?.('error');
    if (this.isAway) return;
    this.isAway = true;
    this.lostAt = this.#now();
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

/** In the shared store: begun again after it was away, ended whenever it comes to be. */
class Subscription {
  /** @type {Promise<() => Promise<void>> | null} null: there is none */
  #running = null;
  #subscribe;

  /** @param {() => Promise<() => Promise<void>>} subscribe */
  constructor(subscribe) {
    this.#subscribe = subscribe;
  }

  /** @returns {Promise<unknown>} rejects where there is none yet */
  begin() {
    this.#running ??= this.#subscribe();
    const running = this.#running;
    running.catch(() => {
      if (this.#running === running) this.#running = null;
    });
    return running;
  }

  end() {
    this.#running?.then((stop) => stop()).catch(nothing);
  }
}

/** What others are to hear once the store is back. */
class Owed {
  /** @type {Map<string, () => Promise<void>>} by name, the oldest first */
  #all = new Map();

  /** @param {string} name @param {() => Promise<void>} give */
  add(name, give) {
    if (!KINDS[kindOf(name)]?.isOwed) return;
    this.#all.delete(name);
    this.#all.set(name, give);
    if (this.#all.size > MOST_OWED) this.#all.delete(String(this.#all.keys().next().value));
  }

  pay() {
    const all = [...this.#all.values()];
    this.#all.clear();
    // In order: what is said after what is put.
    all.reduce((before, give) => before.then(give).catch(nothing), Promise.resolve());
  }
}

async function nothing() {}

/** @returns {never} */
function away() {
  throw new StoreAwayError('The store is away, and without it nobody can tell what the other processes have done.');
}

/** @template T @param {Promise<T>} answer @param {number} ms @returns {Promise<T>} */
function within(answer, ms) {
  return new Promise((resolve, reject) => {
    // In two halves: a process that was itself too busy to hear the answer hears it in between.
    let timer = setTimeout(() => {
      timer = setTimeout(() => reject(new Error('The store did not answer')), ms / 2);
    }, ms / 2);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
