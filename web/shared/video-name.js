// What a task's video is called that is saved by itself: a name that says what is in it, and that of the JSON beside it. For save and
// extension; apart from file-name.js, since the page's first view has no need of it.
import { byteLength, clean, cut, fileName } from './file-name.js';

/** Of what a host says about a video. @type {Record<string, string>} */
const ENDING_OF_TYPE = {
  'video/mp4': 'mp4',
  'application/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'video/x-m4v': 'm4v',
};

/** In UTF-8. */
const MOST_PROMPT_BYTES = 56;
/** Room for the ending of a file beside it. */
const MOST_NAME_BYTES = 200;
/** Of a prompt more than this shows in no name. */
const PROMPT_LOOKED_AT = 500;

/** What Windows takes for a device, whatever its ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

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
