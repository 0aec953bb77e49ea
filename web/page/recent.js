// The tasks looked at before: ids, last states and a few facts (recent-facts.js), on this device only.
import { readFacts } from './recent-facts.js';

/** @typedef {'' | 'processing' | 'succeeded' | 'failed' | 'error'} RecentState empty: not seen yet */
/** @typedef {{ taskId: string, state: RecentState } & import('./recent-facts.js').RecentFacts} RecentTask */

const KEY = 'kie-aleph.recent';
const MOST = 1000;
const STATES = new Set(['', 'processing', 'succeeded', 'failed', 'error']);

/**
 * @param {string | null} stored what `storedRecent` gave
 * @returns {RecentTask[]} the newest first; whatever was stored, also by a version that kept ids and states alone
 */
export function parseRecent(stored) {
  try {
    /** @type {unknown} */
    const values = JSON.parse(stored ?? '[]');
    return Array.isArray(values) ? values.filter(isRecent).slice(0, MOST).map(plain) : [];
  } catch {
    return [];
  }
}

/**
 * @param {Storage | null} storage null, or one that refuses: nothing is remembered
 * @returns {string | null}
 */
export function storedRecent(storage) {
  try {
    return storage?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {Storage | null} storage
 * @param {RecentTask[]} tasks
 * @param {string | null} stored what is there already
 */
export function writeRecent(storage, tasks, stored) {
  try {
    const text = JSON.stringify(tasks.map(plain));
    if (tasks.length === 0) storage?.removeItem(KEY);
    else if (text !== stored) storage?.setItem(KEY, text);
  } catch {
    // Full or refused: the list lasts as long as the page.
  }
}

/**
 * @param {RecentTask[]} tasks
 * @param {string[]} taskIds put first, in this order, unless they are there already
 * @returns {RecentTask[]}
 */
export function withTasks(tasks, taskIds) {
  const known = new Set(tasks.map(({ taskId }) => taskId));
  const added = taskIds.filter((taskId) => !known.has(taskId));
  return [...added.map((taskId) => /** @type {RecentTask} */ ({ taskId, state: '' })), ...tasks].slice(0, MOST);
}

/**
 * @param {RecentTask[]} tasks
 * @param {string} taskId
 * @param {RecentState} state
 * @param {import('./recent-facts.js').RecentFacts} [facts] what was known and is not among them stays
 * @returns {RecentTask[]}
 */
export function withState(tasks, taskId, state, facts = {}) {
  return tasks.map((task) => (task.taskId === taskId ? { ...task, ...facts, state } : task));
}

/**
 * @param {RecentTask[]} tasks
 * @param {{ text: string, state: string }} wanted words that prompt or id hold, all of them; a state, or empty for all
 * @returns {RecentTask[]}
 */
export function matching(tasks, { text, state }) {
  const words = folded(text).split(/\s+/).filter(Boolean);
  return tasks.filter((task) => {
    // What was not seen yet is as good as being made.
    if (state !== '' && (task.state || 'processing') !== state) return false;
    const searched = words.length > 0 ? folded(`${task.prompt ?? ''} ${task.taskId}`) : '';
    return words.every((word) => searched.includes(word));
  });
}

/** Whether a storage event is about this list. @param {StorageEvent} event */
export function isRecentEvent({ key }) {
  return key === KEY || key === null;
}

/** Without what readers do not type: capitals and accents. @param {string} text */
function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** @param {RecentTask} task @returns {RecentTask} nothing but what the list remembers */
function plain(task) {
  return { taskId: task.taskId, state: task.state, ...readFacts(task) };
}

/**
 * @param {unknown} value
 * @returns {value is RecentTask}
 */
function isRecent(value) {
  const { taskId, state } = /** @type {{ taskId?: unknown, state?: unknown }} */ (value ?? {});
  return typeof taskId === 'string' && taskId !== '' && typeof state === 'string' && STATES.has(state);
}
