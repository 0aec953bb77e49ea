// Where results are kept: a folder that the reader has chosen, or the browser's downloads where pages get no folder.
import { saveResult } from '../../save/save-result.js';
import { jsonOf } from '../../save/targets.js';
import { jsonNameOf } from '../../shared/video-name.js';

/** @typedef {import('../../save/save-result.js').SaveProgress} SaveProgress */
/** @typedef {{ signal: AbortSignal, onProgress: (progress: SaveProgress) => void }} HowToSave */

/**
 * A folder, with what pages may ask about it; TypeScript's DOM does not know it.
 * @typedef {import('../../save/targets.js').DirectoryHandle & { name: string } & Partial<Permissions & Comparable>} Folder
 * @typedef {Record<'queryPermission' | 'requestPermission', (options: { mode: 'readwrite' }) => Promise<string>>} Permissions
 * @typedef {{ isSameEntry: (other: any) => Promise<boolean> }} Comparable
 */

/**
 * @typedef {object} Place
 * @property {Folder | null} folder null: the downloads
 * @property {() => Promise<boolean>} isAllowed to be written to, without a question
 * @property {() => Promise<boolean>} allow asks the reader, who has just clicked
 * @property {(task: import('../../client/task.js').Task, how: HowToSave) => Promise<string>} save gives the name of the video's file
 */

const WRITE = /** @type {const} */ ({ mode: 'readwrite' });

/** Whether this browser lets pages have a folder. */
export const hasFolders = () => 'showDirectoryPicker' in globalThis;

/** Asks for a folder. @returns {Promise<Folder | null>} null when the reader has changed their mind */
export async function chooseFolder() {
  try {
    return await /** @type {any} */ (globalThis).showDirectoryPicker({ id: 'kie-aleph', ...WRITE });
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'AbortError') return null;
    throw error;
  }
}

/** @param {Folder} folder @returns {Place} */
export function folderPlace(folder) {
  return {
    folder,
    isAllowed: async () => ((await folder.queryPermission?.(WRITE)) ?? 'granted') === 'granted',
    allow: async () => ((await folder.requestPermission?.(WRITE)) ?? 'granted') === 'granted',
    save: async (task, how) => (await saveResult(task, { ...how, to: folder })).name,
  };
}

/** @type {Place} */
export const DOWNLOADS = {
  folder: null,
  isAllowed: async () => true,
  allow: async () => true,
  async save(task, how) {
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const pieces = [];
    const to = new WritableStream({ write: (piece) => void pieces.push(piece) });
    const { name, type } = await saveResult(task, { ...how, to });
    download(new Blob(pieces, { type }), name);
    download(new Blob([jsonOf(task)], { type: 'application/json' }), jsonNameOf(name));
    return name;
  },
};

/** @param {Blob} blob @param {string} name */
function download(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the file by then; earlier some have not.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
