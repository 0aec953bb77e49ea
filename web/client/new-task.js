// What a task is made from, on its way to the core, which checks it.
import { makeError } from './make-error.js';

/**
 * What a new task is made from. What is left out is the service's to decide.
 * @typedef {object} NewTask
 * @property {string} prompt what to make of the video; longer than 2048 characters it may be refused
 * @property {string | URL} [videoUrl] public, absolute; of the video the service takes the first seconds
 * @property {'16:9' | '9:16' | '4:3' | '3:4' | '1:1' | '21:9'} [aspectRatio] of the new video
 * @property {string | URL} [referenceImage] of a picture that gives style or content
 * @property {number} [seed] a whole number; the same one makes similar results
 * @property {string} [waterMark] text shown in the video; empty: none
 * @property {boolean} [uploadCn] whether the video is uploaded to servers in China
 * @property {string | URL} [callBackUrl] which the service calls at the end
 */

/** What a name stands for is in src/core/endpoints/create_task.hpp. @type {Record<keyof NewTask, boolean>} whether it is a URL */
const NAMES = {
  prompt: false,
  videoUrl: true,
  aspectRatio: false,
  referenceImage: true,
  seed: false,
  waterMark: false,
  uploadCn: false,
  callBackUrl: true,
};

/**
 * @param {Record<string, unknown>} given
 * @returns {Record<string, unknown>} the same for JSON, URLs as a browser writes them
 * @throws {import('./errors.js').InvalidRequestError} for a name nobody knows, which a typing error would make cost money, and for
 *   what JSON would leave out
 */
export function readNewTask(given) {
  const entries = Object.entries(given).map(([name, value]) => {
    if (!(name in NAMES)) {
      throw makeError(
        'invalid-request',
        `createTask has no option "${name}"; it has ${Object.keys(NAMES).join(', ')}.`,
      );
    }
    const { [/** @type {keyof NewTask} */ (name)]: isUrl } = NAMES;
    const text = value instanceof URL ? value.href : value;
    if (
      typeof text === 'number'
        ? !Number.isFinite(text)
        : !['string', 'boolean', 'undefined'].includes(typeof text) && text !== null
    ) {
      throw makeError('invalid-request', `createTask cannot send ${name}: it is no text, number or truth.`);
    }
    return [name, isUrl && typeof text === 'string' && URL.canParse(text) ? new URL(text).href : text];
  });
  return Object.fromEntries(entries);
}
