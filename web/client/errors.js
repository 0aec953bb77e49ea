// The errors users catch: one class per kind, all AlephError, and all of this file is exported by the package. Which error an answer
// is, is decided in src/core.

/** Marks our errors across realms (frames, bundles with two copies), where instanceof fails. */
const BRAND = Symbol.for('kie-aleph.error');

/**
 * What went wrong, for programs: stable, and the `kind` of one class each.
 * @typedef {'invalid-request' | 'authentication' | 'insufficient-credits' | 'task-not-found' | 'task-failed'
 *   | 'rate-limit' | 'asset-unavailable' | 'maintenance' | 'server' | 'feature-disabled' | 'api'
 *   | 'invalid-response' | 'connection' | 'timeout' | 'unknown-outcome' | 'start'} ErrorKind
 */

/**
 * What an error is made with; each is `null`, and `retryable` false, where it is left out.
 * @typedef {object} ErrorDetails
 * @property {number | null} [code] the envelope's
 * @property {number | null} [status] of HTTP
 * @property {string | null} [taskId] the task asked for
 * @property {import('./task.js').Task | null} [task] as last seen
 * @property {number | null} [retryAfter] seconds
 * @property {boolean} [retryable] whether the same request may succeed later by itself
 * @property {unknown} [cause] what was thrown underneath
 */

/** Anything this package reports. Never holds a key. */
export class AlephError extends Error {
  /** @type {ErrorKind} stable, for programs; messages are for people and may change */
  kind;
  /** @type {number | null} the envelope's `code`, also one this version does not know */
  code;
  /** @type {number | null} the HTTP status, when there was an answer */
  status;
  /** @type {string | null} the task asked for: nothing is lost with an error */
  taskId;
  /** @type {import('./task.js').Task | null} the task as last seen */
  task;
  /** @type {number | null} seconds the server asked to wait */
  retryAfter;
  /** @type {boolean} whether the same request may succeed later by itself */
  retryable;

  /**
   * @param {ErrorKind} kind
   * @param {string} message
   * @param {ErrorDetails} [details]
   */
  constructor(kind, message, details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.kind = kind;
    this.code = details.code ?? null;
    this.status = details.status ?? null;
    this.taskId = details.taskId ?? null;
    this.task = details.task ?? null;
    this.retryAfter = details.retryAfter ?? null;
    this.retryable = details.retryable ?? false;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /**
   * Whether a value is an error of this package, also one from another realm or another copy of it.
   * @param {unknown} value
   * @returns {value is AnyAlephError}
   */
  static is(value) {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** @returns {object} what JSON.stringify gives, the message included */
  toJSON() {
    const { name, kind, message, code, status, taskId, task, retryAfter, retryable } = this;
    return { name, kind, message, code, status, taskId, task, retryAfter, retryable };
  }
}

/** An argument cannot work, or the service refused the request (400, 422). */
export class InvalidRequestError extends AlephError {}
/** The key is missing or wrong (401). */
export class AuthenticationError extends AlephError {}
/** The account, or the key's own cap, has no credits left (402, 433). */
export class InsufficientCreditsError extends AlephError {}
/** The service has no such task (envelope code 404, 200 with `data: null`, or 422 `recordInfo is null` of the jobs route). */
export class TaskNotFoundError extends AlephError {}
/** Too many requests (429, 430). */
export class RateLimitError extends AlephError {}
/** The service could not fetch the input (451). */
export class AssetUnavailableError extends AlephError {}
/** The service is under maintenance (455). */
export class MaintenanceError extends AlephError {}
/** The service, or something in front of it, failed (500 and other 5xx). */
export class ServerError extends AlephError {}
/** The service has switched this feature off (505). */
export class FeatureDisabledError extends AlephError {}
/** The service answered with a code this version does not know; see `code`. */
export class ApiError extends AlephError {}
/** The answer is not what the service promises (a web page, also with HTTP 404: check the base URL), or too large. */
export class InvalidResponseError extends AlephError {}
/** No answer arrived: network, refused redirect, or a blocked cross-origin request. `cause` tells what the fetch threw. */
export class ConnectionError extends AlephError {}
/** No complete answer arrived in time, or a wait's time was over: then `cause` is why the last look saw nothing, if it did not. */
export class TimeoutError extends AlephError {}
/**
 * Of `createTask` alone: no answer, or none that says whether the service has begun. A task may be running, and be billed: look into
 * the logs on kie.ai, or wait for the callback, before you create it again. Nothing is sent again by itself.
 */
export class UnknownOutcomeError extends AlephError {}
/** The generation failed: a wait that ended in failure, or envelope code 408 or 501. */
export class TaskFailedError extends AlephError {}
/** WebAssembly could not be started here; the next call tries again. */
export class StartError extends AlephError {}

/**
 * Every error of this package, told apart by `kind`.
 * @typedef {InvalidRequestError | AuthenticationError | InsufficientCreditsError | TaskNotFoundError | RateLimitError
 *   | AssetUnavailableError | MaintenanceError | ServerError | FeatureDisabledError | ApiError | InvalidResponseError
 *   | ConnectionError | TimeoutError | TaskFailedError | UnknownOutcomeError | StartError} AnyAlephError
 */
