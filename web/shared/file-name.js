// What a saved file is called: a name that every file system takes and that says what is in it. For element, save and extension.

/** Endings that say what a file is; others are left out of its name. */
const ENDINGS = /\.(mp4|webm|mov|m4v|png|jpe?g|webp|gif)$/i;

/** Of what a host says about a video. @type {Record<string, string>} */
const ENDING_OF_TYPE = {
  'video/mp4': 'mp4',
  'application/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'video/x-m4v': 'm4v',
};

/** In UTF-8, of which file systems take 255 bytes with the ending. */
const MOST_BASE_BYTES = 100;
const MOST_PROMPT_BYTES = 56;
/** Room for the ending of a file beside it. */
const MOST_NAME_BYTES = 200;
/** Of a prompt more than this shows in no name. */
const PROMPT_LOOKED_AT = 500;

/** What Windows takes for a device, whatever its ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** @typedef {{ base: string, ending: string }} FileName ending: for a URL that shows none */

/**
 * @param {string} url
 * @param {FileName} name
 * @returns {string} what every file system takes
 */
export function fileName(url, { base, ending }) {
  const found = ENDINGS.exec(new URL(url).pathname)?.[1] ?? ending;
  return `${cut(clean(base), MOST_BASE_BYTES)}.${found.toLowerCase()}`;
}

/**
 * The name of a task's video: its prompt for people, its id so that no two tasks share a name.
 * @param {{ taskId: string, parameters: { readonly prompt?: unknown } | null }} task
 * @param {string} url of the video
 * @param {string} [type] what its host calls it, such as `video/mp4`; it counts before the URL's ending
 * @returns {string} such as `make-it-snow-0123abcd.mp4`, at most 110 bytes
 */
export function videoName({ taskId, parameters }, url, type = '') {
  const prompt = typeof parameters?.prompt === 'string' ? parameters.prompt.slice(0, PROMPT_LOOKED_AT) : '';
  const words = clean(prompt.toLowerCase().replace(/['’]/g, '').replaceAll('.', ' ')).replace(/^[-_]+/, '');
  const base = `${startOf(words).replace(/[-_]+$/, '') || 'aleph'}-${shortId(taskId)}`;
  const ending = ENDING_OF_TYPE[type];
  return ending ? `${base}.${ending}` : fileName(url, { base, ending: 'mp4' });
}

/** @param {string} name of a video @returns {string} of the JSON file beside it */
export function jsonNameOf(name) {
  const beside = `${name.replace(/(?<=.)\.[^.]*$/, '')}.json`;
  return beside.toLowerCase() === name.toLowerCase() ? `${name}.json` : beside;
}

/**
 * @param {unknown} name given by a caller
 * @returns {string | null} what is wrong with it: it must be 1 to 200 bytes that Windows, macOS and Linux take, and no path
 */
export function complaintAboutFileName(name) {
  if (typeof name !== 'string') return 'The file name is not a string';
  if (name === '') return 'The file name is empty';
  if (byteLength(name) > MOST_NAME_BYTES) return `The file name is longer than ${MOST_NAME_BYTES} bytes`;
  if (/[\p{Cc}\p{Cs}\\/:*?"<>|]/u.test(name)) return 'The file name has characters in it that not every system takes';
  if (/[. ]$/.test(name)) return 'The file name ends with a dot or a space';
  return DEVICES.test(name) ? 'The file name is that of a device' : null;
}

/** Letters and digits of all languages stay. @param {string} text */
function clean(text) {
  return text.normalize().replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, '-');
}

/** Between two characters. @param {string} text @param {number} most bytes */
function cut(text, most) {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

/** Whole words, unless the last one is most of it. @param {string} words with hyphens */
function startOf(words) {
  const start = cut(words, MOST_PROMPT_BYTES);
  return [undefined, '-'].includes(words[start.length]) ? start : start.replace(/(?<=.{20})-[^-]*$/, '');
}

/**
 * The start of an id that is random, a short one as it is; of others a number that all of it makes.
 * @param {string} taskId
 */
function shortId(taskId) {
  if (/^[0-9a-f-]{16,}$/i.test(taskId) && /^[0-9a-f]{8}/i.test(taskId)) return taskId.slice(0, 8).toLowerCase();
  return /^[a-z0-9_-]{1,40}$/.test(taskId) ? taskId : fnv1a(taskId).toString(16).padStart(8, '0');
}

/** @param {string} text @returns {number} 32 bits */
function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** In UTF-8. @param {string} text */
function byteLength(text) {
  return new TextEncoder().encode(text).length;
}
