// Until when the media of a task of the list are probably there: what is kept in time, and what is about to go.
import { keptUntil } from '../../element/format.js';

/** @typedef {Pick<import('../recent.js').RecentTask, 'state' | 'createTime'>} Dated */

/** What goes sooner than this is marked. */
const SOON_MS = 3 * 24 * 3600 * 1000;

/**
 * @param {Dated} task
 * @param {number} [now] epoch ms
 * @returns {number | null} ms for which its media are there; null: it has none, they are gone, or nobody knows
 */
export function timeLeft({ state, createTime }, now = Date.now()) {
  if (state !== 'succeeded' || createTime === undefined) return null;
  // The list does not remember when a task ended, which is minutes later.
  const left = keptUntil(createTime) - now;
  return left > 0 ? left : null;
}

/**
 * @param {Dated} task
 * @param {number} [now] epoch ms
 * @returns {number | null} the same where it is time to save them
 */
export function goingIn(task, now) {
  const left = timeLeft(task, now);
  return left !== null && left < SOON_MS ? left : null;
}
