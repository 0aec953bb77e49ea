// The WebAssembly module as the client sees it: what crosses is JSON, written and read here and in src/wasm.
import { StartError } from '../errors.js';

/** @typedef {'aleph' | 'jobs'} Route which of the service's lookups keeps a task */

/**
 * One request to the service. What it may do again afterwards is decided where its answer is read: of one call when there is
 * `maxRetries`, else of a wait (src/core/schedule/retry.hpp). What says nothing is left out: each text has to be read over there.
 * @typedef {object} ServiceRequest
 * @property {Operation} operation
 * @property {string} baseUrl
 * @property {number} timeout ms, may be infinite
 * @property {number} maxResponseBytes
 * @property {boolean} [raw] whether the body is wanted as text, too
 * @property {'auto' | Route} route the caller's
 * @property {Route | null} [knownRoute] which knew the task
 * @property {Route | null} [missedRoute] which did not when it was last asked
 * @property {boolean} [isSecond] the other route has just been asked, in the same look
 * @property {number | null} [createdAt] epoch ms, when the caller itself made the task
 * @property {number} failures in a row before this request
 * @property {number | null} [failingSince] epoch ms, of the first of them
 * @property {number} [maxRetries] further attempts of the call; none: a wait
 * @property {number} [deadline] of the call, epoch ms, may be infinite
 * @property {number} random in [0, 1), for the jitter
 * @property {boolean} [onlyCheck] nothing is sent: it settles with an error when the request cannot be sent, else with a `value`
 */

/** @typedef {'look' | 'create' | 'credits' | 'download-url' | 'upload' | 'upload-url'} Operation of the table in src/core/endpoints.hpp, which says what each one's input is */

/** @typedef {Omit<import('../task.js').TaskFields, 'createTime' | 'completeTime' | 'raw'> & { createTime: number | null, completeTime: number | null }} WireTask times are epoch ms */

/**
 * @typedef {object} WireError
 * @property {import('../errors.js').ErrorKind} kind
 * @property {string} message
 * @property {boolean} retryable
 * @property {number | null} code
 * @property {number | null} status
 * @property {number | null} retryAfter seconds
 */

/**
 * What came of a request (src/wasm/settlement.hpp).
 * @typedef {{ knownRoute: Route | null, missedRoute: Route | null, askOther: boolean, warning: string }
 *   & ({ task: WireTask, isFinal: boolean, value?: undefined, error?: undefined }
 *     | { value: number | string, task?: undefined, error?: undefined }
 *     | { error: WireError, delay: number | null, task?: undefined, value?: undefined })} Settlement
 *   askOther: the look goes on with a request that has these routes and `isSecond`; warning: for the log, empty for none;
 *   delay: ms until the same may be asked again, null for never
 */

/**
 * What is known of a followed task after a look; the members are explained in src/core/schedule/poll.hpp.
 * @typedef {object} LookState
 * @property {'nothing' | 'processing' | 'final' | 'failure'} seen by the last look
 * @property {number | null} backoff ms, the `delay` of a failure
 * @property {number} now epoch ms
 * @property {number | null} createTime epoch ms
 * @property {number} waited ms
 * @property {number} remaining ms, may be infinite
 * @property {boolean} hidden
 * @property {boolean} told of the task's end, by a stream
 * @property {number | null} interval ms, null or infinite for none
 * @property {number} random in [0, 1)
 */

/** @typedef {{ slept: boolean, lookedAfter: boolean }} DeadlineState of a wait whose time is over (src/core/schedule/poll.hpp) */

/** @typedef {{ action: 'look' | 'done' | 'give-up' | 'time-out', delay: number }} Plan delay: ms until the look, or for it */

/** @typedef {{ body: string, timestamp: string, now: number }} ToldCallback timestamp: as received, empty for none; now: epoch ms */

/**
 * What a callback says (src/wasm/callback.hpp): a task whose status counts when it `isKnown`, or a complaint about it all.
 * @typedef {object} CallbackReading
 * @property {Omit<WireTask, 'route'> & { route: Route | null }} [task]
 * @property {boolean} [isKnown]
 * @property {string} [signedText] of which the signature has to be
 * @property {string} [unsigned] in its place: what is wrong with the timestamp
 * @property {string} [complaint] in place of all others
 */

/**
 * What a request needs that JSON does not hold.
 * @typedef {object} RequestEffects
 * @property {string | undefined} apiKey
 * @property {typeof globalThis.fetch} fetch
 * @property {(error: unknown) => void} onFetchError hears what the fetch threw
 * @property {(settlement: Settlement, raw: string | undefined) => void} onSettled hears the end, once; at once of a request that cannot be sent
 */

/**
 * What Emscripten made: the functions of src/wasm/bindings.cpp, with a JSON text for each argument.
 * @typedef {object} WasmModule
 * @property {StartedRequest} [request] while one is being started: src/wasm/fetch.js and call.js read it there
 * @property {(request: string, input: string) => number} startRequest
 * @property {(id: number) => void} abortRequest
 * @property {(state: string) => string} planLook
 * @property {(state: string) => string} planDeadline
 * @property {(given: string) => string} readCallback
 */

/**
 * @typedef {object} StartedRequest
 * @property {string | undefined} apiKey
 * @property {typeof globalThis.fetch} fetch
 * @property {(error: unknown) => void} failed
 * @property {(settlement: string, raw: string | undefined) => void} settled
 */

/**
 * What the client asks of WebAssembly.
 * @typedef {object} AlephModule
 * @property {(request: ServiceRequest, input: Record<string, unknown>, effects: RequestEffects) => number} startRequest input: the operation's own members; gives a number for `abortRequest`; 0: nothing was sent
 * @property {(id: number) => void} abortRequest ends it, as a timeout; without effect on one that has settled
 * @property {(state: LookState) => Plan} planLook
 * @property {(state: DeadlineState) => Plan} planDeadline
 * @property {(given: ToldCallback) => CallbackReading} readCallback
 */

/** @typedef {() => Promise<AlephModule>} Start rejects with a StartError; a later call tries again */

/**
 * @param {WasmModule} wasm
 * @returns {AlephModule}
 */
export function moduleOf(wasm) {
  return {
    startRequest(request, input, { apiKey, fetch, onFetchError, onSettled }) {
      wasm.request = { apiKey, fetch, failed: onFetchError, settled: (json, raw) => onSettled(JSON.parse(json), raw) };
      try {
        return wasm.startRequest(JSON.stringify(request), JSON.stringify(input));
      } finally {
        delete wasm.request;
      }
    },
    abortRequest: wasm.abortRequest,
    planLook: (state) => JSON.parse(wasm.planLook(JSON.stringify(state))),
    planDeadline: (state) => JSON.parse(wasm.planDeadline(JSON.stringify(state))),
    readCallback: (given) => JSON.parse(wasm.readCallback(JSON.stringify(given))),
  };
}

/**
 * @param {unknown} cause
 * @returns {StartError} for WebAssembly that is missing or forbidden here
 */
export function startFailed(cause) {
  const message = `WebAssembly could not be started (${cause}). A page's Content-Security-Policy must allow script-src 'wasm-unsafe-eval'.`;
  return new StartError('start', message, { cause, retryable: true });
}
