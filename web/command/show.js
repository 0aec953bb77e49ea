// What get, wait and create end with: the task on standard output, and what has been saved of it.
import { FAILED } from './exit-codes.js';
import { describe, json } from './output.js';
import { saveInto } from './save.js';

/**
 * Also when saving it fails, since then its URL is needed the more.
 * @param {Readonly<import('../client/task.js').Task>} task
 * @param {Pick<import('./arguments.js').Invocation, 'json' | 'save'>} options
 * @param {import('./command.js').Surroundings} surroundings
 * @returns {Promise<number>} the exit code
 */
export async function show(task, { json: asJson, save }, surroundings) {
  /** @type {import('./output.js').SavedTask | null} */
  let saved = null;
  try {
    if (save !== undefined) saved = await saveInto(save, task, surroundings);
  } finally {
    const document = save === undefined ? task : { ...task, saved };
    surroundings.stdout.write(asJson ? json(document) : describe(task, saved));
  }
  return task.status === 'failed' ? FAILED : 0;
}
