// `kie-aleph/save/node`: a finished task's video, and the task as JSON beside it, in a folder of this machine.
import { randomUUID } from 'node:crypto';
import { access, constants, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeError } from '../client/make-error.js';
import { jsonNameOf } from '../shared/file-name.js';
import { jsonOf, saveResult } from './save-result.js';

/** @typedef {import('./save-result.js').TransferOptions} TransferOptions */

/**
 * What has been saved, and where.
 * @typedef {import('./save-result.js').Saved & { path: string, json: string }} SavedToFolder
 *   path: of the video, absolute; json: of the task beside it, absolute
 */

/**
 * `saveResult` into a folder. Both files have temporary names (`.kie-aleph-….part`) until all is there; files that have their names
 * are replaced, such as those of an earlier time.
 * @param {Readonly<import('../client/task.js').Task>} task as for `saveResult`
 * @param {string} folder which is there
 * @param {TransferOptions} [options]
 * @returns {Promise<Readonly<SavedToFolder>>}
 * @throws {import('../client/errors.js').InvalidRequestError} also when the folder cannot be written to
 * @throws {unknown} as `saveResult`; an error of the file system as it is
 */
export async function saveToFolder(task, folder, options = {}) {
  const complaint = await complaintAboutFolder(folder);
  if (complaint) throw makeError('invalid-request', `${complaint}.`);
  const temporary = join(resolve(folder), `.kie-aleph-${randomUUID()}`);
  const [part, jsonPart] = [`${temporary}.part`, `${temporary}.json.part`];
  /** @type {string[]} */
  const made = [part, jsonPart];
  const file = await open(part, 'wx');
  try {
    const saved = await saveResult(task, {
      ...options,
      to: new WritableStream({ write: (piece) => writeAll(file, piece) }),
    });
    // Else a machine that loses its power keeps a name without the bytes.
    await file.datasync();
    await file.close();
    const path = join(resolve(folder), saved.name);
    const json = join(resolve(folder), jsonNameOf(saved.name));
    await writeFile(jsonPart, jsonOf(task), { flag: 'wx' });
    await rename(jsonPart, json);
    made.push(json);
    // Last: a video that is there has its JSON.
    await rename(part, path);
    return Object.freeze({ ...saved, path, json });
  } catch (error) {
    await file.close().catch(() => {});
    for (const path of made) await rm(path, { force: true }).catch(() => {});
    throw error;
  }
}

/**
 * @param {unknown} folder
 * @returns {Promise<string | null>} why no file can be made in it, without the dot at the end
 */
export async function complaintAboutFolder(folder) {
  if (typeof folder !== 'string' || folder === '') return 'The folder to save in is not named';
  const quoted = JSON.stringify(folder);
  try {
    if (!(await stat(folder)).isDirectory()) return `${quoted} is no folder to save in`;
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    return code === 'ENOENT'
      ? `There is no folder ${quoted} to save in`
      : `Nothing can be saved in ${quoted} (${code})`;
  }
}

/** @param {import('node:fs/promises').FileHandle} file @param {Uint8Array} piece */
async function writeAll(file, piece) {
  for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten;
}
