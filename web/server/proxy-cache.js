// Answers about tasks that are over, kept for a minute: they change no more, and every page that shows one asks again.

const KEPT_MS = 60_000;
/** Together with the limit of one answer this bounds the memory. */
const MOST_BYTES = 4 * 1_048_576;

export class FinishedTasks {
  /** @type {Map<string, { body: Uint8Array<ArrayBuffer>, until: number }>} the oldest first */
  #kept = new Map();
  #bytes = 0;
  #now;

  /** @param {() => number} now ms */
  constructor(now) {
    this.#now = now;
  }

  /** @param {string} taskId @returns {Uint8Array<ArrayBuffer> | undefined} the answer's body */
  get(taskId) {
    const found = this.#kept.get(taskId);
    if (found && this.#now() < found.until) return found.body;
    this.#drop(taskId);
    return undefined;
  }

  /**
   * Keeps the answer if it says that the task is over.
   * @param {string} taskId
   * @param {Uint8Array<ArrayBuffer>} body
   */
  put(taskId, body) {
    if (!isFinal(body)) return;
    this.#drop(taskId);
    this.#kept.set(taskId, { body, until: this.#now() + KEPT_MS });
    this.#bytes += body.length;
    while (this.#bytes > MOST_BYTES) this.#drop(String(this.#kept.keys().next().value));
  }

  /** @param {string} taskId */
  #drop(taskId) {
    this.#bytes -= this.#kept.get(taskId)?.body.length ?? 0;
    this.#kept.delete(taskId);
  }
}

/**
 * Strictly those answers of which nobody doubts the end; the others are asked for again, which costs no more than a request.
 * @param {Uint8Array} body
 */
function isFinal(body) {
  try {
    const { code, data } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return code === 200 && Number.isInteger(data?.successFlag) && data.successFlag >= 1;
  } catch {
    return false;
  }
}
