// The tasks looked at before: ids and last states, on this device only.

/** @typedef {'' | 'processing' | 'succeeded' | 'failed' | 'error'} RecentState empty: not seen yet */
/** @typedef {{ taskId: string, state: RecentState }} RecentTask */

const KEY = 'kie-aleph.recent';
const MOST = 50;
const STATES = new Set(['', 'processing', 'succeeded', 'failed', 'error']);

/**
 * @param {Storage | null} storage null, or one that refuses: nothing is remembered
 * @returns {RecentTask[]} the newest first; whatever was stored
 */
export function readRecent(storage) {
  try {
    /** @type {unknown} */
    const stored = JSON.parse(storage?.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/**
 * @param {Storage | null} storage
 * @param {RecentTask[]} tasks
 */
export function writeRecent(storage, tasks) {
  try {
    if (tasks.length === 0) storage?.removeItem(KEY);
    else storage?.setItem(KEY, JSON.stringify(tasks.map(({ taskId, state }) => ({ taskId, state }))));
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
  const added = taskIds.filter((taskId) => !tasks.some((task) => task.taskId === taskId));
  return [...added.map((taskId) => /** @type {RecentTask} */ ({ taskId, state: '' })), ...tasks].slice(0, MOST);
}

/**
 * @param {RecentTask[]} tasks
 * @param {string} taskId
 * @param {RecentState} state
 * @returns {RecentTask[]}
 */
export function withState(tasks, taskId, state) {
  return tasks.map((task) => (task.taskId === taskId ? { taskId, state } : task));
}

/** Whether a storage event is about this list. @param {StorageEvent} event */
export function isRecentEvent({ key }) {
  return key === KEY || key === null;
}

/**
 * @param {unknown} value
 * @returns {value is RecentTask}
 */
function isRecent(value) {
  const { taskId, state } = /** @type {{ taskId?: unknown, state?: unknown }} */ (value ?? {});
  return typeof taskId === 'string' && taskId !== '' && typeof state === 'string' && STATES.has(state);
}
