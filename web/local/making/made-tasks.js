// The tasks that were made in the sandbox, and what they have cost.
import { CREDITS } from '../answers/jobs.js';

/** @typedef {import('../check-task.js').SandboxTask} SandboxTask */
/** @typedef {import('../../shared/endpoints.js').Route} Route */

/**
 * @typedef {object} MadeTask
 * @property {string} taskId by which it is asked for
 * @property {Route} route by which it was made, and is found
 * @property {Record<string, unknown>} parameters as they were given, named as the client names them
 */

/**
 * @typedef {object} MakingOptions
 * @property {number} credits at first
 * @property {number} slowSeconds
 * @property {number} most tasks are kept; the oldest are forgotten first
 * @property {() => number} now epoch ms
 * @property {(task: MadeTask) => void} [onCreated]
 * @property {import('./callbacks.js').Tell} [tell] sends its callbacks
 */

export class MadeTasks {
  /** @type {Map<string, { task: SandboxTask, createTime: number }>} */
  #tasks = new Map();
  #spent = 0;
  /** @type {number[]} when what a failed task has cost comes back, epoch ms */
  #refunds = [];
  #options;

  /** @param {MakingOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** What is left. A task costs at once; one that fails costs nothing in the end. */
  get credits() {
    const { credits, now } = this.#options;
    const refunded = this.#refunds.filter((time) => time <= now()).length * CREDITS;
    return credits - this.#spent + refunded;
  }

  /**
   * @param {Route} route
   * @param {Record<string, unknown>} parameters
   * @param {{ end?: 'failed', took?: number } & import('./callbacks.js').CallbackTold} how
   * @param {string} media URL of the media folder
   * @returns {string | null} its id; null where the credits do not suffice
   */
  make(route, parameters, { end, took = this.#options.slowSeconds, ...told }, media) {
    if (this.credits < CREDITS) return null;
    const { now, onCreated, tell } = this.#options;
    const createTime = now();
    const taskId = newId();
    const task = /** @type {SandboxTask} */ ({ route, state: 'slow', took, parameters, ...(end && { end }) });
    this.#tasks.set(taskId, { task, createTime });
    if (this.#tasks.size > this.#options.most) this.#tasks.delete(String(this.#tasks.keys().next().value));
    this.#spent += CREDITS;
    if (end) this.#refunds.push(createTime + took * 1000);
    tell?.(taskId, task, told, media);
    onCreated?.({ taskId, route, parameters });
    return taskId;
  }

  /** @param {string} taskId @returns {SandboxTask | undefined} as old as it is now */
  find(taskId) {
    const made = this.#tasks.get(taskId);
    return made && { ...made.task, age: (this.#options.now() - made.createTime) / 1000 };
  }
}

/** As the service's: 32 hexadecimal digits. */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
