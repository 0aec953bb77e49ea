// `kie-aleph/save`: a finished task's video, before the service deletes it, streamed to where it is to be kept.
import { portable } from '../client/call/portable-fetch.js';
import { AlephError } from '../client/errors.js';
import { makeError } from '../client/make-error.js';
import { safeUrl } from '../element/safe-url.js';
import { complaintAboutFileName, videoName } from '../shared/video-name.js';
import { isFinal } from '../shared/finality.js';
import { jsonOf, targetOf } from './targets.js';
import { transfer } from './transfer.js';

/** A task, as the client gives it. @typedef {import('../client/task.js').Task} Task */
/** A file of the browser. @typedef {import('./targets.js').FileHandle} FileHandle */
/** A folder of the browser. @typedef {import('./targets.js').DirectoryHandle} DirectoryHandle */

/**
 * How far a transfer is.
 * @typedef {object} SaveProgress
 * @property {number} bytes received and written
 * @property {number | null} total bytes; `null` when the host does not say
 */

/**
 * How a video is saved, wherever to.
 * @typedef {object} TransferOptions
 * @property {string} [name] made of prompt, id and type, such as `make-it-snow-0123abcd.mp4`: at most 200 bytes, no path
 * @property {AbortSignal} [signal] none: ends it, with its own reason, and leaves nothing
 * @property {(progress: SaveProgress) => void} [onProgress] none: called before the first piece and after each. What it throws
 *   ends the transfer
 * @property {typeof globalThis.fetch} [fetch] the global one at call time
 * @property {number} [maxBytes] `1073741824`: a longer video is not saved
 * @property {number} [stallTimeout] `30000` ms without an answer or a byte, after which it counts as cut; `Infinity` allowed
 */

/**
 * Where a video is saved.
 * @typedef {object} Destination
 * @property {WritableStream | FileHandle | DirectoryHandle} to a stream is closed when all is there, else aborted, as by `pipeTo`; a
 *   folder also gets the task as JSON beside the video
 */

/** What `saveResult` is told. @typedef {TransferOptions & Destination} SaveOptions */

/**
 * What has been saved.
 * @typedef {object} Saved
 * @property {string} name of the video's file; of a stream, the name that would fit
 * @property {number} bytes all of them
 * @property {string} type as its host calls it: `video/…`, or what says only that it is bytes
 */

/** The longest video that is saved unless told otherwise: 1 GiB. */
const MOST_BYTES = 2 ** 30;

/**
 * Saves the video of a succeeded task, piece by piece: it is never whole in memory. A cut transfer goes on where it ended, up to
 * five times, when the host says that the video is still the same. In the end all of it is there, or nothing.
 *
 * No key, no cookie and no referrer is sent. In a page the host has to allow that it is read (CORS).
 * @param {Readonly<Task>} task succeeded, with a `resultVideoUrl` that is https:, or http: on this machine
 * @param {SaveOptions} options
 * @returns {Promise<Readonly<Saved>>}
 * @throws {import('../client/errors.js').InvalidRequestError} an option, or a task that has not ended
 * @throws {import('../client/errors.js').TaskFailedError} a task that failed
 * @throws {import('../client/errors.js').InvalidResponseError} no URL or one that is not safe; what came is no video, too long, or
 *   another than before; or it is gone (`status` 403, 404 or 410)
 * @throws {import('../client/errors.js').ConnectionError | import('../client/errors.js').TimeoutError
 *   | import('../client/errors.js').ServerError | import('../client/errors.js').RateLimitError} `retryable`: start again
 * @throws {unknown} as it is: the signal's reason, and what `to` or `onProgress` throws, such as a full disk's error
 */
export async function saveResult(task, options) {
  const { name: givenName, signal, onProgress } = options;
  const rules = rulesOf(options);
  const target = targetOf(options.to);
  let name = '';
  let type = '';
  try {
    signal?.throwIfAborted();
    const url = videoUrlOf(task);
    const bytes = await transfer(url, rules, {
      async start(facts) {
        type = facts.type;
        name = givenName ?? videoName(task, url, type);
        await target.open(name);
        onProgress?.({ bytes: 0, total: facts.total });
      },
      async take(piece, received, total) {
        await target.write(piece);
        onProgress?.({ bytes: received, total });
      },
    });
    signal?.throwIfAborted();
    await target.close(jsonOf(task));
    return Object.freeze({ name, bytes, type });
  } catch (error) {
    await target.abort(error);
    throw withTask(error, task);
  }
}

/**
 * @param {TransferOptions} options
 * @returns {import('./transfer.js').Rules}
 */
function rulesOf({ name, signal, fetch, maxBytes = MOST_BYTES, stallTimeout = 30_000 }) {
  const complaint =
    (name !== undefined && complaintAboutFileName(name)) ||
    (fetch !== undefined && typeof fetch !== 'function' && 'fetch must be a function') ||
    (!(typeof maxBytes === 'number' && maxBytes >= 1) && 'maxBytes must be a number, at least 1') ||
    (!(typeof stallTimeout === 'number' && stallTimeout > 0) &&
      'stallTimeout must be a positive number of milliseconds');
  if (complaint) throw makeError('invalid-request', `${complaint}.`);
  return { signal, maxBytes, stallTimeout, fetch: portable(fetch ?? ((input, init) => globalThis.fetch(input, init))) };
}

/**
 * @param {Readonly<Task>} task
 * @returns {string}
 * @throws {import('../client/errors.js').AlephError}
 */
function videoUrlOf(task) {
  const { status, response, errorMessage } = task ?? {};
  if (typeof status !== 'string') throw makeError('invalid-request', 'The first argument must be a task.');
  if (!isFinal(status))
    throw makeError('invalid-request', 'The task is still being made: wait for its end, then save it.');
  if (status === 'failed')
    throw makeError('task-failed', `The task failed, so there is no video: ${errorMessage ?? 'no reason given'}`);
  const url = response?.resultVideoUrl;
  if (!url) throw makeError('invalid-response', 'The task has succeeded, but the service names no video.');
  const safe = safeUrl(url);
  if (safe) return safe;
  throw makeError(
    'invalid-response',
    'The URL of the video is not one to fetch: it must be https:, or http: on this machine.',
  );
}

/** Nothing paid for is lost with an error. @param {unknown} error @param {Readonly<Task>} task */
function withTask(error, task) {
  return AlephError.is(error) && error.task === null
    ? Object.assign(error, { task, taskId: task?.taskId ?? null })
    : error;
}
