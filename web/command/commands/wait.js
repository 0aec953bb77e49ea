// `kie-aleph wait <id>`: the end of the task, with progress before it.
import { AlephError } from '../../client/errors.js';
import { clientOf } from '../client.js';
import { NO_KEY } from '../exit-codes.js';
import { plain } from '../output.js';
import { waitingOn } from '../progress.js';
import { refuseFolder } from '../save.js';
import { show } from '../show.js';

/** @type {import('../command.js').Run} */
export async function wait({ subject: taskId, ...options }, surroundings) {
  // Not after a wait of minutes.
  await refuseFolder(options.save);
  const client = await clientOf(options, surroundings);
  return client ? waitAndShow(client, taskId, options, surroundings) : NO_KEY;
}

/**
 * @param {import('../../client/client.js').AlephClient} client
 * @param {string} taskId
 * @param {Pick<import('../arguments.js').Invocation, 'json' | 'save' | 'timeout'>} options timeout: of the wait
 * @param {import('../command.js').Surroundings} surroundings
 * @returns {Promise<number>} the exit code
 */
export async function waitAndShow(client, taskId, { timeout, ...options }, surroundings) {
  const { stderr, signal } = surroundings;
  const progress = waitingOn(stderr);
  let task;
  try {
    task = await client.waitForTask(taskId, { signal, onUpdate: progress.update, ...(timeout && { timeout }) });
    progress.end();
  } catch (error) {
    progress.end();
    if (signal.aborted)
      stderr.write(
        `Stopped waiting${progress.seen ? '; the task goes on' : ''}. Wait again: kie-aleph wait ${plain(taskId)}\n`,
      );
    if (!AlephError.is(error) || error.kind !== 'task-failed' || !error.task) throw error;
    task = error.task;
  }
  return show(task, options, surroundings);
}
