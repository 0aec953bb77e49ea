// The followed tasks, all in storage: the worker may be stopped at any moment and lose nothing.
import { fill } from '../words/fill.js';

/**
 * @typedef {object} FollowedTask
 * @property {import('../client/follow/follow.js').Snapshot} snapshot for `pollOnce`
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

/** @param {string} taskId @returns {Promise<FollowedTask | undefined>} */
export async function readFollowed(taskId) {
  const name = nameOf(taskId);
  return /** @type {Record<string, FollowedTask>} */ (await chrome.storage.local.get(name))[name];
}

/** @param {FollowedTask} followed */
export async function writeFollowed(followed) {
  await chrome.storage.local.set({ [nameOf(followed.snapshot.taskId)]: followed });
}

/** @returns {Promise<FollowedTask[]>} the newest first */
export async function allFollowed() {
  const all = await chrome.storage.local.get(null);
  const followed = Object.entries(all).flatMap(([name, value]) =>
    taskIdOf(name) === null ? [] : [/** @type {FollowedTask} */ (value)],
  );
  return followed.sort((a, b) => b.changed - a.changed);
}

/** Forgets the oldest of those that have ended. */
export async function forgetOld() {
  const ended = (await allFollowed()).filter(({ status }) => status !== 'processing');
  await chrome.storage.local.remove(ended.slice(MOST_ENDED).map(({ snapshot }) => nameOf(snapshot.taskId)));
}

/**
 * What the icon says: how many have ended unseen, else how many are followed.
 * @param {FollowedTask[]} followed
 * @param {boolean} canAsk there is a key
 * @param {import('../words/en.js').ExtensionWords} words
 * @returns {{ text: string, color: string, title: string }}
 */
export function badgeOf(followed, canAsk, { name, badge }) {
  const unseen = followed.filter((each) => each.unseen).length;
  const going = followed.filter(({ status }) => status === 'processing').length;
  if (unseen > 0) return { text: String(unseen), color: '#0b6e43', title: fill(badge.ended, { count: unseen }) };
  if (going > 0 && !canAsk) return { text: '!', color: '#b3261e', title: badge.noKey };
  if (going > 0) return { text: String(going), color: '#4355cf', title: fill(badge.followed, { count: going }) };
  return { text: '', color: '#4355cf', title: name };
}
