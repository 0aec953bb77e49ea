// The sandbox's answer to who uploads a file.
import { json, lostConnection, page } from '../respond.js';
import { BAD_GATEWAY } from '../sandbox-tasks.js';
import { wait } from '../wait.js';
import { FILE_NAMES, toldByName } from './file-names.js';
import { KeptFiles } from './kept-files.js';
import { SOURCES } from './sources.js';

/** @typedef {import('./kept-files.js').File} File */
/** @typedef {keyof SOURCES} Way in which a file is uploaded */

/**
 * @typedef {object} UploadingOptions
 * @property {number} most bytes of all files together
 * @property {() => number} now epoch ms
 * @property {((count: number) => string | undefined) | undefined} uploads the file name that
 *   the upload with this number counts as
 * @property {(file: string) => Promise<File | undefined>} sample one of the sample files
 */

/** Where the URL of an uploaded file says that it is one, below the media folder. */
export const FOLDER = 'uploads/';

/** Whatever is at the URL that is to be uploaded: the sandbox fetches nothing from elsewhere. */
const INSTEAD = 'source.mp4';

/**
 * @param {UploadingOptions} options
 * @returns {{ take: (request: Request, way: Way, media: string) => Promise<Response>, find: (path: string) => File | undefined }}
 *   `take` rejects with an AbortError where the connection ends without an answer; `path` is that of a URL below `FOLDER`
 */
export function createUploading({ most, now, uploads, sample }) {
  const files = new KeptFiles(most);
  let count = 0;

  return { take, find: (path) => files.get(path) };

  /** @param {Request} request @param {Way} way @param {string} media URL of the media folder */
  async function take(request, way, media) {
    const told = toldByOption(uploads?.(++count));
    const download = (/** @type {string} */ url) => fileAt(url, `${media}/`);
    const source = await SOURCES[way](request, { most, told, download });
    if (typeof source === 'string') return failure(400, source);
    return answer(source, way, media, request.signal);
  }

  /** @param {import('./sources.js').Source} source @param {Way} way @param {string} media @param {AbortSignal} signal */
  async function answer({ told, file, ...source }, way, media, signal) {
    // A form has been read as slowly, and not to its end.
    if (way !== 'upload') await wait((told.seconds ?? 0) * 1000, signal);
    if (way !== 'upload' && told.isCut) throw lostConnection();
    if (told.envelope) return failure(told.envelope.code, told.envelope.msg);
    const folder = source.uploadPath.split('/').filter((part) => !/^\.{0,2}$/.test(part));
    if (folder.length === 0) return failure(400, 'uploadPath is required');

    const fileName = source.fileName.replace(/^\.*$/, '') || `${randomName()}${extensionOf(source.ownName)}`;
    const path = [...folder, fileName].map(encodeURIComponent).join('/');
    files.keep(path, file);
    if (told.answer === 'lost') throw lostConnection();
    if (told.answer === 'html') return page(BAD_GATEWAY);
    const data = {
      success: true,
      fileName,
      filePath: [...folder, fileName].join('/'),
      downloadUrl: `${media}/${FOLDER}${path}`,
      fileSize: file.bytes.length,
      mimeType: file.type,
      uploadedAt: new Date(now()).toISOString(),
    };
    return json({ success: true, code: 200, msg: 'File uploaded successfully', data });
  }

  /** @param {string} url @param {string} media @returns {Promise<File>} */
  async function fileAt(url, media) {
    const path = url.startsWith(media) ? url.slice(media.length) : '';
    const own = path.startsWith(FOLDER) ? files.get(path.slice(FOLDER.length)) : await sample(path);
    return own ?? (await sample(INSTEAD)) ?? { type: 'video/mp4', bytes: new Uint8Array() };
  }
}

/** @param {string | undefined} name @returns {import('./file-names.js').Told | undefined} @throws {TypeError} for a slip */
function toldByOption(name) {
  if (name === undefined) return undefined;
  const told = toldByName(name);
  if (Object.keys(told).length > 0) return told;
  throw new TypeError(
    `The option uploads knows ${Object.keys(FILE_NAMES).join(', ')}, and not ${JSON.stringify(name)}.`,
  );
}

/** @param {number} code @param {string} msg */
function failure(code, msg) {
  return json({ success: false, code, msg, data: null });
}

function randomName() {
  return crypto.randomUUID().slice(0, 8);
}

/** @param {string} name */
function extensionOf(name) {
  return /\.\w{1,8}$/.exec(name)?.[0] ?? '';
}
