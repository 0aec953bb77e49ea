// What users call, whichever way WebAssembly comes. Each method is a few lines over the part that does the work.
import { callWithRetries } from './call/retries.js';
import { makeError } from './make-error.js';
import { duration, readOptions, readRoute } from './options.js';
import { readNewTask } from './new-task.js';
import { pollOnce } from './follow/poll-once.js';
import { Poller } from './follow/poller.js';
import { Service } from './call/service.js';
import { deadlineOf } from './follow/session.js';
import { newSnapshot, readSnapshot } from './follow/snapshot.js';
import { Tabs } from './follow/tabs.js';
import { uploadedFile, uploadQuestion } from './upload/upload.js';
import { waitForTask, watchTask } from './follow/wait.js';

/** @typedef {Readonly<import('./task.js').Task>} Task */
/** @typedef {import('./follow/session.js').WaitOptions} WaitOptions */
/** @typedef {import('./follow/followed-task.js').Snapshot} Snapshot */

/**
 * Of one call.
 * @typedef {object} CallOptions
 * @property {AbortSignal} [signal] ends the call at once; it rejects with the signal's own reason
 * @property {number} [timeout] none: ms for the whole call, retries included
 */

/**
 * @typedef {object} RouteOption
 * @property {'auto' | 'aleph' | 'jobs'} [route] the client's: by which of the service's ways the task is made; `auto` is `jobs`
 */

/**
 * @typedef {object} VideoOption
 * @property {Blob} [video] in place of `videoUrl`: a video of your own, which is uploaded first
 * @property {import('./upload/upload.js').UploadOptions['onProgress']} [onProgress] none: hears how far the upload is
 */

/** @typedef {import('./new-task.js').NewTask & VideoOption & CallOptions & RouteOption} CreateTaskOptions of `createTask` */

/**
 * Of `getTask`.
 * @typedef {object} GetTaskOptions
 * @property {AbortSignal} [signal] ends the call at once; it rejects with the signal's own reason
 * @property {number} [timeout] none: ms for the whole call, retries included
 * @property {'auto' | 'aleph' | 'jobs'} [route] the client's: which of the service's lookups keeps the task
 * @property {boolean} [raw] `false`: the task also carries `raw`, the answer's body as text
 */

/** The methods of both `AlephClient`s. */
export class BaseClient {
  #options;
  #service;
  #poller;
  #start;
  #maxRetries;

