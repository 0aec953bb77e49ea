// What only the newer route says of a task.

/** @typedef {Pick<import('./view.js').Task, 'stage' | 'model' | 'credits' | 'costTime'>} TaskFacts each `null` where nothing is known */

/**
 * @param {import('./view.js').Task | null} task also one that a page has kept since an earlier version, which lacks these members
 * @returns {TaskFacts}
 */
export function factsOf(task) {
  const {
    stage = null,
    model = null,
    credits = null,
    costTime = null,
  } = /** @type {Partial<TaskFacts>} */ (task ?? {});
  return { stage, model, credits, costTime };
}
