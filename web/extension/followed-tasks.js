// The followed tasks, all in storage: the worker may be stopped at any moment and lose nothing.

/**
 * @typedef {object} Follow
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

/** @param {string} taskId @returns {Promise<Follow | undefined>} */
export async function readFollow(taskId) {
  const name = nameOf(taskId);
  return /** @type {Record<string, Follow>} */ (await chrome.storage.local.get(name))[name];
}

/** @param {Follow} follow */
export async function writeFollow(follow) {
  await chrome.storage.local.set({ [nameOf(follow.snapshot.taskId)]: follow });
}

/** @returns {Promise<Follow[]>} the newest first */
export async function allFollows() {
  const all = await chrome.storage.local.get(null);
  const follows = Object.entries(all).flatMap(([name, value]) =>
    taskIdOf(name) === null ? [] : [/** @type {Follow} */ (value)],
  );
  return follows.sort((a, b) => b.changed - a.changed);
}

/** Forgets the oldest of those that have ended. */
export async function forgetOld() {
  const ended = (await allFollows()).filter(({ status }) => status !== 'processing');
  await chrome.storage.local.remove(ended.slice(MOST_ENDED).map(({ snapshot }) => nameOf(snapshot.taskId)));
}

/**
 * What the icon says: how many have ended unseen, else how many are followed.
 * @param {Follow[]} follows
 * @param {boolean} canAsk there is a key
 * @returns {{ text: string, color: string, title: string }}
 */
export function badgeOf(follows, canAsk) {
  const unseen = follows.filter((follow) => follow.unseen).length;
  const following = follows.filter(({ status }) => status === 'processing').length;
  if (unseen > 0) return { text: String(unseen), color: '#0b6e43', title: `Aleph tasks: ${unseen} ended` };
  if (following > 0 && !canAsk)
    return { text: '!', color: '#b3261e', title: 'Aleph tasks: enter the API key in the options to go on' };
  if (following > 0) return { text: String(following), color: '#4355cf', title: `Aleph tasks: ${following} followed` };
  return { text: '', color: '#4355cf', title: 'Aleph tasks' };
}
