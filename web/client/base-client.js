// What users call, whichever way WebAssembly comes. Each method is a few lines over the part that does the work.
import { callWithRetries } from './call/retries.js';
import { makeError } from './make-error.js';
import { duration, readOptions, readRoute } from './options.js';
import { pollOnce } from './follow/poll-once.js';
import { Poller } from './follow/poller.js';
import { Service } from './call/service.js';
import { deadlineOf } from './follow/session.js';
import { newSnapshot, readSnapshot } from './follow/snapshot.js';
import { Tabs } from './follow/tabs.js';
import { waitForTask, watchTask } from './follow/wait.js';

/** @typedef {Readonly<import('./task.js').Task>} Task */
/** @typedef {import('./follow/session.js').WaitOptions} WaitOptions */
/** @typedef {import('./follow/followed-task.js').Snapshot} Snapshot */

/**
 * Of one call.
 * @typedef {object} GetTaskOptions
 * @property {AbortSignal} [signal] ends the call at once; it rejects with the signal's own reason
 * @property {number} [timeout] none: ms for the whole call, retries included
 * @property {'auto' | 'aleph' | 'jobs'} [route] the client's: which of the service's lookups keeps the task
 * @property {boolean} [raw] `false`: the task also carries `raw`, the answer's body as text
 */

/** The methods of both `AlephClient`s. */
export class BaseClient {
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
    return callWithRetries(this.#service, taskId, {
      raw,
      route: readRoute(route, undefined),
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
