// A shared store while it answers; while it is away, each process by itself: in memory, with its share of each limit.
import { memoryStore } from './memory-store.js';
import { kindOf, ofEachKind } from './store.js';
import { Windows } from './windows.js';

/** How long one command may take, and how long a store that is away is left alone. */
const LONGEST_MS = 1_000;
const TRY_AGAIN_MS = 1_000;

/** @typedef {import('./store.js').Store} Store */

/**
 * @param {Store} shared
 * @param {object} options
 * @param {number} options.shares how many processes use it
 * @param {() => number} options.now ms
 * @param {(line: string) => void} [options.warn] `console.warn`
 * @returns {Store}
 */
export function sharedOrOwn(shared, { shares, now, warn = (line) => console.warn(line) }) {
  const own = memoryStore({ now });
  // Everything this process has taken, so that its share counts what it took before the store was lost as well.
  const taken = ofEachKind(() => new Windows(now));
  let isAway = false;
  let tryAt = 0;
  /** ms, when the store came back; what was taken before is not in it. */
  let backAt = -Infinity;

  const lose = () => {
    if (!isAway) warn(`kie-aleph: the store is away; this process goes on with its share of each limit (1/${shares}).`);
    isAway = true;
    tryAt = now() + TRY_AGAIN_MS;
  };
  const find = () => {
    if (!isAway) return;
    isAway = false;
    backAt = now();
    warn('kie-aleph: the store is back.');
  };

  /**
   * @template T
   * @param {() => Promise<T>} ask
   * @param {() => Promise<T>} instead
   * @returns {Promise<T>}
   */
  const either = async (ask, instead) => {
    if (isAway && now() < tryAt) return instead();
    // One asks whether it is back; the others do not wait for that.
    if (isAway) tryAt = now() + TRY_AGAIN_MS + LONGEST_MS;
    let answer;
    try {
      answer = await within(LONGEST_MS, ask());
    } catch {
      lose();
      return instead();
    }
    find();
    return answer;
  };

  return {
    async take(name, rate, count) {
      const share = { limit: Math.floor(rate.limit / shares), interval: rate.interval };
      const windows = taken(`${kindOf(name)} ${rate.interval}`);
      const takeShare = async () => windows.take(name, share, count);
      const takeShared = async () => {
        // For one interval the share must agree as well. Taken first, so that of many at once no more than that ask.
        const isNew = isAway || now() - backAt < rate.interval;
        const early = isNew ? await takeShare() : 0;
        if (early) return early;
        const wait = await shared.take(name, rate, count);
        if (wait === 0 && count === 1 && !isNew) windows.take(name, rate, 1);
        return wait;
      };
      return either(takeShared, takeShare);
    },
    get: (name) =>
      either(
        // A store that came back may have come back empty.
        async () => (await shared.get(name)) ?? own.get(name),
        () => own.get(name),
      ),
    async put(name, value, ttl) {
      await own.put(name, value, ttl);
      await either(() => shared.put(name, value, ttl), nothing);
    },
    async claim(name, ttl) {
      const releaseOwn = await own.claim(name, ttl);
      if (!releaseOwn) return null;
      const release = await either(
        () => shared.claim(name, ttl),
        async () => nothing,
      );
      if (!release) await releaseOwn();
      // What cannot be released ends by its time.
      return release && (() => Promise.all([releaseOwn(), within(LONGEST_MS, release()).catch(nothing)]).then(nothing));
    },
    publish: (channel, message) =>
      either(
        () => shared.publish(channel, message),
        () => own.publish(channel, message),
      ),
    async subscribe(channel, listener) {
      const stopOwn = await own.subscribe(channel, listener);
      const stop = await either(
        () => shared.subscribe(channel, listener),
        async () => nothing,
      );
      return () => Promise.all([stopOwn(), within(LONGEST_MS, stop()).catch(nothing)]).then(nothing);
    },
  };
}

async function nothing() {}

/** @template T @param {number} ms @param {Promise<T>} answer @returns {Promise<T>} */
function within(ms, answer) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The store did not answer')), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
