// One request to the service, as a promise: through the WebAssembly module, ended by a signal.
import { onAbort } from '../abort.js';
import { makeError } from '../make-error.js';
import { taskFromWire } from '../task.js';

/** @typedef {import('../module/module.js').Settlement} Settlement */

/**
 * What one look has shown, with what planning the next one needs. It crosses to other tabs as it is.
 * @typedef {object} Outcome
 * @property {Readonly<import('../task.js').Task> | null} task
 * @property {import('../errors.js').AlephError | null} error why there is none
 * @property {boolean} isFinal the task will not change any more
 * @property {number | null} createTime the task's, epoch ms
 * @property {number | null} delay ms until the same may be asked again after an error, null for never
 */

/**
 * @param {import('../module/module.js').AlephModule} module
 * @param {import('../module/module.js').TaskRequest} request
 * @param {{ apiKey: string | undefined, fetch: typeof globalThis.fetch, signal: AbortSignal | undefined }} options
 * @returns {Promise<{ outcome: Outcome, settlement: Settlement }>} rejects with the signal's reason, at once, when it aborts
 */
export function requestTask(module, request, { apiKey, fetch, signal }) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    /** @type {unknown} */
    let cause;
    let forget = () => {};
    const abort = () => {
      module.abortRequest(id);
      reject(signal?.reason);
    };
    const id = module.requestTask(request, {
      apiKey,
      fetch,
      onFetchError: (error) => (cause ??= error),
      onSettled(settlement, raw) {
        forget();
        resolve({ outcome: outcomeOf(settlement, raw, request.taskId, cause), settlement });
      },
    });
    // The caller's fetch ran just now and may have aborted.
    if (signal?.aborted) abort();
    else if (id) forget = onAbort(signal, abort);
  });
}

/**
 * @param {Settlement} settlement
 * @param {string | undefined} raw
 * @param {string} taskId
 * @param {unknown} cause what the fetch threw
 * @returns {Outcome}
 */
function outcomeOf(settlement, raw, taskId, cause) {
  if (settlement.task) {
    const { task, isFinal } = settlement;
    const { createTime } = task;
    return { task: taskFromWire(task, raw), error: null, isFinal, createTime, delay: null };
  }
  const { error, delay } = settlement;
  const details = { ...error, taskId, cause: error.status ? undefined : cause };
  return failure(makeError(error.kind, error.message, details), delay);
}

/**
 * @param {import('../errors.js').AlephError} error
 * @param {number | null} [delay] ms
 * @returns {Outcome}
 */
export function failure(error, delay = null) {
  return { task: null, error, isFinal: false, createTime: null, delay };
}
