// `--save <folder>`: the folder before anything is asked, the video with its progress after.
import { AlephError } from '../client/errors.js';
import { makeError } from '../client/make-error.js';
import { complaintAboutFolder } from '../save/folder.js';
import { saveToFolder } from '../save/save-to-folder.js';
import { isFinal } from '../shared/finality.js';
import { UsageError } from './arguments.js';
import { plain, systemWords } from './output.js';

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
  const progress = savingOn(stderr);
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

/**
 * Progress of saving: one line written anew on a terminal, a line for each quarter elsewhere.
 * @param {Surroundings['stderr']} stream
 */
export function savingOn(stream) {
  let last = '';
  let quarters = -1;
  return {
    /** @param {import('../save/save-result.js').SaveProgress} progress */
    update({ bytes, total }) {
      const text =
        total === null ? `saving · ${megabytes(bytes)}` : `saving · ${percent(bytes, total)} of ${megabytes(total)}`;
      if (stream.isTTY) {
        if (text !== last) stream.write(`\r\u001b[K${text.slice(0, (stream.columns ?? 80) - 1)}`);
        last = text;
        return;
      }
      const reached = total ? Math.floor((4 * bytes) / total) : 0;
      if (reached > quarters) stream.write(`${text}\n`);
      quarters = Math.max(reached, quarters);
    },
    /** Leaves the terminal's line free for what comes. */
    end() {
      if (last) stream.write('\r\u001b[K');
      last = '';
    },
  };
}

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {number} bytes @param {number} total */
const percent = (bytes, total) => `${Math.floor((100 * bytes) / total)} %`;
