// A wait for the end of a task, as a promise and as an async iterator.
import { makeError } from '../make-error.js';
import { startSession } from './session.js';

/** @typedef {Readonly<import('../task.js').Task>} Task */

/**
 * Resolves with the succeeded task.
 * @param {import('./poller.js').Poller} poller
 * @param {import('./followed-task.js').Snapshot} snapshot
 * @param {import('./session.js').WaitOptions} options
 * @returns {Promise<Readonly<import('../task.js').SucceededTask>>}
 */
export function waitForTask(poller, snapshot, options) {
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) return reject(options.signal.reason);
    /** @type {Task | undefined} */
    let last;
    startSession(poller, snapshot, options, {
      onTask: (task) => (last = task),
      onEnd(failure) {
        const task = /** @type {Task} */ (last);
        if (failure) reject(failure.reason);
        else if (task.status === 'succeeded') resolve(task);
        else reject(failureOf(snapshot.taskId, task));
      },
    });
  });
}

/**
 * @param {string} taskId
 * @param {Task} task a failed one
 */
function failureOf(taskId, task) {
  const said = task.errorMessage ?? 'the service gave no reason';
  return makeError('task-failed', `The generation failed: ${said}`, { taskId, task });
}

/**
 * Yields the first state, then each change, then ends. A slow reader gets the latest state, never a backlog.
 * Written as an object because a generator's return() would wait for the next state before it stops.
 * @param {import('./poller.js').Poller} poller
 * @param {import('./followed-task.js').Snapshot} snapshot
 * @param {import('./session.js').WaitOptions} options
 * @returns {AsyncIterableIterator<Task>}
 */
export function watchTask(poller, snapshot, options) {
  /** @type {((result: IteratorResult<Task, undefined> | PromiseLike<never>) => void)[]} */
  const readers = [];
  /** @type {Task | undefined} the latest state nobody has read */
  let unread;
  /** @type {string | undefined} */
  let lastJson;
  /** @type {{ reason: unknown } | undefined} */
  let failure;
  let ended = false;
  /** @type {(() => void) | undefined} */
  let stop;

  const finish = () => {
    ended = true;
    for (const reader of readers.splice(0)) reader({ done: true, value: undefined });
  };
  const start = () => {
    if (options.signal?.aborted) {
      failure = { reason: options.signal.reason };
      ended = true;
      return () => {};
    }
    return startSession(poller, snapshot, options, {
      onTask(task) {
        const json = JSON.stringify(task);
        if (json === lastJson) return;
        lastJson = json;
        const reader = readers.shift();
        if (reader) reader({ done: false, value: task });
        else unread = task;
      },
      onEnd(reason) {
        const reader = reason && readers.shift();
        if (reader) reader(Promise.reject(reason.reason));
        else failure = reason;
        finish();
      },
    });
  };

  return {
    next() {
      stop ??= start();
      if (unread) {
        const value = unread;
        unread = undefined;
        return Promise.resolve({ done: false, value });
      }
      if (failure) {
        const { reason } = failure;
        failure = undefined;
        return Promise.reject(reason);
      }
      if (ended) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve) => readers.push(resolve));
    },
    return() {
      stop?.();
      stop ??= () => {};
      unread = undefined;
      failure = undefined;
      finish();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
