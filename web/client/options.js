// The client's options: their defaults, and what they may be.
import { isWebPage } from './browser-guard.js';
import { makeError } from './make-error.js';
import { ROUTES } from '../shared/endpoints.js';
import { portable } from './call/portable-fetch.js';

/** A timer for longer fires at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

const LEVELS = /** @type {const} */ (['debug', 'info', 'warn', 'error']);

/**
 * Such as `console`. One line of printable ASCII a call.
 * @typedef {object} Logger
 * @property {(message: string) => void} debug an attempt that saw the task
 * @property {(message: string) => void} info nothing yet
 * @property {(message: string) => void} warn an attempt that failed
 * @property {(message: string) => void} error nothing yet
 */

/**
 * What a client is made with.
 * @typedef {object} AlephClientOptions
 * @property {string | undefined | (() => string | undefined | Promise<string | undefined>)} [apiKey] none: sent as Bearer; a function
 *   is asked before each request. Leave it out behind a proxy that holds the key; where none does, a missing one is the error
 *   `authentication`, never a guess.
 * @property {string | URL | undefined} [baseUrl] `https://api.kie.ai`: a page may give a relative one; a trailing `/`, `/api` or
 *   `/api/v1` is not doubled
 * @property {boolean} [dangerouslyAllowBrowser] `false`: without it an `apiKey` in a web page or its workers throws,
 *   since everyone who opens the page could read the key
 * @property {'auto' | 'aleph' | 'jobs'} [route] `'auto'`: which of the service's lookups keeps the tasks; `auto` finds out for each
 *   task, at the cost of one request more, and remembers it
 * @property {typeof globalThis.fetch} [fetch] the global one at call time
 * @property {number} [timeout] `30000` ms for one attempt, body included; `Infinity` allowed
 * @property {number} [maxRetries] `2` further attempts of one call after a transient failure
 * @property {number} [maxResponseBytes] `1048576`: beyond it the request is cancelled with an InvalidResponseError
 * @property {import('./follow/poll-limit.js').PollLimitOptions} [pollLimit] `{ limit: 20, interval: 10000 }`: at most so many
 *   looks of all waits together in so many ms; tasks take turns
 * @property {'auto' | 'never'} [push] `'auto'`: a proxy that offers to tell of tasks (`callbacks` of `createProxy`) is listened to while
 *   tasks are waited for; the schedule's looks only make sure then
 * @property {boolean} [shareAcrossTabs] `false`: tabs of one origin that follow the same task look at it once
 * @property {Logger} [logger] none: gets one line of printable ASCII per attempt; never a key, a URL or `paramJson`. What it
 *   throws is ignored
 */

/**
 * @typedef {object} Options the same, complete
 * @property {AlephClientOptions['apiKey']} apiKey
 * @property {string} baseUrl
 * @property {'auto' | 'aleph' | 'jobs'} route
 * @property {typeof globalThis.fetch} fetch
 * @property {boolean} hasOwnFetch it is the caller's
 * @property {number} timeout
 * @property {number} maxRetries
 * @property {number} maxResponseBytes
 * @property {import('./follow/poll-limit.js').PollLimitOptions} pollLimit
 * @property {'auto' | 'never'} push
 * @property {boolean} shareAcrossTabs
 * @property {Logger | undefined} logger
 */

/**
 * @param {AlephClientOptions} given
 * @returns {Options}
 * @throws {import('./errors.js').InvalidRequestError} for an option of the wrong kind, and for a key in a web page
 */
export function readOptions(given) {
  const { apiKey, baseUrl = 'https://api.kie.ai', fetch, logger } = given;
  if (apiKey !== undefined && typeof apiKey !== 'string' && typeof apiKey !== 'function') {
    throw invalid('apiKey must be a string, or a function that gives one');
  }
  if (fetch !== undefined && typeof fetch !== 'function') throw invalid('fetch must be a function');
  if (logger !== undefined && !LEVELS.every((level) => typeof logger?.[level] === 'function')) {
    throw invalid(`logger must have the methods ${LEVELS.join(', ')}`);
  }
  if (apiKey !== undefined && !given.dangerouslyAllowBrowser && isWebPage()) {
    throw invalid(
      'An apiKey in a web page can be read by everyone who opens it. Use a same-origin proxy that holds the key ' +
        "(new AlephClient({ baseUrl: '/kie' }), see createProxy of kie-aleph/proxy), or set dangerouslyAllowBrowser: true",
    );
  }
  return {
    apiKey,
    baseUrl: absolute(baseUrl),
    route: readRoute(given.route, 'auto'),
    // Looked up at call time, and called without a receiver: a method of our options would be an illegal invocation.
    fetch: portable(fetch ?? ((input, init) => globalThis.fetch(input, init))),
    hasOwnFetch: fetch !== undefined,
    timeout: duration(given.timeout, 'timeout') ?? 30_000,
    maxRetries: whole(given.maxRetries, 'maxRetries', 0) ?? 2,
    maxResponseBytes: whole(given.maxResponseBytes, 'maxResponseBytes', 1) ?? 1_048_576,
    pollLimit: {
      limit: whole(given.pollLimit?.limit, 'pollLimit.limit', 1) ?? 20,
      interval: duration(given.pollLimit?.interval, 'pollLimit.interval') ?? 10_000,
    },
    push: readPush(given.push),
    shareAcrossTabs: given.shareAcrossTabs ?? false,
    logger,
  };
}

/**
 * @template {'auto' | undefined} T
 * @param {'auto' | 'aleph' | 'jobs' | undefined} value
 * @param {T} otherwise
 */
export function readRoute(value, otherwise) {
  if (value === undefined) return otherwise;
  if (value === 'auto' || ROUTES.includes(value)) return value;
  throw invalid(`route must be one of auto, ${ROUTES.join(', ')}`);
}

/** @param {'auto' | 'never' | undefined} value */
function readPush(value = 'auto') {
  if (value === 'auto' || value === 'never') return value;
  throw invalid('push must be one of auto, never');
}

/**
 * @param {number | undefined} value
 * @param {string} name
 * @returns {number | undefined}
 */
export function duration(value, name) {
  if (value === undefined || (typeof value === 'number' && value > 0)) return value;
  throw invalid(`${name} must be a positive number of milliseconds, or Infinity`);
}

/**
 * @param {number | undefined} value
 * @param {string} name
 * @param {number} least
 */
function whole(value, name, least) {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return value;
  throw invalid(`${name} must be a whole number, at least ${least}`);
}

/**
 * A relative base URL becomes absolute in a page; what cannot is left for the core to refuse.
 * @param {string | URL} baseUrl
 */
function absolute(baseUrl) {
  const text = String(baseUrl);
  const page = globalThis.location?.href;
  // A worker made from a blob has no useful location, but knows its origin.
  const base = page?.startsWith('blob:') ? globalThis.origin : page;
  return URL.canParse(text, base) ? new URL(text, base).href : text;
}

/** @param {string} message */
function invalid(message) {
  return makeError('invalid-request', `${message}.`);
}
