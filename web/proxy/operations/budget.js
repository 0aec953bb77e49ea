// How many credits may be spent through the proxy: counted when a request is about to be sent, given back only when nothing was made.
import { TASK_CREDITS } from '../../shared/creating.js';

/**
 * At most so many credits in any `interval`.
 * @typedef {object} BudgetOption
 * @property {number} credits a task is counted as 110
 * @property {number} interval ms
 */

/** @typedef {{ at: number }} Spent one task; ms */

export class Budget {
  /** @type {Set<Spent>} within the interval, the oldest first */
  #spent = new Set();
  #tasks;
  #interval;
  #now;

  /**
   * @param {BudgetOption} option
   * @param {() => number} now ms
   */
  constructor({ credits, interval }, now) {
    this.#tasks = Math.floor(credits / TASK_CREDITS);
    this.#interval = interval;
    this.#now = now;
  }

  /** @returns {Spent | null} null: there is not enough left for a task */
  spend() {
    this.#forgetOld();
    if (this.#spent.size >= this.#tasks) return null;
    const spent = { at: this.#now() };
    this.#spent.add(spent);
    return spent;
  }

  /** @param {Spent} spent on what was not made */
  giveBack(spent) {
    this.#spent.delete(spent);
  }

  #forgetOld() {
    const since = this.#now() - this.#interval;
    for (const spent of this.#spent) {
      if (spent.at > since) return;
      this.#spent.delete(spent);
    }
  }
}

/**
 * @param {BudgetOption | undefined} option
 * @param {() => number} now ms
 * @returns {Budget | undefined}
 * @throws {TypeError}
 */
export function readBudget(option, now) {
  if (option === undefined) return undefined;
  if (option.credits >= TASK_CREDITS && option.credits < Infinity && option.interval > 0)
    return new Budget(option, now);
  throw new TypeError(
    `budget must be { credits, interval }: a number of credits, at least the ${TASK_CREDITS} of one task, and milliseconds.`,
  );
}
