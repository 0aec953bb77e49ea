// The followed tasks as the extension stores them: the worker may be stopped at any moment and lose nothing.
import { isFinal } from '../shared/finality.js';
import { fill } from '../words/fill.js';

/**
 * @typedef {object} StoredTask
 * @property {import('../client/follow/followed-task.js').Snapshot} snapshot for `pollOnce`
 * @property {'processing' | 'succeeded' | 'failed' | 'error'} status error: given up
 * @property {string} message of an error or a failure, '' for none
 * @property {boolean} unseen it ended, and nobody has looked since
 * @property {number} changed epoch ms
 */

/** Ended ones beyond this many are forgotten, the oldest first. */
const MOST_ENDED = 20;
const PREFIX = 'task:';

/** The name of a task's entry, of its alarm and of its notification. @param {string} taskId */
export const nameOf = (taskId) => PREFIX + taskId;

/** @param {string} name @returns {string | null} null for what is not a task's */
export const taskIdOf = (name) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null);

/** @param {string} taskId @returns {Promise<StoredTask | undefined>} */
export async function readStored(taskId) {
  const name = nameOf(taskId);
  return /** @type {Record<string, StoredTask>} */ (await chrome.storage.local.get(name))[name];
}

/** @param {StoredTask} stored */
export async function writeStored(stored) {
  await chrome.storage.local.set({ [nameOf(stored.snapshot.taskId)]: stored });
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
  await chrome.storage.local.remove(ended.slice(MOST_ENDED).map(({ snapshot }) => nameOf(snapshot.taskId)));
}

/**
 * What the icon says: how many have ended unseen, else how many are followed.
 * @param {StoredTask[]} stored
 * @param {boolean} canAsk there is a key
 * @param {import('../words/en.js').ExtensionWords} words
 * @returns {{ text: string, color: string, title: string }}
 */
export function badgeOf(stored, canAsk, { name, badge }) {
  const unseen = stored.filter((each) => each.unseen).length;
  const going = stored.filter(({ status }) => !isFinal(status)).length;
  if (unseen > 0) return { text: String(unseen), color: '#0b6e43', title: fill(badge.ended, { count: unseen }) };
  if (going > 0 && !canAsk) return { text: '!', color: '#b3261e', title: badge.noKey };
  if (going > 0) return { text: String(going), color: '#4355cf', title: fill(badge.followed, { count: going }) };
  return { text: '', color: '#4355cf', title: name };
}
