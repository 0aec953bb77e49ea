// Tabs of one origin that follow the same task look at it once: whoever looks holds a lock and tells the others.
// There is no leader to lose: each tab plans its own next look, and hearing of another's look plans it anew.
import { failure } from '../call/request.js';
import { isKind, makeError } from '../make-error.js';
import { isFinal } from '../../shared/finality.js';
import { MEMBERS } from '../task.js';
import { Presence } from './presence.js';

/**
 * @typedef {{ type: 'ask', taskId: string }
 *   | ({ type: 'look', taskId: string } & import('../call/request.js').Outcome)} TabMessage
 *   an ask is answered with what is known; a look tells what it showed. Nothing else crosses the channel, and no key.
 */

/** Talks to the other tabs between open() and close(). Without BroadcastChannel and Web Locks it does nothing. */
export class Tabs {
  /** @type {BroadcastChannel | undefined} */
  #channel;
  #name;
  #presence;

  /** @param {string} baseUrl tasks of one service are not another's */
  constructor(baseUrl) {
    this.#name = `kie-aleph ${baseUrl}`;
    this.#presence = new Presence(this.#name);
  }

  /** @param {(message: TabMessage) => void} onMessage */
  open(onMessage) {
    if (this.#channel || !globalThis.navigator?.locks) return;
    try {
      this.#channel = new BroadcastChannel(this.#name);
    } catch {
      // There is none, or it is refused where a page may store nothing, as in Firefox with all cookies blocked.
      return;
    }
    this.#channel.addEventListener('message', ({ data }) => {
      const message = fromWire(data);
      if (message) onMessage(message);
    });
    this.#presence.enter();
  }

  /** @returns {Promise<boolean>} whether no other is there to answer, for certain */
  isAlone() {
    return this.#channel ? this.#presence.isAlone() : Promise.resolve(true);
  }

  close() {
    if (this.#channel) this.#presence.leave();
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
   */
  async claim(taskId, look) {
    if (!this.#channel) return look();
    let ran = false;
    try {
      await navigator.locks.request(`${this.#name} ${taskId}`, { ifAvailable: true }, async (lock) => {
        if (!lock) return;
        ran = true;
        await look();
      });
    } catch {
      // Locks are refused in some frames; then each tab looks for itself.
      if (!ran) await look();
    }
  }
}

const STATUSES = ['processing', 'succeeded', 'failed'];
const ERROR = { message: '', code: 0, status: 0, retryAfter: 0, retryable: false };
const OUTCOME = { createTime: 0, delay: 0 };

/**
 * The one place where a message is read: the other tab may run any version, and anything may use the channel's name.
 * @param {unknown} data
 * @returns {TabMessage | undefined} none for what this version does not know
 */
function fromWire(data) {
  try {
    // Read as JSON it runs no code and says the same twice; and a task is frozen, as everywhere.
    const message = JSON.parse(JSON.stringify(data), (_, value) => Object.freeze(value));
    const { type, taskId, task, error, delay } = message;
    if (type === 'ask') return message;
    if (type !== 'look' || !isLike(message, OUTCOME)) return;
    if (error) {
      if (isLike(error, ERROR) && isKind(error.kind)) {
        const details = { ...error, taskId };
        return { type, taskId, ...failure(makeError(error.kind, error.message, details), delay) };
      }
    } else if (STATUSES.includes(task.status) && typeof task.taskId === 'string' && isLike(task, MEMBERS))
      return { ...message, isFinal: isFinal(task.status) };
  } catch {
    // Without JSON, or without members, it is no message of ours.
  }
}

/**
 * @param {any} value
 * @param {object} pattern
 * @returns {boolean} whether all the pattern's members are there, of its types or null
 */
function isLike(value, pattern) {
  return Object.entries(pattern).every(([name, of]) => {
    const member = value[name];
    return member === null || (typeof member === typeof of && (typeof of !== 'object' || isLike(member, of)));
  });
}
