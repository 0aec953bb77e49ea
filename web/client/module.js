// The WebAssembly module: started once, at the first need, shared by all clients; a failed start is tried again.
import createModule from '../../dist/aleph.js';
import { StartError } from './errors.js';

/**
 * @typedef {object} Lookup
 * @property {string} baseUrl
 * @property {string} taskId
 * @property {string | undefined} apiKey
 * @property {number} timeout ms, may be infinite
 * @property {number} maxResponseBytes
 * @property {boolean} raw
 */

/**
 * @typedef {object} WireTask
 * @property {string} taskId
 * @property {'processing' | 'succeeded' | 'failed'} status
 * @property {number} [successFlag]
 * @property {number} [errorCode]
 * @property {string} [errorMessage]
 * @property {number} [createTime] epoch ms
 * @property {number} [completeTime] epoch ms
 * @property {string} [paramJson]
 * @property {boolean} hasParameters
 * @property {boolean} hasResponse
 * @property {string} [responseTaskId]
 * @property {string} [resultVideoUrl]
 * @property {string} [resultImageUrl]
 */

/**
 * @typedef {object} WireError
 * @property {import('./errors.js').ErrorKind} kind
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
 * What is known of a followed task; the members are explained in src/core/schedule.hpp.
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
 * The C++ functions, named in src/wasm/bindings.cpp.
 * @typedef {object} AlephModule
 * @property {Caller | undefined} caller read by src/wasm/pre.js while a request starts
 * @property {(lookup: Lookup, onSettled: (settlement: Settlement) => void) => number} startLookup
 * @property {(id: number) => void} abortLookup
 * @property {(state: RetryState) => number} retryDelay ms, negative: give up
 * @property {(state: PollState) => PollPlan} nextPoll
 */

/** @type {Promise<AlephModule> | undefined} */
let starting;

/**
 * @returns {Promise<AlephModule>}
 * @throws {StartError} as a rejection, when WebAssembly is missing or forbidden here
 */
export function startModule() {
  starting ??= createModule({ printErr() {} }).catch((/** @type {unknown} */ cause) => {
    starting = undefined;
    throw new StartError(
      'start',
      "WebAssembly could not be started. A page's Content-Security-Policy must allow script-src 'wasm-unsafe-eval'.",
      { cause, retryable: true },
    );
  });
  return /** @type {Promise<AlephModule>} */ (starting);
}
