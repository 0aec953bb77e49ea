// How many credits may be spent through the proxy: counted when a request is about to be sent, given back only when nothing was made.
import { TASK_CREDITS } from '../../shared/creating.js';
import { Limit } from '../limits.js';

/**
 * At most so many credits in any `interval`.
 * @typedef {object} BudgetOption
 * @property {number} credits a task is counted as 110
 * @property {number} interval ms
 */

/**
 * @param {BudgetOption | undefined} option
 * @param {import('../store/store.js').Store} store
 * @returns {Limit | undefined} of tasks
 * @throws {TypeError}
 */
export function readBudget(option, store) {
  if (option === undefined) return undefined;
  const { credits, interval } = option;
  if (credits >= TASK_CREDITS && credits < Infinity && interval > 0)
    return new Limit(store, 'budget', { limit: Math.floor(credits / TASK_CREDITS), interval });
  throw new TypeError(
    `budget must be { credits, interval }: a number of credits, at least the ${TASK_CREDITS} of one task, and milliseconds.`,
  );
}
