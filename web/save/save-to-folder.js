// `kie-aleph/save/node`: a finished task's video, and the task as JSON beside it, in a folder of this machine.
import { randomUUID } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeError } from '../client/make-error.js';
import { jsonNameOf } from '../shared/video-name.js';
import { complaintAboutFolder } from './folder.js';
import { saveResult } from './save-result.js';
import { jsonOf } from './targets.js';

/** How a video is saved: the options of `saveResult` but `to`. @typedef {import('./save-result.js').TransferOptions} TransferOptions */

/**
 * Where a video has been saved.
 * @typedef {object} Place
 * @property {string} path of the video, absolute
 * @property {string} json path of the task beside it, absolute
 */

/** What has been saved, and where. @typedef {import('./save-result.js').Saved & Place} SavedToFolder */

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

/** @param {import('node:fs/promises').FileHandle} file @param {Uint8Array} piece */
async function writeAll(file, piece) {
  for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten;
}
