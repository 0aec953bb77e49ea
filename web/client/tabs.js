// Tabs of one origin that follow the same task look at it once: whoever looks holds a lock and tells the others.
// There is no leader to lose: each tab plans its own next look, and hearing of another's look plans it anew.
import { makeError } from './errors.js';

/**
 * @typedef {{ type: 'ask', taskId: string }
 *   | { type: 'look', taskId: string, task: Readonly<import('./task.js').Task> | null, error: import('./errors.js').AlephError | null }} TabMessage
 *   an ask is answered with what is known; a look tells what it showed. Nothing else crosses the channel, and no key.
 */

/** Talks to the other tabs between open() and close(). Without BroadcastChannel and Web Locks it does nothing. */
export class Tabs {
  /** @type {BroadcastChannel | undefined} */
  #channel;
  #name;

  /** @param {string} baseUrl tasks of one service are not another's */
  constructor(baseUrl) {
    this.#name = `kie-aleph ${baseUrl}`;
  }

  /** @param {(message: TabMessage) => void} onMessage */
  open(onMessage) {
    if (this.#channel || typeof BroadcastChannel === 'undefined' || !globalThis.navigator?.locks) return;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener('message', ({ data }) => onMessage(fromWire(data)));
  }

  close() {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** @param {TabMessage} message */
  post(message) {
    this.#channel?.postMessage(
      message.type === 'look' ? { ...message, error: message.error?.toJSON() ?? null } : message,
    );
  }

  /**
   * Runs `look` unless another tab is looking at the same task just now.
   * @param {string} taskId
   * @param {() => Promise<void>} look
   * @returns {Promise<boolean>} whether it ran
   */
  async claim(taskId, look) {
    if (!this.#channel) {
      await look();
      return true;
    }
    let ran = false;
    try {
      await navigator.locks.request(`${this.#name} ${taskId}`, { ifAvailable: true }, async (lock) => {
        if (!lock) return;
        ran = true;
        await look();
      });
      return ran;
    } catch {
      // Locks are refused in some frames; then each tab looks for itself.
      if (!ran) await look();
      return true;
    }
  }
}

/**
 * @param {any} data a message of this package's own, of any version
 * @returns {TabMessage}
 */
function fromWire(data) {
  if (data?.type !== 'look') return data;
  const { error } = data;
  return { ...data, error: error && makeError(error.kind, error.message, error) };
}
