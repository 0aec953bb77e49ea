// The service behind one client: a look at a task is one request, or two where both routes have to be asked.
import { orAborted } from '../abort.js';
import { AlephError } from '../errors.js';
import { makeError } from '../make-error.js';
import { harmless } from './cause.js';
import { failure, requestTask } from './request.js';
import { Routes } from './routes.js';

/** @typedef {import('./request.js').Outcome} Outcome */
/** @typedef {import('../module/module.js').Route} Route */

/**
 * Of one look.
 * @typedef {object} LookOptions
 * @property {'auto' | Route | undefined} [route] the client's
 * @property {boolean} [raw]
 * @property {AbortSignal | undefined} [signal]
 * @property {number} failures in a row before this look
 * @property {number | null} [failingSince] epoch ms, of a wait
 * @property {number | null} [maxRetries] of a call; null: a wait
 * @property {number} [deadline] of a call, epoch ms
 * @property {() => Promise<void>} [onSecondRequest] resolves when the other route may be asked, too
 */

export class Service {
  #options;
  #start;
  #routes = new Routes();

  /**
   * @param {import('../options.js').Options} options
   * @param {import('../module/module.js').Start} start
   */
  constructor(options, start) {
    this.#options = options;
    this.#start = start;
  }

  /**
   * One look; what is known of it is never lost in an exception.
   * @param {string} taskId
   * @param {LookOptions} options
   * @returns {Promise<Outcome>} rejects with the signal's own reason when it aborts
   */
  async look(taskId, { signal, onSecondRequest, ...options }) {
    /** @type {string | undefined} */
    let apiKey;
    try {
      const module = await orAborted(this.#start(), signal);
      apiKey = await orAborted(this.#key(taskId), signal);
      for (let isSecond = false; ; isSecond = true) {
        const request = this.#request(taskId, isSecond, options);
        const { fetch } = this.#options;
        const { outcome, settlement } = await requestTask(module, request, { apiKey, fetch, signal });
        this.#routes.remember(taskId, settlement);
        if (!settlement.askOther) return this.#logged(taskId, outcome, apiKey);
        await orAborted(Promise.resolve(onSecondRequest?.()), signal);
      }
    } catch (error) {
      if (signal?.aborted || !AlephError.is(error)) throw error;
      return this.#logged(taskId, failure(error), apiKey);
    }
  }

  /**
   * The route that a task was made with, or was seen on: it is asked first.
   * @param {string} taskId
   * @param {Route} route
   */
  remember(taskId, route) {
    this.#routes.remember(taskId, { knownRoute: route, missedRoute: null });
  }

  /**
   * @param {string} taskId
   * @param {boolean} isSecond
   * @param {Omit<LookOptions, 'signal' | 'onSecondRequest'>} options
   * @returns {import('../module/module.js').TaskRequest}
   */
  #request(taskId, isSecond, { route, raw = false, failures, failingSince, maxRetries, deadline }) {
    const { baseUrl, timeout, maxResponseBytes } = this.#options;
    return {
      baseUrl,
      taskId,
      timeout,
      maxResponseBytes,
      raw,
      route: route ?? this.#options.route,
      ...this.#routes.of(taskId),
      isSecond,
      failures,
      failingSince: failingSince ?? null,
      maxRetries: maxRetries ?? null,
      deadline: deadline ?? Infinity,
      random: Math.random(),
    };
  }

  /**
   * @param {string} taskId
   * @param {Outcome} outcome
   * @param {string | undefined} apiKey
   */
  #logged(taskId, outcome, apiKey) {
    const { task, error } = outcome;
    if (task) this.#log('debug', `task ${quoted(taskId)} is ${task.status}`);
    if (error) {
      // The caller's own fetch may have hung its request on what it threw.
      if (error.kind === 'connection') error.cause = harmless(error.cause, apiKey);
      const { kind, code, status } = error;
      this.#log('warn', `looking at task ${quoted(taskId)} failed: ${kind}, code ${code}, HTTP ${status}`);
    }
    return outcome;
  }

  /**
   * @param {'debug' | 'warn'} level
   * @param {string} line
   */
  #log(level, line) {
    try {
      this.#options.logger?.[level](`kie-aleph: ${line}`);
    } catch {
      // A log that cannot be written must not take a task, or the reason why there is none, from the caller.
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

/**
 * @param {string} text
 * @returns {string} in quotes and printable ASCII, as JSON: whatever an id is, it neither ends a line nor starts a command of a terminal
 */
function quoted(text) {
  return JSON.stringify(text).replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
