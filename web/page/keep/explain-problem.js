// A problem in words: what happened, and what to do about it.
import { explain } from '../../element/explain.js';
import { fill } from '../../words/fill.js';

/**
 * @param {import('./problems.js').Problem} problem
 * @param {import('./keep.js').KeepView} view
 * @returns {{ title: string, advice: string }}
 */
export function explainProblem({ kind, error }, { words, element, keeper }) {
  if (kind === null) return explain(/** @type {any} */ (error), element);
  const [title = '', advice = ''] = words.problems[kind];
  return { title: fill(title, { folder: keeper.place?.folder?.name ?? '' }), advice };
}

/**
 * @param {import('./keep.js').KeepView} view
 * @param {string} taskId
 * @returns {string} what people know the task by
 */
export function nameOf({ tasks }, taskId) {
  return tasks.find((task) => task.taskId === taskId)?.prompt ?? taskId;
}
