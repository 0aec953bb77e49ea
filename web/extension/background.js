// What the worker does when something happens. Nothing is kept here between two events: the browser may stop it after each.
import { forgetIntent, intentsOf } from '../create/create-once.js';
import { taskIdsIn } from '../page/task-ids.js';
import { isFinal } from '../shared/finality.js';
import { badgeOf } from './badge.js';
import { forget, look, see } from './follow.js';
import { makeTask } from './make-task.js';
import { allStored, nameOf, taskIdOf } from './stored-tasks.js';
import { storedIntents } from './stored-intents.js';
import { clientFor, readSettings } from './settings.js';
import { showCreate, showTask } from './windows.js';
import { words } from './words.js';

/** @type {chrome.contextMenus.CreateProperties[]} */
const MENUS = [
  { id: 'task', title: words.menus.task, contexts: ['selection'] },
  { id: 'video', title: words.menus.video, contexts: ['video'] },
  // The service fetches nothing else.
  { id: 'link', title: words.menus.link, contexts: ['link'], targetUrlPatterns: ['https://*/*'] },
];

/** @type {Record<string, (clicked: chrome.contextMenus.OnClickData) => unknown>} by the id of the menu */
const CLICKS = {
  task({ selectionText = '' }) {
    const [taskId] = taskIdsIn(selectionText);
    return taskId && showTask(taskId);
  },
  video: ({ srcUrl }) => showCreate({ source: srcUrl }),
  link: ({ linkUrl }) => showCreate({ source: linkUrl }),
};

/** What the extension's pages ask for. @type {Record<string, (message: any) => Promise<unknown>>} by type of the message */
const REQUESTS = {
  seen: see,
  forget: ({ taskId }) => forget(taskId),
  forgetIntent: ({ id }) => forgetIntent(storedIntents, id),
  /** sets what a stop of this worker has left out */
  wake: () => goOn(false),
  make: async (wish) => {
    const outcome = await makeTask(wish);
    if (outcome.taskId !== null) void shown(look(outcome.taskId));
    return outcome;
  },
};

chrome.runtime.onInstalled.addListener(async () => {
  // Android has no such menus. Those of an earlier version are still there.
  await chrome.contextMenus?.removeAll();
  for (const menu of MENUS) chrome.contextMenus?.create(menu);
});
chrome.contextMenus?.onClicked.addListener((clicked) => void CLICKS[clicked.menuItemId]?.(clicked));
chrome.notifications.onClicked.addListener((name) => {
  const taskId = taskIdOf(name);
  if (taskId === null) return;
  void chrome.notifications.clear(name);
  void showTask(taskId);
});
chrome.alarms.onAlarm.addListener(({ name }) => {
  const taskId = taskIdOf(name);
  if (taskId !== null) void shown(look(taskId));
});
chrome.runtime.onMessage.addListener((message, _sender, answer) => {
  const request = REQUESTS[message?.type];
  if (!request) return false;
  void shown(request(message)).then(answer, (error) => {
    answer(null);
    throw error;
  });
  // The answer comes later, and this worker is kept until then.
  return true;
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

/**
 * The icon says what has come of some work before anybody else is told.
 * @template T
 * @param {Promise<T>} work
 */
async function shown(work) {
  try {
    return await work;
  } finally {
    await showBadge();
  }
}

async function showBadge() {
  const intents = await intentsOf(storedIntents);
  const now = {
    canAsk: clientFor(await readSettings()) !== null,
    hasUnknown: intents.some(({ state }) => state === 'unknown'),
  };
  const { text, color, title } = badgeOf(await allStored(), now, words);
  const { action } = chrome;
  await Promise.all([
    action.setBadgeText({ text }),
    action.setBadgeBackgroundColor({ color }),
    action.setTitle({ title }),
  ]);
}
