// One call is attempts, with waits between them, inside one time budget.
import { onAbort, sleep } from '../abort.js';
import { makeError } from '../make-error.js';
import { LONGEST_TIMER_MS } from '../options.js';

/**
 * @param {import('./service.js').Service} service
 * @param {import('./service.js').Question} question
 * @param {{ maxRetries: number, signal: AbortSignal | undefined, timeout: number }} options timeout: ms for all attempts together
 * @returns {Promise<import('./request.js').Outcome>} without an error
 * @throws {import('../errors.js').AlephError} the last attempt's, or a TimeoutError when the budget is over
 */
export async function callWithRetries(service, question, { signal, timeout, maxRetries }) {
  const budget = new Budget(timeout, signal);
  /** @type {import('../errors.js').AlephError | null} */
  let last = null;
  try {
    for (let failures = 0; ; failures++) {
      const { end: deadline, signal } = budget;
      const outcome = await service.ask(question, { failures, maxRetries, deadline, signal });
      if (!outcome.error) return outcome;
      last = outcome.error;
      if (outcome.delay === null) throw last;
      await sleep(outcome.delay, budget.signal);
    }
  } catch (error) {
    if (error !== budget.over) throw error;
    const { taskId = null } = question;
    const message = `No answer within the call's ${timeout} ms.${taskId === null ? '' : ' The task is not lost; ask again later.'}`;
    throw makeError('timeout', message, { taskId, retryable: true, cause: last ?? undefined });
  } finally {
    budget.close();
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
  /** epoch ms, or Infinity */
  end = Infinity;
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
    const abort = () => controller.abort(/** @type {AbortSignal} */ (outer).reason);
    if (outer?.aborted) abort();
    else this.#forget = onAbort(outer, abort);
    this.signal = controller.signal;
    this.end = Date.now() + ms;
    if (ms <= LONGEST_TIMER_MS) this.#timer = setTimeout(() => controller.abort(this.over), ms);
  }

  close() {
    clearTimeout(this.#timer);
    this.#forget();
  }
}
