// The popup: one task by its id, followed on in the background, and those that are followed.
import '../element/define.js';
import { byId } from '../page/by-id.js';
import { taskIdsIn } from '../page/task-ids.js';
import { isFinal } from '../shared/finality.js';
import { translateDocument } from '../words/document.js';
import { fill } from '../words/fill.js';
import { allStored } from './stored-tasks.js';
import { clientFor, readSettings } from './settings.js';
import { language, words } from './words.js';

const input = byId('task-id', HTMLInputElement);
const element = /** @type {import('../element/aleph-task.js').AlephTaskElement} */ (byId('task', HTMLElement));
/** Counts what was asked for: a later one ends an earlier one. */
let shows = 0;

translateDocument(language, words);
byId('lookup', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void show(taskIdsIn(input.value)[0] ?? '');
});
element.addEventListener('aleph-update', (event) => {
  const { task } = /** @type {import('../element/aleph-task.js').AlephTaskEventMap['aleph-update']} */ (event).detail;
  // A finished one is not followed; one that is followed and ended has now been seen.
  void chrome.runtime.sendMessage({ type: isFinal(task.status) ? 'seen' : 'follow', taskId: element.taskId });
});
chrome.storage.onChanged.addListener(() => void listFollowed());

void listFollowed();
void show(new URLSearchParams(location.search).get('task') ?? '');

/** @param {string} taskId */
async function show(taskId) {
  const turn = ++shows;
  const client = clientFor(await readSettings());
  if (turn !== shows) return;
  byId('no-key', HTMLElement).hidden = client !== null;
  element.hidden = client === null || taskId === '';
  if (!client || taskId === '') return;
  input.value = taskId;
  element.client = client;
  element.taskId = taskId;
}

async function listFollowed() {
  const items = (await allStored()).map(({ snapshot: { taskId }, status, unseen }) => {
    const button = document.createElement('button');
    button.className = `quiet ${status}`;
    const state = words.states[status];
    button.append(span('id', taskId), span('state', unseen ? fill(words.popup.unseen, { state }) : state));
    button.addEventListener('click', () => void show(taskId));
    const item = document.createElement('li');
    item.append(button);
    return item;
  });
  byId('followed', HTMLElement).replaceChildren(...items);
}

/** @param {string} className @param {string} text */
function span(className, text) {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}
