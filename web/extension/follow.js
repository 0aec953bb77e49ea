// Looks at followed tasks with alarms, tells how they end, and keeps what people know them by. The worker's: nothing is kept here
// between two events, since the browser may stop it after each.
import { AlephError } from '../client/errors.js';
import { explain } from '../element/explain.js';
import { factsOfTask } from '../page/recent-facts.js';
import { isFinal } from '../shared/finality.js';
import { fill } from '../words/fill.js';
import { saveVideo } from './save-video.js';
import { clientFor, readSettings } from './settings.js';
import { changeStored, forgetOld, nameOf, newStored, readStored, removeStored } from './stored-tasks.js';
import { elementWords, words } from './words.js';

/** Characters of a prompt in a notification, with room for what is said about it. */
const MOST_PROMPT = 100;
/** When this worker is stopped in the middle of a look, the next one comes then. */
const RESCUE_MS = 60_000;

/** Looks under way, so that an alarm and a message do not both ask. @type {Set<string>} */
const looking = new Set();

/** @typedef {import('./stored-tasks.js').StoredTask} StoredTask */

/**
 * What the popup has shown: it stays in the list. One that goes on is followed.
 * @typedef {object} Seen
 * @property {string} taskId
 * @property {StoredTask['status']} status
 * @property {import('../page/recent-facts.js').RecentFacts} facts
 */

/** @param {Seen} seen */
export async function see({ taskId, status, facts }) {
  const snapshot = clientFor(await readSettings())?.snapshot(taskId);
  if (!snapshot) return;
  const known = await changeStored(taskId, (stored) => {
    // One that is followed ends by a look of this worker: what belongs to its end is not left out because the popup was quicker.
    const isFollowed = stored !== undefined && !isFinal(stored.status);
    const base = stored && (isFollowed || isFinal(status)) ? stored : newStored(snapshot, facts);
    return {
      ...base,
      status: isFollowed ? base.status : status,
      unseen: false,
      facts: { ...stored?.facts, ...facts },
    };
  });
  if (known && !isFinal(known.status)) {
    await look(taskId);
    await changeStored(taskId, (stored) => (stored?.unseen ? { ...stored, unseen: false } : stored));
  }
  await forgetOld();
}

/** Also ends the following. @param {string} taskId */
export async function forget(taskId) {
  await removeStored(taskId);
  await chrome.alarms.clear(nameOf(taskId));
  await chrome.notifications.clear(nameOf(taskId));
}

/** @param {string} taskId */
export async function look(taskId) {
  const known = await readStored(taskId);
  if (!known || isFinal(known.status) || looking.has(taskId)) return;
  looking.add(taskId);
  try {
    const settings = await readSettings();
    const client = clientFor(settings);
    if (!client) return;
    await chrome.alarms.create(nameOf(taskId), { when: Date.now() + RESCUE_MS });
    const { task, snapshot, nextDelay } = await client.pollOnce(known.snapshot);
    // Removed from the list meanwhile: nobody wants to hear of it.
    if (!(await readStored(taskId))) return void (await chrome.alarms.clear(nameOf(taskId)));
    const facts = task ? factsOfTask(task, settings.apiKey) : {};
    if (nextDelay === null && task && isFinal(task.status)) {
      const message =
        task.status === 'failed'
          ? (task.errorMessage ?? elementWords.failure.noReason)
          : String(task.parameters?.prompt ?? taskId).slice(0, MOST_PROMPT);
      // As the telling: twice is better than never.
      const isLost = task.status === 'succeeded' && settings.saveVideos && !(await saveVideo(task));
      const told = isLost ? fill(words.notification.notSaved, { prompt: message }) : message;
      return await end(taskId, { snapshot, status: task.status, message: told, facts });
    }
    await changeStored(taskId, (stored) => stored && { ...stored, snapshot, facts: { ...stored.facts, ...facts } });
    await chrome.alarms.create(nameOf(taskId), { when: Date.now() + (nextDelay ?? RESCUE_MS) });
  } catch (error) {
    if (!AlephError.is(error)) throw error;
    await end(taskId, { status: 'error', message: fill(words.notification.problem, explain(error, elementWords)) });
  } finally {
    looking.delete(taskId);
  }
}

/**
 * Told before it is stored: told twice is better than never.
 * @param {string} taskId
 * @param {Partial<StoredTask> & Pick<StoredTask, 'status' | 'message'>} ended
 */
async function end(taskId, { facts, ...ended }) {
  const name = nameOf(taskId);
  const { status, message } = ended;
  if (isFinal(status))
    await chrome.notifications.create(name, {
      type: 'basic',
      iconUrl: 'icons/icon-128.png',
      title: words.notification[status],
      message: message.slice(0, 200),
    });
  await changeStored(
    taskId,
    (stored) =>
      stored && { ...stored, ...ended, facts: { ...stored.facts, ...facts }, unseen: true, changed: Date.now() },
  );
  await chrome.alarms.clear(name);
  await forgetOld();
}
