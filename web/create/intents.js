// What is kept of each task that somebody wanted made, from before it is sent until it is forgotten; and where it is kept.

/**
 * One task that somebody wanted, as plain JSON. It never holds a key or the content of a file.
 * @typedef {object} Intent
 * @property {string} id chosen by who wants the task; one task is made of it at most
 * @property {'sending' | 'made' | 'refused' | 'unknown'} state what is known of it: `unknown` may have been made, and billed
 * @property {number} time when it was sent, epoch ms
 * @property {string} owner who sends it: a random name of one page or worker
 * @property {Record<string, string | number | boolean>} input what the task is made from, as `createTask` takes it
 * @property {string | null} file name, size and time of the chosen file, when the video is one
 * @property {string | null} taskId once it is `made`
 * @property {'aleph' | 'jobs' | null} route once it is `made`
 * @property {string | null} kind of the error, when it is `refused` or `unknown`
 * @property {string | null} message of that error
 */

/**
 * Where intents are kept; each function may also give a promise. `localIntents` and `memoryIntents` make one; others are a few lines.
 * @typedef {object} IntentStore
 * @property {(id: string) => unknown} get the intent, or null or undefined when there is none
 * @property {(intent: Intent) => unknown} set keeps it, instead of what was there under its `id`; throws or rejects when it cannot
 * @property {(id: string) => unknown} delete forgets it, if it is there
 * @property {() => unknown} list all that are kept, in any order
 */

/**
 * What is needed of the browser's `Storage`, whose type is not there without the DOM's. Its entries are its own members.
 * @typedef {object} BrowserStorage
 * @property {(name: string) => string | null} getItem the text under that name
 * @property {(name: string, text: string) => void} setItem keeps it; throws when there is no room
 * @property {(name: string) => void} removeItem forgets it
 */

const PREFIX = 'kie-aleph.create.';
const STATES = ['sending', 'made', 'refused', 'unknown'];

/**
 * Keeps intents in a Storage of the browser, one entry each.
 * @param {BrowserStorage} [storage] `localStorage`
 * @returns {IntentStore}
 */
export function localIntents(storage = globalThis.localStorage) {
  return {
    get: (id) => readIntent(storage.getItem(PREFIX + id)),
    set: (intent) => storage.setItem(PREFIX + intent.id, JSON.stringify(intent)),
    delete: (id) => storage.removeItem(PREFIX + id),
    list: () =>
      Object.keys(storage).flatMap((name) => (isIntentName(name) ? (readIntent(storage.getItem(name)) ?? []) : [])),
  };
}

/**
 * Keeps intents as long as the page or worker lives: two clicks make one task, and a reload forgets.
 * @returns {IntentStore}
 */
export function memoryIntents() {
  /** @type {Map<string, Intent>} */
  const intents = new Map();
  return {
    get: (id) => intents.get(id),
    set: (intent) => intents.set(intent.id, intent),
    delete: (id) => intents.delete(id),
    list: () => [...intents.values()],
  };
}

/**
 * @param {string | null} name of an entry of a Storage, such as a storage event has it
 * @returns {boolean} whether it is an intent's; null is all entries
 */
export function isIntentName(name) {
  return name === null || name.startsWith(PREFIX);
}

/**
 * @param {unknown} stored an intent, or one as JSON; whatever else was stored
 * @returns {Intent | null} null when it is none
 */
export function readIntent(stored) {
  try {
    const value = typeof stored === 'string' ? JSON.parse(stored) : stored;
    const { id, state, time, owner, input } = value;
    const isIntent =
      [id, owner].every((text) => typeof text === 'string') &&
      STATES.includes(state) &&
      Number.isFinite(time) &&
      typeof input === 'object' &&
      input !== null;
    if (!isIntent) return null;
    const text = (/** @type {unknown} */ member) => (typeof member === 'string' ? member : null);
    const route = value.route === 'aleph' || value.route === 'jobs' ? value.route : null;
    const { file, taskId, kind, message } = value;
    return {
      id,
      state,
      time,
      owner,
      input,
      file: text(file),
      taskId: text(taskId),
      route,
      kind: text(kind),
      message: text(message),
    };
  } catch {
    return null;
  }
}
