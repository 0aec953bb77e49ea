// Time in tests at a real server, for whose answers no fake clock would wait: waits between requests take a hundredth, deadlines come when the
// test says so.
import { mock } from 'node:test';

/** From the shortest wait of the client, 500 ms without its jitter, to the longest: a `Retry-After` as a wait keeps it. */
const WAITS = { from: 375, to: 300_000 };
/** Node's own fetch counts the seconds of its deadlines in ticks of this many ms. */
const TICK_MS = 499;

/** For `timeout`s: longer than any wait, and than any test. */
export const DEADLINE_MS = 600_000;
/** That, and what the client takes where nobody says otherwise. */
const DEADLINES = [DEADLINE_MS, 30_000];

/**
 * Of this process, until it ends.
 * @returns {{ expire(): void }} expire: timers of `DEADLINE_MS` fire now, and those of clients that have been told nothing
 */
export function shortenWaits() {
  const { setTimeout, clearTimeout } = globalThis;
  /** By timer. @type {Map<any, () => void>} */
  const deadlines = new Map();
  mock.method(
    globalThis,
    'setTimeout',
    (/** @type {Function} */ callback, ms = 0, /** @type {unknown[]} */ ...args) => {
      const isWait = ms >= WAITS.from && ms <= WAITS.to && ms !== TICK_MS && !DEADLINES.includes(ms);
      const timer = setTimeout(/** @type {() => void} */ (callback), isWait ? ms / 100 : ms, ...args);
      if (DEADLINES.includes(ms)) deadlines.set(timer, () => callback(...args));
      return timer;
    },
  );
  mock.method(globalThis, 'clearTimeout', (/** @type {any} */ timer) => {
    deadlines.delete(timer);
    clearTimeout(timer);
  });
  return {
    expire() {
      for (const [timer, callback] of [...deadlines]) {
        globalThis.clearTimeout(timer);
        callback();
      }
    },
  };
}
