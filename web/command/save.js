// `--save <folder>`: the folder before anything is asked, the video with its progress after.
import { AlephError } from '../client/errors.js';
import { makeError } from '../client/make-error.js';
import { complaintAboutFolder } from '../save/folder.js';
import { saveToFolder } from '../save/save-to-folder.js';
import { isFinal } from '../shared/finality.js';
import { UsageError } from './options.js';
import { plain, systemWords } from './output.js';
import { transferOn } from './progress.js';

/** @typedef {import('./command.js').Surroundings} Surroundings */

/**
 * @param {string | undefined} folder none: nothing is to be saved
 * @throws {UsageError} nothing can be saved in it
 */
export async function refuseFolder(folder) {
  const complaint = folder === undefined ? null : await complaintAboutFolder(folder);
  if (complaint) throw new UsageError(`--save: ${complaint}.`);
}

/**
 * @param {string} folder
 * @param {Readonly<import('../client/task.js').Task>} task
 * @param {Pick<Surroundings, 'stderr' | 'signal'>} surroundings
 * @returns {Promise<import('./output.js').SavedTask | null>} null: there is no video, yet or for ever
 */
export async function saveInto(folder, task, { stderr, signal }) {
  if (!isFinal(task.status))
    stderr.write(
      `Not saved: the task is still being made. Wait for it: kie-aleph wait ${plain(task.taskId)} --save …\n`,
    );
  if (task.status !== 'succeeded') return null;
  const progress = transferOn(stderr, 'saving');
  try {
    const { path, json, bytes, type } = await saveToFolder(task, folder, { signal, onProgress: progress.update });
    return { video: path, json, bytes, type };
  } catch (error) {
    progress.end();
    if (signal.aborted) stderr.write('Stopped saving; nothing is left in the folder.\n');
    throw signal.aborted ? error : wordedAnew(error);
  } finally {
    progress.end();
  }
}

/** With what the system said of a connection; no key and no base URL are in the way of this one. @param {unknown} error */
function wordedAnew(error) {
  if (!AlephError.is(error)) return new Error(`Not saved: ${/** @type {Error} */ (error).message}`, { cause: error });
  const { kind, message, status, taskId, cause } = error;
  const said = kind === 'connection' ? systemWords(cause) : null;
  return makeError(kind, `Not saved: ${message}${said ? ` (${said})` : ''}`, { status, taskId });
}
