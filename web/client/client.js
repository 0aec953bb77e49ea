// The client: one call is attempts, with waits between them, inside one time budget.
import { orAborted, sleep } from './abort.js';
import { AlephError, makeError } from './errors.js';
import { lookUp } from './lookup.js';
import { startModule } from './module.js';
import { duration, readOptions } from './options.js';

/**
 * @typedef {object} GetTaskOptions
 * @property {AbortSignal} [signal] ends the call at once; it rejects with the signal's own reason
 * @property {number} [timeout] none: ms for the whole call, retries included
 * @property {boolean} [raw] `false`: the task also carries `raw`, the answer's body as text
 */

/** Asks KIE.AI's Runway Aleph how tasks are doing. Making one touches nothing; WebAssembly starts at the first call. */
export class AlephClient {
  /** @type {import('./options.js').Options} */
  #options;

  /**
   * @param {import('./options.js').AlephClientOptions} [options]
   * @throws {import('./errors.js').InvalidRequestError} for an option of the wrong kind, and for an `apiKey` in a web page
   */
  constructor(options = {}) {
    this.#options = readOptions(options);
  }

  /**
   * Starts WebAssembly now instead of at the first call.
   * @returns {Promise<void>}
   * @throws {import('./errors.js').StartError} when it cannot start here; the next call tries again
   */
  async ready() {
    await startModule();
  }

  /**
   * The task as it is now; a failed one is a task, not an error. Transient failures are retried (`maxRetries`).
   * @param {string} taskId opaque, 1 to 512 bytes, no control characters
   * @param {GetTaskOptions} [options]
   * @returns {Promise<Readonly<import('./task.js').Task>>}
   * @throws {AlephError} in the class of its `kind`; it carries `taskId`
   */
  async getTask(taskId, { signal, timeout, raw = false } = {}) {
    if (typeof taskId !== 'string') throw makeError('invalid-request', 'The task id must be a string.');
    const budget = duration(timeout, 'timeout') ?? Infinity;
    const call = new Budget(budget, signal);
    try {
      return await this.#attempts(taskId, raw, call);
    } catch (error) {
      if (error !== call.timedOut) throw error;
      throw makeError('timeout', `No answer within the call's ${budget} ms. The task is not lost; ask again later.`, { taskId, retryable: true, cause: call.lastError });
    } finally {
      call.end();
    }
  }

  /**
   * @param {string} taskId
   * @param {boolean} raw
   * @param {Budget} call
   */
  async #attempts(taskId, raw, call) {
    const { baseUrl, timeout, maxRetries, maxResponseBytes, fetch, logger } = this.#options;
    const module = await orAborted(startModule(), call.signal);
    for (let failures = 0; ; ) {
      const apiKey = await orAborted(this.#key(taskId), call.signal);
      try {
        const task = await lookUp(module, { baseUrl, taskId, apiKey, timeout, maxResponseBytes, raw }, fetch, call.signal);
        logger?.debug(`kie-aleph: task ${taskId} is ${task.status}`);
        return task;
      } catch (error) {
        // An abort's reason is the caller's, whatever it is.
        if (call.signal?.aborted || !(error instanceof AlephError)) throw error;
        call.lastError = error;
        const delay = module.retryDelay({
          retryable: error.retryable,
          failures: ++failures,
          maxRetries,
          retryAfter: error.retryAfter ?? undefined,
          remaining: call.remaining,
          random: Math.random(),
        });
        const what = `kie-aleph: looking up task ${taskId} failed (${error.kind}, code ${error.code}, HTTP ${error.status})`;
        if (delay < 0) {
          logger?.warn(what);
          throw error;
        }
        logger?.info(`${what}; attempt ${failures + 1} in ${Math.round(delay)} ms`);
        await sleep(delay, call.signal);
      }
    }
  }

  /** @param {string} taskId */
  async #key(taskId) {
    const { apiKey } = this.#options;
    if (typeof apiKey !== 'function') return apiKey;
    let cause;
    try {
      const key = await apiKey();
      if (typeof key === 'string') return key;
    } catch (error) {
      cause = error;
    }
    throw makeError('authentication', 'The apiKey function gave no key, so nothing was sent.', { taskId, cause });
  }
}

/** The time of one whole call, and the one signal that ends it: the caller's, or its own when the time is over. */
class Budget {
  /** the reason its signal has when the time is over */
  timedOut = new Error('timeout');
  /** @type {AlephError | undefined} */
  lastError;
  /** @type {AbortSignal | undefined} */
  signal;
  #end = Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #forget = () => {};

  /**
   * @param {number} ms
   * @param {AbortSignal | undefined} outer
   */
  constructor(ms, outer) {
    this.signal = outer;
    if (ms === Infinity) return;
    const controller = new AbortController();
    const abort = () => controller.abort(outer?.reason);
    if (outer?.aborted) abort();
    outer?.addEventListener('abort', abort, { once: true });
    this.#forget = () => outer?.removeEventListener('abort', abort);
    this.signal = controller.signal;
    this.#end = Date.now() + ms;
    // Beyond this setTimeout fires at once.
    if (ms <= 2 ** 31 - 1) this.#timer = setTimeout(() => controller.abort(this.timedOut), ms);
  }

  get remaining() {
    return this.#end - Date.now();
  }

  end() {
    clearTimeout(this.#timer);
    this.#forget();
  }
}
