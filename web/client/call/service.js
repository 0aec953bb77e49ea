// The service behind one client: a look at a task is one attempt with the client's key, fetch and limits.
import { orAborted } from '../abort.js';
import { harmless } from './cause.js';
import { AlephError, makeError } from '../errors.js';
import { lookUp } from './attempt.js';

/** @typedef {Readonly<import('../task.js').Task>} Task */

export class Service {
  #options;
  #start;
  /** @type {import('../module/module.js').AlephModule | undefined} */
  #module;

  /**
   * @param {import('../options.js').Options} options
   * @param {import('../module/module.js').Start} start
   */
  constructor(options, start) {
    this.#options = options;
    this.#start = start;
  }

  /**
   * One attempt.
   * @param {string} taskId
   * @param {{ raw?: boolean, signal?: AbortSignal | undefined }} [options] an abort rejects with the signal's own reason
   * @returns {Promise<Task>}
   * @throws {AlephError}
   */
  async look(taskId, { raw = false, signal } = {}) {
    const { baseUrl, timeout, maxResponseBytes, fetch } = this.#options;
    /** @type {string | undefined} */
    let apiKey;
    try {
      const module = (this.#module = await orAborted(this.#start(), signal));
      apiKey = await orAborted(this.#key(taskId), signal);
      const task = await lookUp(module, { baseUrl, taskId, apiKey, timeout, maxResponseBytes, raw }, fetch, signal);
      this.#log('debug', `task ${quoted(taskId)} is ${task.status}`);
      return task;
    } catch (error) {
      if (!signal?.aborted && AlephError.is(error)) {
        // The caller's own fetch may have hung its request on what it threw.
        if (error.kind === 'connection') error.cause = harmless(error.cause, apiKey);
        const { kind, code, status } = error;
        this.#log('warn', `looking at task ${quoted(taskId)} failed: ${kind}, code ${code}, HTTP ${status}`);
      }
      throw error;
    }
  }

  /**
   * Whether and when to try one call again.
   * @param {AlephError} error
   * @param {number} failures attempts that failed, this one included
   * @param {number} remaining ms
   * @returns {number} ms, negative: give up, as when WebAssembly did not even start
   */
  retryDelay(error, failures, remaining) {
    const { maxRetries } = this.#options;
    const { retryable, retryAfter } = error;
    const state = {
      retryable,
      failures,
      maxRetries,
      retryAfter: retryAfter ?? undefined,
      remaining,
      random: Math.random(),
    };
    return this.#module?.retryDelay(state) ?? -1;
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
