// Whether a task is over: of the status that the core gave it, and, where no WebAssembly runs (the proxy), of an answer itself.
// The rule is that of src/core/endpoints; both are held to tests/core/cases.

/** Of the jobs route, in small letters: whether the task is over. A state that is none of these says nothing. */
const JOB_STATES = new Map([
  ['waiting', false],
  ['wait', false],
  ['queuing', false],
  ['queueing', false],
  ['generating', false],
  ['success', true],
  ['fail', true],
  ['failed', true],
]);

/**
 * @template {string} Status
 * @param {Status} status of a task, or of one that was given up
 * @returns {status is Exclude<Status, 'processing'>} whether it will never be another
 */
export function isFinal(status) {
  return status !== 'processing';
}

/**
 * Stricter than the core: only what nobody doubts. An old form of failure (a reason beside `successFlag` 0) is not among it,
 * and to ask for such a task again costs no more than a request.
 * @param {Uint8Array} body of an answer with HTTP 200
 * @param {import('./endpoints.js').Route} route that was asked
 * @returns {boolean} whether it says that the task is over
 */
export function saysFinal(body, route) {
  const data = dataOf(body);
  const state = route === 'jobs' && typeof data?.state === 'string' ? data.state.toLowerCase() : '';
  return JOB_STATES.get(state) ?? (Number.isInteger(data?.successFlag) && Number(data?.successFlag) >= 1);
}

/**
 * @param {Uint8Array} body of an answer with HTTP 200
 * @returns {boolean} whether it says how a task is
 */
export function saysTask(body) {
  const data = dataOf(body);
  return typeof data === 'object' && data !== null;
}

/**
 * @param {Uint8Array} body
 * @returns {{ state?: unknown, successFlag?: unknown } | null} null: no answer about a task
 */
function dataOf(body) {
  try {
    const { code, data } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return code === 200 ? data : null;
  } catch {
    return null;
  }
}
