// Reads a callback: the service's own POST that says what became of a task. What it says is a hint, even when it is signed.
import { readBody } from '../body.js';
import { isSignedWith } from '../../shared/signature.js';
import { startReader } from './start-reader.js';

/** @typedef {import('../../client/module/external.js').WasmInput} WasmInput where WebAssembly comes from, or a function that gives it */

/**
 * How a callback is read.
 * @typedef {object} ReadCallbackOptions
 * @property {string} [secret] the webhook HMAC key of the service's settings; left out: anybody's callback is read. `undefined` and the
 *   empty text are errors: those of a variable that was to be set, and is not
 * @property {() => number} [now] default `Date.now`; epoch ms
 * @property {number} [maxBytes] default 262144
 * @property {number} [timeout] default 10000; ms until the whole body has to be there
 * @property {WasmInput} [wasm] default: WebAssembly that is inside; Cloudflare Workers need `kie-aleph/aleph.wasm`
 */

/**
 * What a callback says. Its addresses are the sender's: look at the task before using them.
 * @typedef {object} Callback
 * @property {string} taskId of the task it is about
 * @property {'aleph' | 'jobs' | null} route of the lookup that keeps the task; null: it does not say
 * @property {'processing' | 'succeeded' | 'failed' | null} status null: it does not say, look
 * @property {Omit<import('../../client/module/module.js').WireTask, 'route'> & { route: 'aleph' | 'jobs' | null }} task what else it says; times are epoch ms
 * @property {undefined} [refused] it is none of these
 */

/**
 * What is no callback to be heeded.
 * @typedef {object} Refused
 * @property {Refusal} refused why
 * @property {undefined} [taskId] nothing is known of it
 * @property {undefined} [route] the same
 * @property {undefined} [status] the same
 * @property {undefined} [task] the same
 */

/**
 * @typedef {object} Refusal why a request is refused
 * @property {number} status of HTTP, to answer with
 * @property {string} why in words, without what the request holds
 */

/**
 * The signature covers the task's id and the time, not the rest of the body.
 * @param {Request} request whose body is read to its end
 * @param {ReadCallbackOptions} [options]
 * @returns {Promise<Callback | Refused>} refused: 401 signature, 408 too slow, 413 too large, 422 no callback, 400 cut
 * @throws {TypeError} as a rejection, for a secret that is given, and is missing or empty
 * @throws {import('../../client/errors.js').StartError} as a rejection, when WebAssembly is missing or forbidden here
 */
export async function readCallback(request, options = {}) {
  const { secret, now = Date.now, maxBytes = 262_144, timeout = 10_000, wasm } = options;
  if (secret === '') throw new TypeError('The secret of callbacks is empty.');
  if (secret === undefined && 'secret' in options)
    throw new TypeError("The secret of callbacks is missing; leave the option out to read anybody's.");
  const timestamp = request.headers.get('X-Webhook-Timestamp');
  const signature = request.headers.get('X-Webhook-Signature');
  if (secret !== undefined && (timestamp === null || signature === null))
    return refused(401, 'The callback is not signed.');
  if (Number(request.headers.get('Content-Length')) > maxBytes)
    return refused(413, `The callback is larger than ${maxBytes} bytes.`);

  const read = await bodyOf(request, maxBytes, timeout);
  if ('refused' in read) return read;
  const body = textOf(read.bytes);
  if (body === undefined) return refused(422, 'The callback is not UTF-8.');

  const { complaint, task, isKnown, signedText, unsigned } = (await startReader(wasm)).readCallback({
    body,
    timestamp: timestamp ?? '',
    now: now(),
  });
  if (!task) return refused(422, `${complaint}.`);
  if (secret !== undefined) {
    if (signedText === undefined) return refused(401, `${unsigned}.`);
    if (!(await isSignedWith(secret, signedText, signature ?? ''))) return refused(401, 'The signature is wrong.');
  }
  return { taskId: task.taskId, route: task.route, status: isKnown ? task.status : null, task };
}

/**
 * @param {Request} request
 * @param {number} maxBytes
 * @param {number} timeout
 */
async function bodyOf(request, maxBytes, timeout) {
  const slow = new AbortController();
  const timer = setTimeout(() => slow.abort(), timeout);
  try {
    const read = await readBody(request.body, maxBytes, slow.signal);
    return 'bytes' in read ? read : refused(413, `The callback ${read.problem}.`);
  } catch {
    return slow.signal.aborted
      ? refused(408, 'The callback came too slowly.')
      : refused(400, 'The callback ended before its end.');
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Uint8Array} bytes @returns {string | undefined} */
function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** @param {number} status @param {string} why @returns {Refused} */
function refused(status, why) {
  return { refused: { status, why } };
}
