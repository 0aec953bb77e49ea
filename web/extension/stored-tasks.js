// The tasks of the popup's list as the extension stores them: the worker may be stopped at any moment and lose nothing. It alone writes.
import { isFinal } from '../shared/finality.js';

/**
 * @typedef {object} StoredTask
 * @property {import('../client/follow/followed-task.js').Snapshot} snapshot for `pollOnce`
 * @property {'processing' | 'succeeded' | 'failed' | 'error'} status error: given up
 * @property {string} message of an error or a failure, '' for none
 * @property {boolean} unseen it ended, and nobody has looked since
 * @property {number} changed epoch ms
 * @property {import('../page/recent-facts.js').RecentFacts} [facts] by which people know it; earlier versions stored none
 */

/** Ended ones beyond this many are forgotten, the oldest first. */
const MOST_ENDED = 50;
const PREFIX = 'task:';

/** The name of a task's entry, of its alarm and of its notification. @param {string} taskId */
export const nameOf = (taskId) => PREFIX + taskId;

/** @param {string} name @returns {string | null} null for what is not a task's */
export const taskIdOf = (name) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null);

/**
 * @param {StoredTask['snapshot']} snapshot
 * @param {import('../page/recent-facts.js').RecentFacts} [facts]
 * @returns {StoredTask} a task that is followed from now on, as long as it takes
 */
export function newStored(snapshot, facts = {}) {
  return {
    snapshot: { ...snapshot, deadline: null, route: snapshot.route ?? facts.route ?? null },
    status: 'processing',
    message: '',
    unseen: false,
    changed: Date.now(),
    facts,
  };
}

/** @param {string} taskId @returns {Promise<StoredTask | undefined>} */
export async function readStored(taskId) {
  const name = nameOf(taskId);
  return /** @type {Record<string, StoredTask>} */ (await chrome.storage.local.get(name))[name];
}

/** The last change: each begins when the one before has ended, and none is lost. @type {Promise<unknown>} */
let last = Promise.resolve();

/**
 * @param {string} taskId
 * @param {(known: StoredTask | undefined) => StoredTask | undefined} change what it becomes; what was there: nothing is written
 * @returns {Promise<StoredTask | undefined>} what is stored now
 */
export function changeStored(taskId, change) {
  const changed = last.then(async () => {
    const known = await readStored(taskId);
    const next = change(known);
    if (next && next !== known) await chrome.storage.local.set({ [nameOf(taskId)]: next });
    return next;
  });
  last = changed.catch(() => {});
  return changed;
}

/** @param {string} taskId */
export function removeStored(taskId) {
  const removed = last.then(() => chrome.storage.local.remove(nameOf(taskId)));
  last = removed.catch(() => {});
  return removed;
}

/** @returns {Promise<StoredTask[]>} the newest first */
export async function allStored() {
  const all = await chrome.storage.local.get(null);
  const stored = Object.entries(all).flatMap(([name, value]) =>
    taskIdOf(name) === null ? [] : [/** @type {StoredTask} */ (value)],
  );
  return stored.sort((a, b) => b.changed - a.changed);
}

/** Forgets the oldest of those that have ended. */
export async function forgetOld() {
  const ended = (await allStored()).filter(({ status }) => isFinal(status));
  for (const { snapshot } of ended.slice(MOST_ENDED)) await removeStored(snapshot.taskId);
}
