// The service behind one client: an attempt is one request, or two where both routes have to be asked for a task.
import { orAborted } from '../abort.js';
import { AlephError } from '../errors.js';
import { makeError } from '../make-error.js';
import { harmless } from './cause.js';
import { failure, sendRequest } from './request.js';
import { Routes } from './routes.js';

/** @typedef {import('./request.js').Outcome} Outcome */
/** @typedef {import('../module/module.js').Route} Route */

/**
 * What is asked of the service.
 * @typedef {object} Question
 * @property {import('../module/module.js').Operation} operation
 * @property {string} [taskId] of a look
 * @property {'auto' | Route | undefined} [route] the client's
 * @property {boolean} [raw]
 * @property {Record<string, unknown>} [input] the operation's own members; a look's are its id
 * @property {boolean} [onlyCheck] nothing is sent
 * @property {typeof globalThis.fetch} [fetch] the client's: sends each attempt
 * @property {number} [timeout] the client's: ms of each attempt
 */

/**
 * Of one attempt at it.
 * @typedef {object} AttemptOptions
 * @property {AbortSignal | undefined} [signal]
 * @property {number} failures in a row before this attempt
 * @property {number | null} [failingSince] epoch ms, of a wait
 * @property {number} [maxRetries] of a call; none: a wait
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
   * One attempt; what is known of its end is never lost in an exception.
   * @param {Question} question
   * @param {AttemptOptions} options
   * @returns {Promise<Outcome>} rejects with the signal's own reason when it aborts
   */
  async ask(question, { signal, onSecondRequest, ...options }) {
    const { taskId = null, input = { taskId }, fetch = this.#options.fetch } = question;
    /** @type {string | undefined} */
    let apiKey;
    try {
      const module = await orAborted(this.#start(), signal);
      apiKey = await orAborted(this.#key(taskId), signal);
      for (let isSecond = false; ; isSecond = true) {
        const request = this.#request(question, isSecond, options);
        const { outcome, settlement } = await sendRequest(module, request, { input, taskId, apiKey, fetch, signal });
        if (settlement.warning) this.#log('warn', settlement.warning);
        if (taskId !== null) this.#routes.remember(taskId, settlement);
        if (!settlement.askOther) return this.#logged(question, outcome, apiKey);
        await orAborted(Promise.resolve(onSecondRequest?.()), signal);
      }
    } catch (error) {
      if (signal?.aborted || !AlephError.is(error)) throw error;
      return this.#logged(question, failure(error), apiKey);
    }
  }

  /**
   * The route that a task was made with, or was seen on: it is asked first.
   * @param {string} taskId
   * @param {Route} route
   * @param {number} [createdAt] epoch ms, when this client made it: for a while nobody need know it
   */
  remember(taskId, route, createdAt) {
    this.#routes.remember(taskId, { knownRoute: route, missedRoute: null, createdAt });
  }

  /**
   * @param {Question} question
   * @param {boolean} isSecond
   * @param {Omit<AttemptOptions, 'signal' | 'onSecondRequest'>} options
   */
  #request(
    { operation, taskId, route = this.#options.route, raw, onlyCheck, timeout = this.#options.timeout },
    isSecond,
    options,
  ) {
    const { baseUrl, maxResponseBytes } = this.#options;
    return {
      operation,
      baseUrl,
      timeout,
      maxResponseBytes,
      raw,
      route,
      ...this.#routes.of(taskId),
      ...(isSecond && { isSecond }),
      ...options,
      random: Math.random(),
      onlyCheck,
    };
  }

  /**
   * @param {Question} question
   * @param {Outcome} outcome
   * @param {string | undefined} apiKey
   */
  #logged({ operation, taskId }, outcome, apiKey) {
    const { task, error } = outcome;
    if (task) this.#log('debug', `task ${quoted(taskId ?? task.taskId)} is ${task.status}`);
    if (error) {
      // The caller's own fetch may have hung its request on what it threw.
      const { kind, code, status } = error;
      if (kind === 'connection' || kind === 'unknown-outcome') error.cause = harmless(error.cause, apiKey);
      const what = taskId === undefined ? `${operation}` : `looking at task ${quoted(taskId)}`;
      this.#log('warn', `${what} failed: ${kind}, code ${code}, HTTP ${status}`);
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

  /** @param {string | null} taskId */
  async #key(taskId) {
    const { apiKey } = this.#options;
    if (typeof apiKey !== 'function') return apiKey;
    let cause;
    let what = 'failed';
    try {
      /** @type {unknown} */
      const key = await apiKey();
      if (typeof key === 'string') return key;
      what = key === undefined || key === null ? 'gave no key' : 'gave a key that is not a string';
    } catch (error) {
      cause = error;
    }
    throw makeError('authentication', `The apiKey function ${what}, so nothing was sent.`, { taskId, cause });
  }
}

/**
 * @param {string} text
 * @returns {string} in quotes and printable ASCII, as JSON: whatever an id is, it neither ends a line nor starts a command of a terminal
 */
function quoted(text) {
  return JSON.stringify(text).replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
