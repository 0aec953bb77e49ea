// Which route keeps which task, as far as this client's looks have shown.

/** @typedef {import('../module/module.js').Route} Route */
/**
 * What is decided with it: src/core/route.hpp.
 * @typedef {object} RouteMemory
 * @property {Route | null} knownRoute
 * @property {Route | null} missedRoute
 * @property {number} [createdAt] epoch ms, when this client itself made the task
 */

/** More are forgotten, those first that were not asked for the longest: a forgotten task costs one request more. */
const MOST_TASKS = 1_000;

export class Routes {
  /** @type {Map<string, RouteMemory>} by task id, the latest last */
  #memories = new Map();

  /** @param {string | undefined} taskId undefined: of no task @returns {Partial<RouteMemory>} */
  of(taskId = '') {
    return this.#memories.get(taskId) ?? {};
  }

  /**
   * @param {string} taskId
   * @param {RouteMemory} memory
   */
  remember(taskId, { knownRoute, missedRoute, createdAt = this.of(taskId).createdAt }) {
    this.#memories.delete(taskId);
    if (knownRoute || missedRoute) this.#memories.set(taskId, { knownRoute, missedRoute, createdAt });
    for (const oldest of this.#memories.keys()) {
      if (this.#memories.size <= MOST_TASKS) return;
      this.#memories.delete(oldest);
    }
  }
}
