// What asks for tasks, whichever way WebAssembly comes. Each method is a few lines over the part that does the work.
import { callWithRetries } from './call/retries.js';
import { makeError } from './make-error.js';
import { duration, readOptions, readRoute } from './options.js';
import { pollOnce } from './follow/poll-once.js';
import { Poller } from './follow/poller.js';
import { Push } from './push/push.js';
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
 * @typedef {object} CallOptions
 * @property {AbortSignal} [signal] ends the call at once; it rejects with the signal's own reason
 * @property {number} [timeout] none: ms for the whole call, retries included
 */

/**
 * Of `getTask`.
 * @typedef {object} GetTaskOptions
 * @property {AbortSignal} [signal] ends the call at once; it rejects with the signal's own reason
 * @property {number} [timeout] none: ms for the whole call, retries included
 * @property {'auto' | 'aleph' | 'jobs'} [route] the client's: which of the service's lookups keeps the task
 * @property {boolean} [raw] `false`: the task also carries `raw`, the answer's body as text
 */

/**
 * What a client is made of.
 * @typedef {object} Parts
 * @property {import('./options.js').Options} options
 * @property {import('./module/module.js').Start} start
 * @property {Service} service
 * @property {Poller} poller
 * @property {(question: import('./call/service.js').Question, options: CallOptions) => Promise<import('./call/request.js').Outcome>} call
 *   with its retries; rejects with an AlephError or the signal's own reason
 */

/**
 * @param {import('./options.js').AlephClientOptions} given
 * @param {import('./module/module.js').Start} start
 * @returns {Parts}
 * @throws {import('./errors.js').InvalidRequestError} for an option of the wrong kind, and for an `apiKey` in a web page
 */
export function partsOf(given, start) {
  const options = readOptions(given);
  const { route, maxRetries, pollLimit: limit, shareAcrossTabs, baseUrl } = options;
  // The service itself, which is asked with a key, has no streams.
  const push = options.push === 'auto' && options.apiKey === undefined ? new Push(options) : undefined;
  if (push) options.fetch = push.fetch;
  const service = new Service(options, start);
  const tabs = shareAcrossTabs ? new Tabs(baseUrl) : undefined;
  return {
    options,
    start,
    service,
    poller: new Poller({ start, service, route, limit, tabs, push }),
    call: (question, { signal, timeout }) =>
      callWithRetries(service, question, { maxRetries, signal, timeout: duration(timeout, 'timeout') ?? Infinity }),
  };
}

/** The methods that ask for tasks, and make none. */
export class LookClient {
  #parts;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * Starts WebAssembly now instead of at the first call.
   * @returns {Promise<void>}
   * @throws {import('./errors.js').StartError} when it cannot start here; the next call tries again
   */
  async ready() {
    await this.#parts.start();
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
    return taskOf(await this.#parts.call(question, { signal, timeout }));
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
    return waitForTask(this.#parts.poller, startOf(taskId, options), options);
  }

  /**
   * The task's first state, then each change, then the end: `for await (const task of client.watchTask(id))`.
   * Leaving the loop stops the polling. A failed task is yielded, not thrown; errors are thrown as by `waitForTask`.
   * @param {string} taskId
   * @param {WaitOptions} [options]
   * @returns {AsyncIterableIterator<Task>}
   */
  watchTask(taskId, options = {}) {
    return watchTask(this.#parts.poller, startOf(taskId, options), options);
  }

  /**
   * Looks at a task that is waited for or watched now instead of later, within the limit. Does nothing for others.
   * @param {string} taskId
   */
  lookNow(taskId) {
    this.#parts.poller.lookNow(taskId);
  }

  /**
   * A wait as a small JSON value, for `resumeFrom` and `pollOnce` in another page, process or a restarted worker.
   * @param {string} taskId one that is followed now; another one gives a wait that begins now, for 20 minutes
   * @returns {Snapshot}
   */
  snapshot(taskId) {
    checkId(taskId);
    return this.#parts.poller.snapshot(taskId) ?? newSnapshot(taskId, deadlineOf({}));
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
    const { service, start: startModule } = this.#parts;
    return pollOnce(service, startModule, start, signal);
  }
}

/** @param {import('./call/request.js').Outcome} outcome of a question for a task, without an error */
export function taskOf({ task }) {
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