  /**
   * @param {import('./options.js').AlephClientOptions} options
   * @param {import('./module/module.js').Start} start
   * @throws {import('./errors.js').InvalidRequestError} for an option of the wrong kind, and for an `apiKey` in a web page
   */
  constructor(options, start) {
    const read = readOptions(options);
    this.#options = read;
    this.#start = start;
    this.#maxRetries = read.maxRetries;
    this.#service = new Service(read, start);
    this.#poller = new Poller({
      start,
      service: this.#service,
      route: read.route,
      limit: read.pollLimit,
      tabs: read.shareAcrossTabs ? new Tabs(read.baseUrl) : undefined,
    });
  }

  /**
   * Starts WebAssembly now instead of at the first call.
   * @returns {Promise<void>}
   * @throws {import('./errors.js').StartError} when it cannot start here; the next call tries again
   */
  async ready() {
    await this.#start();
  }

  /**
   * The task as it is now; a failed one is a task, not an error. Transient failures are retried (`maxRetries`).
   * @param {string} taskId opaque, 1 to 512 bytes, no control characters
   * @param {GetTaskOptions} [options]
   * @returns {Promise<Task>}
   * @throws {AlephError} in the class of its `kind`; it carries `taskId`
   */
  async getTask(taskId, { signal, timeout, raw = false, route } = {}) {
    checkId(taskId);
    const question = /** @type {const} */ ({ operation: 'look', taskId, raw, route: readRoute(route, undefined) });
    return taskOf(await this.#call(question, { signal, timeout }));
  }

  /**
   * Makes a task from `videoUrl` or `video`, which costs credits as soon as the service takes it. Sent again is only what the service
   * has refused in its own words as too many or under maintenance (`maxRetries`); never what it may have taken.
   * @param {CreateTaskOptions} options
   * @returns {Promise<Task>} `processing`, with its `taskId` and `route`; the rest is for `waitForTask`, which knows how new it is
   * @throws {import('./errors.js').UnknownOutcomeError} when nobody knows whether it was made; also when `signal` or `timeout` ended
   *   the call after the request was sent
   * @throws {AlephError} in the class of its `kind`: no task was made
   */
  async createTask({ video, onProgress, signal, timeout, route, ...given }) {
    const input = readNewTask(given);
    const question = /** @type {const} */ ({ operation: 'create', input, route: readRoute(route, undefined) });
    if (video !== undefined) {
      if (given.videoUrl !== undefined) throw makeError('invalid-request', 'Either video or videoUrl, not both.');
      // Not after an upload of minutes.
      const meanwhile = { ...input, videoUrl: 'https://example.com/to-be-uploaded' };
      await this.#call({ ...question, input: meanwhile, onlyCheck: true }, { signal });
      input.videoUrl = (await this.uploadFile(video, { onProgress, signal, timeout })).downloadUrl;
    }
    const task = taskOf(await this.#call(question, { signal, timeout }));
    this.#service.remember(task.taskId, task.route, Date.now());
    return task;
  }

  /**
   * Makes a URL of a file of your own, or of a public one that is to be kept for a day. Free. A file is never read as a whole.
   * @param {Blob | URL | string} file a URL is fetched by the service itself, within its 30 seconds, up to 100 MB
   * @param {import('./upload/upload.js').UploadOptions & CallOptions} [options]
   * @returns {Promise<Readonly<import('./upload/upload.js').UploadedFile>>}
   * @throws {AlephError} in the class of its `kind`
   */
  async uploadFile(file, { signal, timeout, ...options } = {}) {
    const { value } = await this.#call(uploadQuestion(file, options, this.#options), { signal, timeout });
    return uploadedFile(/** @type {string} */ (value), Date.now());
  }

  /**
   * How many credits the account has left.
   * @param {CallOptions} [options]
   * @returns {Promise<number>} fractional
   * @throws {AlephError} in the class of its `kind`
   */
  async getCredits(options = {}) {
    return /** @type {number} */ ((await this.#call({ operation: 'credits' }, options)).value);
  }

  /**
   * A link that downloads one of the service's own files, such as a result; without a key, for 20 minutes.
   * @param {string} url of the service's file; any other one is an InvalidRequestError
   * @param {CallOptions} [options]
   * @returns {Promise<string>} untrusted like every URL of the service: check it before use as a link
   * @throws {AlephError} in the class of its `kind`
   */
  async getDownloadUrl(url, options = {}) {
    if (typeof url !== 'string') throw makeError('invalid-request', "The file's URL must be a string.");
    const input = { url: URL.canParse(url) ? new URL(url).href : url };
    return /** @type {string} */ ((await this.#call({ operation: 'download-url', input }, options)).value);
  }

  /**
   * @param {import('./call/service.js').Question} question
   * @param {CallOptions} options
   */
  #call(question, { signal, timeout }) {
    return callWithRetries(this.#service, question, {
      maxRetries: this.#maxRetries,
      signal,
      timeout: duration(timeout, 'timeout') ?? Infinity,
    });
  }

  /**
   * Waits until the task has succeeded. Failed looks are tried again; all waits on one task share its looks.
   * @param {string} taskId
   * @param {WaitOptions} [options]
   * @returns {Promise<Readonly<import('./task.js').SucceededTask>>}
   * @throws {import('./errors.js').TaskFailedError} when the generation failed; it carries `task`
   * @throws {import('./errors.js').TimeoutError} when the deadline came; it carries `taskId` and the last known `task`
   * @throws {AlephError} a definite error: wrong key, no credits, no such task for 90 s, refused, feature off
   */
  async waitForTask(taskId, options = {}) {
    return waitForTask(this.#poller, startOf(taskId, options), options);
  }

  /**
   * The task's first state, then each change, then the end: `for await (const task of client.watchTask(id))`.
   * Leaving the loop stops the polling. A failed task is yielded, not thrown; errors are thrown as by `waitForTask`.
   * @param {string} taskId
   * @param {WaitOptions} [options]
   * @returns {AsyncIterableIterator<Task>}
   */
  watchTask(taskId, options = {}) {
    return watchTask(this.#poller, startOf(taskId, options), options);
  }

  /**
   * Looks at a task that is waited for or watched now instead of later, within the limit. Does nothing for others.
   * @param {string} taskId
   */
  lookNow(taskId) {
    this.#poller.lookNow(taskId);
  }

  /**
   * A wait as a small JSON value, for `resumeFrom` and `pollOnce` in another page, process or a restarted worker.
   * @param {string} taskId one that is followed now; another one gives a wait that begins now, for 20 minutes
   * @returns {Snapshot}
   */
  snapshot(taskId) {
    checkId(taskId);
    return this.#poller.snapshot(taskId) ?? newSnapshot(taskId, deadlineOf({}));
  }

  /**
   * One look for callers that keep no timer themselves: `chrome.alarms`, cron. Never waits.
   * @param {Snapshot} snapshot of `client.snapshot(taskId)` or of the last `pollOnce`
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<import('./follow/poll-once.js').PollOnceResult>}
   * @throws {AlephError} a definite error, or a TimeoutError once the snapshot's deadline has come
   */
  async pollOnce(snapshot, { signal } = {}) {
    const start = readSnapshot(snapshot);
    checkId(start.taskId);
    return pollOnce(this.#service, this.#start, start, signal);
  }
}

/** @param {import('./call/request.js').Outcome} outcome of a question for a task, without an error */
function taskOf({ task }) {
  return /** @type {Task} */ (task);
}

/** @param {unknown} taskId */
function checkId(taskId) {
  if (typeof taskId !== 'string') throw makeError('invalid-request', 'The task id must be a string.');
}

/**
 * @param {string} taskId
 * @param {WaitOptions} options
 * @returns {Snapshot} where a wait begins
 */
function startOf(taskId, options) {
  checkId(taskId);
  readRoute(options.route, undefined);
  const resumeFrom = options.resumeFrom && readSnapshot(options.resumeFrom);
  const deadline = deadlineOf({ ...options, resumeFrom });
  const start = resumeFrom ?? newSnapshot(taskId, deadline);
  if (start.taskId !== taskId)
    throw makeError('invalid-request', 'resumeFrom is the snapshot of another task.', { taskId });
  return { ...start, deadline: deadline === Infinity ? null : deadline };
}
