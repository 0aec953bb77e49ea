// What the proxy knows of tasks: as each was last seen, and whether the service will tell of its end.

/** At most so many, and so many bytes; those that were longest not heard of are forgotten first. */
const MOST_TASKS = 10_000;
const MOST_BYTES = 32 * 1_048_576;

/** @typedef {import('../../shared/endpoints.js').Route} Route */
/** @typedef {{ body: string, at: number, isFinal: boolean }} Seen body: of the service's answer; at: epoch ms */

/**
 * @typedef {object} KnownTask
 * @property {Route | null} route on which it was seen or made
 * @property {Seen | null} seen
 * @property {boolean} isExpected the service will tell of its end
 */

export class KnownTasks {
  /** @type {Map<string, KnownTask>} by id, the longest not heard of first */
  #tasks = new Map();
  #bytes = 0;

  /** @param {string} taskId @returns {KnownTask | undefined} */
  get(taskId) {
    return this.#tasks.get(taskId);
  }

  /** @param {string} taskId @param {Partial<KnownTask>} news */
  set(taskId, news) {
    const before = this.#tasks.get(taskId);
    const after = { route: null, seen: null, isExpected: false, ...before, ...news };
    // Set anew, so that it is the last in order.
    this.#drop(taskId);
    this.#tasks.set(taskId, after);
    this.#bytes += bytesOf(taskId, after);
    for (const [oldest] of this.#tasks) {
      if (this.#tasks.size <= MOST_TASKS && this.#bytes <= MOST_BYTES) break;
      this.#drop(oldest);
    }
  }

  /** @param {string} taskId */
  #drop(taskId) {
    const known = this.#tasks.get(taskId);
    if (known) this.#bytes -= bytesOf(taskId, known);
    this.#tasks.delete(taskId);
  }
}

/** @param {string} taskId @param {KnownTask} known */
function bytesOf(taskId, { seen }) {
  return 2 * (taskId.length + (seen?.body.length ?? 0)) + 256;
}
