// Follows tasks with alarms. Nothing is kept here between two events: the browser may stop this worker after each.
import { AlephError } from '../client/errors.js';
import { explain } from '../element/explain.js';
import { taskIdsIn } from '../page/task-ids.js';
import { isFinal } from '../shared/finality.js';
import { fill } from '../words/fill.js';
import { saveVideo } from './save-video.js';
import { allStored, badgeOf, forgetOld, nameOf, readStored, taskIdOf, writeStored } from './stored-tasks.js';
import { clientFor, readSettings } from './settings.js';
import { elementWords, words } from './words.js';

const MENU = 'show-task';
/** Characters of a prompt in a notification, with room for what is said about it. */
const MOST_PROMPT = 100;
/** When this worker is stopped in the middle of a look, the next one comes then. */
const RESCUE_MS = 60_000;

/** Looks under way, so that an alarm and a message do not both ask. @type {Set<string>} */
const looking = new Set();

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.create({ id: MENU, title: words.menu, contexts: ['selection'] });
});
chrome.contextMenus.onClicked.addListener(({ menuItemId, selectionText = '' }) => {
  const [taskId] = taskIdsIn(selectionText);
  if (menuItemId === MENU && taskId) void showTask(taskId);
});
chrome.notifications.onClicked.addListener((name) => {
  const taskId = taskIdOf(name);
  if (taskId === null) return;
  void chrome.notifications.clear(name);
  void showTask(taskId);
});
chrome.alarms.onAlarm.addListener(({ name }) => {
  const taskId = taskIdOf(name);
  if (taskId !== null) void look(taskId);
});
chrome.runtime.onMessage.addListener((message) => {
  if (message?.type === 'follow') void follow(String(message.taskId));
  if (message?.type === 'seen') void seen(String(message.taskId));
});
chrome.storage.onChanged.addListener((changes) => {
  // A key that came or changed: go on at once.
  if ('apiKey' in changes || 'baseUrl' in changes) void goOn(true);
});
chrome.runtime.onStartup.addListener(() => void goOn(false));
void goOn(false);

/** Sets the alarms that are missing: the browser may forget them. @param {boolean} now looks at once */
async function goOn(now) {
  for (const { status, snapshot } of await allStored()) {
    if (isFinal(status)) continue;
    if (now || !(await chrome.alarms.get(nameOf(snapshot.taskId))))
      await chrome.alarms.create(nameOf(snapshot.taskId), { when: Date.now() });
  }
  await showBadge();
}

/** @param {string} taskId */
async function follow(taskId) {
  const known = await readStored(taskId);
  if (known && !isFinal(known.status)) return;
  const snapshot = clientFor(await readSettings())?.snapshot(taskId);
  if (!snapshot) return;
  await writeStored({
    snapshot: { ...snapshot, deadline: null },
    status: 'processing',
    message: '',
    unseen: false,
    changed: Date.now(),
  });
  await look(taskId);
}

/** @param {string} taskId */
async function look(taskId) {
  const known = await readStored(taskId);
  if (!known || isFinal(known.status) || looking.has(taskId)) return;
  looking.add(taskId);
  try {
    const settings = await readSettings();
    const client = clientFor(settings);
    if (!client) return;
    await chrome.alarms.create(nameOf(taskId), { when: Date.now() + RESCUE_MS });
    const { task, snapshot, nextDelay } = await client.pollOnce(known.snapshot);
    if (nextDelay === null && task && isFinal(task.status)) {
      const message =
        task.status === 'failed'
          ? (task.errorMessage ?? elementWords.failure.noReason)
          : String(task.parameters?.prompt ?? taskId).slice(0, MOST_PROMPT);
      // As the telling: twice is better than never.
      const isLost = task.status === 'succeeded' && settings.saveVideos && !(await saveVideo(task));
      const told = isLost ? fill(words.notification.notSaved, { prompt: message }) : message;
      return await end({ ...known, snapshot, status: task.status, message: told });
    }
    await writeStored({ ...known, snapshot });
    await chrome.alarms.create(nameOf(taskId), { when: Date.now() + (nextDelay ?? RESCUE_MS) });
  } catch (error) {
    if (!AlephError.is(error)) throw error;
    await end({ ...known, status: 'error', message: fill(words.notification.problem, explain(error, elementWords)) });
  } finally {
    looking.delete(taskId);
    await showBadge();
  }
}

/** Told before it is stored: told twice is better than never. @param {import('./stored-tasks.js').StoredTask} stored */
async function end(stored) {
  const { status, message, snapshot } = stored;
  const name = nameOf(snapshot.taskId);
  if (isFinal(status))
    await chrome.notifications.create(name, {
      type: 'basic',
      iconUrl: 'icon-192.png',
      title: words.notification[status],
      message: message.slice(0, 200),
    });
  await writeStored({ ...stored, unseen: true, changed: Date.now() });
  await chrome.alarms.clear(name);
  await forgetOld();
}

/** @param {string} taskId */
async function seen(taskId) {
  const known = await readStored(taskId);
  if (known?.unseen) await writeStored({ ...known, unseen: false });
  await showBadge();
}

async function showBadge() {
  const { text, color, title } = badgeOf(await allStored(), clientFor(await readSettings()) !== null, words);
  const { action } = chrome;
  await Promise.all([
    action.setBadgeText({ text }),
    action.setBadgeBackgroundColor({ color }),
    action.setTitle({ title }),
  ]);
}

/** In a window of its own: not every browser lets an extension open its popup. @param {string} taskId */
async function showTask(taskId) {
  const url = `${chrome.runtime.getURL('popup.html')}?task=${encodeURIComponent(taskId)}`;
  await chrome.windows.create({ url, type: 'popup', width: 460, height: 720 });
}
