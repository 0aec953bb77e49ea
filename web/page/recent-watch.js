// Follows the tasks of the list that are not final, but for the one on the stage, which the element follows.
import { AlephError } from '../client/errors.js';

/**
 * @typedef {object} WatchHandlers
 * @property {() => import('../client/client.js').AlephClient} client
 * @property {(task: import('../element/view.js').Task) => void} onTask
 * @property {(taskId: string) => void} onProblem nothing becomes better by itself
 * @property {() => void} onEnd nobody watches a task any more that is not final
 */

export class RecentWatch {
  #handlers;
  /** @type {Map<string, AbortController>} by task that is followed here */
  #controllers = new Map();
  /** @type {Set<string>} watched by nobody, until they are opened again: the reader stopped it, or it took too long */
  #left = new Set();

  /** @param {WatchHandlers} handlers */
  constructor(handlers) {
    this.#handlers = handlers;
  }

  /** @param {string} taskId @returns {boolean} whether nobody watches it */
  isLeft(taskId) {
    return this.#left.has(taskId);
  }

  /** @param {string} taskId that the reader stopped watching */
  leave(taskId) {
    this.#left.add(taskId);
  }

  /** @param {string} taskId that is watched again */
  takeUp(taskId) {
    this.#left.delete(taskId);
  }

  /** @param {Iterable<string>} taskIds these and no others, but for those that were left */
  follow(taskIds) {
    const wanted = new Set([...taskIds].filter((taskId) => !this.#left.has(taskId)));
    for (const [taskId, controller] of this.#controllers) {
      if (wanted.has(taskId)) continue;
      controller.abort();
      this.#controllers.delete(taskId);
    }
    for (const taskId of wanted) {
      if (this.#controllers.has(taskId)) continue;
      const controller = new AbortController();
      this.#controllers.set(taskId, controller);
      void this.#run(taskId, controller.signal);
    }
  }

  /**
   * @param {string} taskId
   * @param {AbortSignal} signal
   */
  async #run(taskId, signal) {
    try {
      for await (const task of this.#handlers.client().watchTask(taskId, { signal })) this.#handlers.onTask(task);
    } catch (error) {
      if (signal.aborted || !AlephError.is(error)) return;
      if (error.kind !== 'timeout') return this.#handlers.onProblem(taskId);
      // It begins again with the next visit.
      this.#left.add(taskId);
      this.#handlers.onEnd();
    }
  }
}
