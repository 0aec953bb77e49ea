// One request to the service, as a promise: through the WebAssembly module, ended by a signal.
import { onAbort } from '../abort.js';
import { makeError } from '../make-error.js';
import { taskFromWire } from '../task.js';

/** @typedef {import('../module/module.js').Settlement} Settlement */

/**
 * What one request has shown, with what planning the next one needs. That of a look crosses to other tabs as it is.
 * @typedef {object} Outcome
 * @property {Readonly<import('../task.js').Task> | null} task
 * @property {number | string | null} value where it is no task that was asked for
 * @property {import('../errors.js').AlephError | null} error why there is neither
 * @property {boolean} isFinal the task will not change any more
 * @property {number | null} createTime the task's, epoch ms
 * @property {number | null} delay ms until the same may be asked again after an error, null for never
 */

/** @type {Outcome} */
const NOTHING = { task: null, value: null, error: null, isFinal: false, createTime: null, delay: null };

/** Of a refusal: which of the things that may be wrong with a key it is. */
const NO_KEY_SENT = 'None was sent: the option apiKey is missing, or the proxy at the base URL refused.';

/**
 * @param {import('../module/module.js').AlephModule} module
 * @param {import('../module/module.js').ServiceRequest} request
 * @param {{ input: Record<string, unknown>, taskId: string | null, apiKey: string | undefined, fetch: typeof globalThis.fetch, signal: AbortSignal | undefined }} options
 * @returns {Promise<{ outcome: Outcome, settlement: Settlement }>} rejects with the signal's reason, at once, when it aborts; where it
 *   is then not known what the service has done, it resolves with the error that says so
 */
export function sendRequest(module, request, { input, taskId, apiKey, fetch, signal }) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    /** @type {unknown} */
    let cause;
    let forget = () => {};
    const id = module.startRequest(request, input, {
      apiKey,
      fetch,
      onFetchError: (error) => (cause ??= error),
      onSettled(settlement, raw) {
        forget();
        if (signal?.aborted) {
          if (settlement.error?.kind !== 'unknown-outcome') return reject(signal.reason);
          cause = signal.reason;
        }
        resolve({
          outcome: outcomeOf(settlement, raw, { taskId, cause, isKeyless: apiKey === undefined }),
          settlement,
        });
      },
    });
    // Settles it. The caller's fetch ran just now and may have aborted.
    const abort = () => module.abortRequest(id);
    if (signal?.aborted) abort();
    else if (id) forget = onAbort(signal, abort);
  });
}

/**
 * @param {Settlement} settlement
 * @param {string | undefined} raw
 * @param {{ taskId: string | null, cause: unknown, isKeyless: boolean }} request cause: what the fetch threw
 * @returns {Outcome}
 */
function outcomeOf(settlement, raw, { taskId, cause, isKeyless }) {
  const { task, error, value } = settlement;
  if (task) {
    const { createTime } = task;
    return { ...NOTHING, task: taskFromWire(task, raw), isFinal: settlement.isFinal, createTime };
  }
  if (!error) return { ...NOTHING, value };
  const details = { ...error, taskId, cause };
  const message = error.kind === 'authentication' && isKeyless ? `${error.message} ${NO_KEY_SENT}` : error.message;
  return failure(makeError(error.kind, message, details), settlement.delay);
}

/**
 * @param {import('../errors.js').AlephError} error
 * @param {number | null} [delay] ms
 * @returns {Outcome}
 */
export function failure(error, delay = null) {
  return { ...NOTHING, error, delay };
}
