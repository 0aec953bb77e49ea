// Answers about tasks that are over, kept for a minute: they change no more, and every page that shows one asks again.

const KEPT_MS = 60_000;
/** Of ids and answers together, whatever their number. */
export const MOST_BYTES = 4 * 1_048_576;
/** What an entry costs besides, so that small ones are bounded as well. */
const ENTRY_BYTES = 256;

/** @typedef {{ body: Uint8Array<ArrayBuffer>, until: number, bytes: number }} Kept */

export class FinishedTasks {
  /** @type {Map<string, Kept>} the oldest first */
  #kept = new Map();
  #bytes = 0;
  #now;

  /** @param {() => number} now ms */
  constructor(now) {
    this.#now = now;
  }

  /** How much is kept. */
  get bytes() {
    return this.#bytes;
  }

  /** @param {string} taskId @returns {Uint8Array<ArrayBuffer> | undefined} the answer's body */
  get(taskId) {
    this.#dropOld();
    return this.#kept.get(taskId)?.body;
  }

  /**
   * Keeps the answer if it says that the task is over.
   * @param {string} taskId
   * @param {Uint8Array<ArrayBuffer>} body
   */
  put(taskId, body) {
    if (!isFinal(body)) return;
    this.#drop(taskId);
    const bytes = 2 * taskId.length + body.length + ENTRY_BYTES;
    this.#kept.set(taskId, { body, until: this.#now() + KEPT_MS, bytes });
    this.#bytes += bytes;
    this.#dropOld();
  }

  #dropOld() {
    const now = this.#now();
    for (const [taskId, { until }] of this.#kept) {
      if (now < until && this.#bytes <= MOST_BYTES) return;
      this.#drop(taskId);
    }
  }

  /** @param {string} taskId */
  #drop(taskId) {
    this.#bytes -= this.#kept.get(taskId)?.bytes ?? 0;
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
