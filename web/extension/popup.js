// The popup: the list of tasks that were looked at or made, or one of them.
import '../element/define.js';
import { intentsOf } from '../create/create-once.js';
import { icon } from '../element/dom.js';
import { byId } from '../page/by-id.js';
import { factsOfTask } from '../page/recent-facts.js';
import { taskIdsIn } from '../page/task-ids.js';
import { translateDocument } from '../words/document.js';
import { rowOfIntent, rowOfTask } from './list-row.js';
import { clientFor, readSettings } from './settings.js';
import { storedIntents } from './stored-intents.js';
import { allStored } from './stored-tasks.js';
import { showCreate } from './windows.js';
import { language, words } from './words.js';

const input = byId('task-id', HTMLInputElement);
const list = byId('list', HTMLElement);
const back = byId('back', HTMLButtonElement);
const element = /** @type {import('../element/aleph-task.js').AlephTaskElement} */ (byId('task', HTMLElement));
/** Counts what was asked for: a later one ends an earlier one. */
let shows = 0;
/** The same for readings of the list. */
let readings = 0;

translateDocument(language, words);
byId('open-options', HTMLButtonElement).append(icon('settings'));
byId('open-options', HTMLButtonElement).addEventListener('click', () => void chrome.runtime.openOptionsPage());
byId('make', HTMLButtonElement).addEventListener('click', () => void showCreate());
byId('lookup', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void show(taskIdsIn(input.value)[0] ?? '');
});
back.addEventListener('click', async () => {
  const { taskId } = element;
  input.value = '';
  await show('');
  const row = [...list.querySelectorAll('li')].find(({ dataset }) => dataset.name === taskId);
  (row?.querySelector('button') ?? input).focus();
});
element.addEventListener('aleph-update', async (event) => {
  const { task } = /** @type {import('../element/aleph-task.js').AlephTaskEventMap['aleph-update']} */ (event).detail;
  const { apiKey } = await readSettings();
  await chrome.runtime.sendMessage({
    type: 'seen',
    taskId: element.taskId,
    status: task.status,
    facts: factsOfTask(task, apiKey),
  });
});
chrome.storage.onChanged.addListener(() => void showList());

// The browser may have stopped the worker before it was done.
void chrome.runtime.sendMessage({ type: 'wake' });
void showList();
void show(new URLSearchParams(location.search).get('task') ?? '');

/** @param {string} taskId '' for the list */
async function show(taskId) {
  const turn = ++shows;
  const client = clientFor(await readSettings());
  if (turn !== shows) return;
  const isTask = client !== null && taskId !== '';
  byId('no-key', HTMLElement).hidden = client !== null;
  const hadFocus = list.contains(document.activeElement);
  element.hidden = back.hidden = !isTask;
  list.hidden = isTask;
  element.client = client;
  element.taskId = isTask ? taskId : '';
  if (isTask && hadFocus) back.focus();
}

async function showList() {
  const reading = ++readings;
  const [intents, tasks] = await Promise.all([intentsOf(storedIntents), allStored()]);
  if (reading !== readings) return;
  const rows = [
    ...intents.filter(({ state }) => state === 'sending' || state === 'unknown').map(rowOfIntent),
    ...tasks.map((task) => rowOfTask(task, () => void show(task.snapshot.taskId))),
  ];
  const had = document.activeElement?.closest('li')?.dataset.name;
  byId('tasks', HTMLElement).replaceChildren(...rows);
  byId('none', HTMLElement).hidden = rows.length > 0;
  if (had) (rows.find(({ dataset }) => dataset.name === had)?.querySelector('button') ?? input).focus();
}
