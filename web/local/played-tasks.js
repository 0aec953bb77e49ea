// The tasks that the sandbox knows without having made them: those of its table, and those that somebody has written.
import { checkTask } from './check-task.js';
import { TASKS } from './sandbox-tasks.js';

/** Tasks that were begun by asking for them, at most so many; the oldest are forgotten first. */
const MOST_SLOW_TASKS = 1000;

/** @typedef {import('./check-task.js').SandboxTask} SandboxTask */
/** @typedef {import('../shared/endpoints.js').Route} Route */

/** @typedef {{ [taskId: string]: SandboxTask | ((look: number) => SandboxTask | Promise<SandboxTask>) }} OwnTasks by id */

export class PlayedTasks {
  /** @type {Map<string, number>} when each slow task was first asked for */
  #begun = new Map();
  /** @type {Map<string, number>} how often each task that is a function was asked for */
  #looks = new Map();
  #own;
  #slowSeconds;
  #now;

  /**
   * @param {OwnTasks} own
   * @param {{ slowSeconds: number, now: () => number }} options
   * @throws {TypeError} for a task that cannot be played
   */
  constructor(own, { slowSeconds, now }) {
    for (const [taskId, task] of Object.entries(own)) if (typeof task !== 'function') checkTask(taskId, task);
    this.#own = own;
    this.#slowSeconds = slowSeconds;
    this.#now = now;
  }

  /** @param {string} taskId @param {Route} route @returns {Promise<SandboxTask | undefined>} as old as it is now */
  async find(taskId, route) {
    const task = Object.hasOwn(this.#own, taskId) ? await this.#ownTask(taskId, route) : sampleTask(taskId);
    if (!task || !isKnownOn(route, task)) return undefined;
    if (task.state !== 'slow') return task;
    return { ...task, age: (this.#now() - this.#beginOf(taskId)) / 1000, took: task.took ?? this.#slowSeconds };
  }

  /** @param {string} taskId one of their own @param {Route} route */
  async #ownTask(taskId, route) {
    const task = this.#own[taskId];
    if (typeof task !== 'function') return task;
    const look = (this.#looks.get(taskId) ?? 0) + 1;
    this.#looks.set(taskId, look);
    const given = checkTask(taskId, await task(look));
    if (!isKnownOn(route, given)) this.#looks.set(taskId, (this.#looks.get(taskId) ?? 1) - 1);
    return given;
  }

  /** @param {string} taskId */
  #beginOf(taskId) {
    const begin = this.#begun.get(taskId) ?? this.#now();
    this.#begun.set(taskId, begin);
    if (this.#begun.size > MOST_SLOW_TASKS) this.#begun.delete(String(this.#begun.keys().next().value));
    return begin;
  }
}

/** @param {string} taskId @returns {SandboxTask | undefined} */
function sampleTask(taskId) {
  const [, name = taskId, took] = /^(sandbox(?:-jobs)?-slow)(?:-(\d{1,5}))?(?:-[\w-]*)?$/.exec(taskId) ?? [];
  if (!Object.hasOwn(TASKS, name)) return undefined;
  return { ...TASKS[name], ...(took !== undefined && { took: Number(took) }) };
}

/** What is answered instead of a task is answered on both, unless it has a route. @param {Route} route @param {SandboxTask} task */
export function isKnownOn(route, task) {
  return (task.route ?? (task.envelope || task.http ? route : 'aleph')) === route;
}
