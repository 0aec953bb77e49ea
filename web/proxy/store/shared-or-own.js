// A shared store while it answers; while it is away, each process by itself: in memory, with its share of each limit.
import { Link, LONGEST_MS, nothing, TRY_AGAIN_MS, within } from './link.js';
import { memoryStore } from './memory-store.js';
import { Owed } from './owed.js';
import { KINDS, kindOf, ofEachKind, StoreAwayError } from './store.js';
import { Subscription } from './subscription.js';
import { Windows } from './windows.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./link.js').AwayOptions} AwayOptions */

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
  const owed = new Owed(shared, now);
  shared.onLost?.(() => link.lose());
  link.onBack = () => {
    for (const each of subscriptions) each.begin();
    owed.pay().catch(nothing);
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
      owed.put(name, value, ttl);
      await link.ask(
        () => shared.put(name, value, ttl),
        async () => owed.isNews(name),
      );
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
    publish: (channel, message) =>
      link.ask(
        () => shared.publish(channel, message),
        () => {
          owed.say(channel, message);
          return own.publish(channel, message);
        },
      ),
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

/** @returns {never} */
function away() {
  throw new StoreAwayError('The store is away, and without it nobody can tell what the other processes have done.');
}
