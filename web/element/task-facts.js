// What only the newer route says of a task.

/**
 * @typedef {object} TaskFacts each `null` where nothing is known
 * @property {'waiting' | 'queuing' | 'generating' | null} stage only while it is processing
 * @property {string | null} model such as `runway/gen4-aleph`
 * @property {number | null} credits final once the task is
 * @property {number | null} costTime seconds, as the service counted them
 */

/**
 * @param {import('./view.js').Task | null} task also one that a page has kept since an earlier version, which lacks these members
 * @returns {TaskFacts}
 */
export function factsOf(task) {
  const { stage, model, credits, costTime } = /** @type {Partial<TaskFacts>} */ (task ?? {});
  return { stage: stage ?? null, model: model ?? null, credits: credits ?? null, costTime: costTime ?? null };
}
