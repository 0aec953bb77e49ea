// One call is attempts, with waits between them, inside one time budget.
import { onAbort, sleep } from '../abort.js';
import { AlephError, makeError } from '../errors.js';
import { LONGEST_TIMER_MS } from '../options.js';

/**
 * @param {import('./service.js').Service} service
 * @param {string} taskId
 * @param {{ raw: boolean, signal: AbortSignal | undefined, timeout: number }} options timeout: ms for all attempts together
 * @returns {Promise<import('./service.js').Task>}
 * @throws {AlephError} the last attempt's, or a TimeoutError when the budget is over
 */
export async function callWithRetries(service, taskId, { raw, signal, timeout }) {
  const budget = new Budget(timeout, signal);
  /** @type {AlephError | undefined} */
  let last;
  try {
    for (let failures = 1; ; failures++) {
      try {
        return await service.look(taskId, { raw, signal: budget.signal });
      } catch (error) {
        // An abort's reason is the caller's, whatever it is.
        if (budget.signal?.aborted || !AlephError.is(error)) throw error;
        last = error;
        const delay = service.retryDelay(error, failures, budget.remaining);
        if (delay < 0) throw error;
        await sleep(delay, budget.signal);
      }
    }
  } catch (error) {
    if (error !== budget.over) throw error;
    const message = `No answer within the call's ${timeout} ms. The task is not lost; ask again later.`;
    throw makeError('timeout', message, { taskId, retryable: true, cause: last });
  } finally {
    budget.end();
  }
}

/**
 * The time of one whole call, and the one signal that ends it: the caller's, or its own when the time is over.
 * AbortSignal.any would leave an entry a call on the caller's signal (Node 20), and AbortSignal.timeout lets a Node process end
 * before it fires, and throws from 2^32 ms on.
 */
class Budget {
  /** the reason its signal has when the time is over */
  over = Symbol('timeout');
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
    else this.#forget = onAbort(outer, abort);
    this.signal = controller.signal;
    this.#end = Date.now() + ms;
    if (ms <= LONGEST_TIMER_MS) this.#timer = setTimeout(() => controller.abort(this.over), ms);
  }

  get remaining() {
    return this.#end - Date.now();
  }

  end() {
    clearTimeout(this.#timer);
    this.#forget();
  }
}
