// The WebAssembly module as the client sees it.
import { StartError } from '../errors.js';

/**
 * @typedef {object} Lookup
 * @property {string} baseUrl
 * @property {string} taskId
 * @property {string | undefined} apiKey
 * @property {number} timeout ms, may be infinite
 * @property {number} maxResponseBytes
 * @property {boolean} raw
 */

/** @typedef {any[]} WireTask the members of a task in the order of src/wasm/lookup.hpp; undefined for none */

/**
 * @typedef {object} WireError
 * @property {import('../errors.js').ErrorKind} kind
 * @property {string} message
 * @property {boolean} retryable
 * @property {number} [code]
 * @property {number} [status]
 * @property {number} [retryAfter] seconds
 */

/** @typedef {{ task?: WireTask, error?: WireError, raw?: string }} Settlement exactly one of task and error */

/**
 * @typedef {object} RetryState
 * @property {boolean} retryable
 * @property {number} failures
 * @property {number} maxRetries
 * @property {number | undefined} retryAfter seconds
 * @property {number} remaining ms
 * @property {number} random in [0, 1)
 */

/**
 * What is known of a followed task; the members are explained in src/core/schedule/schedule.hpp.
 * @typedef {object} PollState
 * @property {string} status of the last look, '' when it failed
 * @property {string} errorKind of the last look, '' when it did not fail
 * @property {number | undefined} retryAfter seconds
 * @property {number} failures
 * @property {number} failing ms
 * @property {number} now epoch ms
 * @property {number | undefined} createTime epoch ms
 * @property {number} waited ms
 * @property {number} remaining ms, may be infinite
 * @property {boolean} hidden
 * @property {number | undefined} interval ms
 * @property {number} random in [0, 1)
 */

/** @typedef {{ action: 'look' | 'done' | 'give-up' | 'time-out', delay: number }} PollPlan */

/** @typedef {{ fetch: typeof globalThis.fetch, failed(error: unknown): void }} Caller */

/**
 * What the client asks of WebAssembly. The C++ functions of the same names, in src/wasm/bindings.cpp, take the members one by one.
 * @typedef {object} AlephModule
 * @property {(lookup: Lookup, caller: Caller, onSettled: (settlement: Settlement) => void) => number} startLookup 0: nothing was sent
 * @property {(id: number) => void} abortLookup
 * @property {(state: RetryState) => number} retryDelay ms, negative: give up
 * @property {(state: PollState) => PollPlan} nextPoll
 */

/** @typedef {() => Promise<AlephModule>} Start rejects with a StartError; a later call tries again */

/** What nextPoll of C++ says instead of a delay: -1, -2, -3. @type {PollPlan['action'][]} */
const ENDS = ['done', 'give-up', 'time-out'];

/**
 * @param {any} wasm what Emscripten made
 * @returns {AlephModule}
 */
export function faceOf(wasm) {
  return {
    startLookup({ baseUrl, taskId, apiKey, timeout, maxResponseBytes, raw }, caller, onSettled) {
      const settled = (/** @type {any[]} */ said) => onSettled(settlementOf(said));
      // Read by src/wasm/fetch.js and lookup.js while the request starts.
      wasm.caller = { ...caller, apiKey, settled };
      try {
        return wasm.startLookup(baseUrl, taskId, timeout, maxResponseBytes, raw);
      } finally {
        wasm.caller = undefined;
      }
    },
    abortLookup: wasm.abortLookup,
    retryDelay: (s) => wasm.retryDelay(s.retryable, s.failures, s.maxRetries, s.retryAfter, s.remaining, s.random),
    nextPoll(s) {
      const {
        status,
        errorKind,
        retryAfter,
        failures,
        failing,
        now,
        createTime,
        waited,
        remaining,
        hidden,
        interval,
        random,
      } = s;
      const delay = wasm.nextPoll(
        status,
        errorKind,
        retryAfter,
        failures,
        failing,
        now,
        createTime,
        waited,
        remaining,
        hidden,
        interval,
        random,
      );
      const action = ENDS[-1 - delay];
      return action ? { action, delay: 0 } : { action: 'look', delay };
    },
  };
}

/**
 * @param {any[]} said by src/wasm/lookup.cpp
 * @returns {Settlement}
 */
function settlementOf([raw, kind, ...said]) {
  if (kind === undefined) return { task: said, raw };
  const [message, retryable, code, status, retryAfter] = said;
  return { error: { kind, message, retryable: !!retryable, code, status, retryAfter } };
}

/**
 * @param {unknown} cause
 * @returns {StartError} for WebAssembly that is missing or forbidden here
 */
export function startFailed(cause) {
  const message = `WebAssembly could not be started (${cause}). A page's Content-Security-Policy must allow script-src 'wasm-unsafe-eval'.`;
  return new StartError('start', message, { cause, retryable: true });
}
