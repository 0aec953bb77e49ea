// The popup: the list of tasks that were looked at or made, or one of them.
import '../element/define.js';
import { intentsOf } from '../create/create-once.js';
import { icon } from '../element/dom.js';
import { byId } from '../page/by-id.js';
import { place } from '../page/place.js';
import { factsOfTask } from '../page/recent-facts.js';
import { taskIdsIn } from '../page/task-ids.js';
import { translateDocument } from '../words/document.js';
import { ListRow, viewOfIntent, viewOfTask } from './list-row.js';
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
/** By the name of what they show. @type {Map<string, ListRow>} */
const rows = new Map();

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
  (rows.get(taskId) ?? input).focus();
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
  const shown = [
    ...intents
      .filter(({ state }) => state === 'sending' || state === 'unknown')
      .map((intent) => rowOf(intent.id, () => void showCreate({ id: intent.id }), viewOfIntent(intent))),
    ...tasks.map((task) => {
      const { taskId } = task.snapshot;
      return rowOf(taskId, () => void show(taskId), viewOfTask(task));
    }),
  ];
  const had = document.activeElement?.closest('li')?.dataset.name;
  place(byId('tasks', HTMLElement), shown);
  const there = new Set(shown);
  for (const [name, { element }] of rows) if (!there.has(element)) rows.delete(name);
  byId('none', HTMLElement).hidden = shown.length > 0;
  if (had && !document.activeElement?.closest('li')) (rows.get(had) ?? input).focus();
}

/**
 * @param {string} name
 * @param {() => void} open
 * @param {import('./list-row.js').RowView} view
 */
function rowOf(name, open, view) {
  const row = rows.get(name) ?? new ListRow(name, open);
  rows.set(name, row);
  row.show(view);
  return row.element;
}
