// Wires the page: ids come in (typed, pasted, dropped, in the URL), <aleph-task> shows one, the list follows the others.
import '../element/define.js';
import { AlephTaskElement } from '../element/aleph-task.js';
import { copyFrom, el, icon } from '../element/dom.js';
import { byId } from './by-id.js';
import { listenToDrops } from './drop.js';
import { showExamples } from './examples.js';
import { forgetAnswers, registerOffline } from './offline.js';
import { wordsFor } from './page-words.js';
import { RecentList } from './recent-list.js';
import { storageOf } from './storage.js';
import { clientFor, readSettings, settingsDialog, writeSettings } from './settings.js';
import { listenToShortcuts, showShortcuts } from './shortcuts.js';
import { stageKeys } from './stage-keys.js';
import { taskIdsIn } from './task-ids.js';
import { translateDocument } from '../words/document.js';
import { fill } from '../words/fill.js';

const task = byId('task', AlephTaskElement);
const form = byId('lookup', HTMLFormElement);
const input = byId('task-id', HTMLInputElement);
const notice = byId('notice', HTMLElement);
const share = byId('share', HTMLButtonElement);

let settings = readSettings();
let words = wordsFor(settings.language);
let client = clientFor(settings, showAge);
/** @type {Promise<unknown> | undefined} */
let keeping;
/** @type {{ service: string, examples: { taskId: string, title: string }[] } | null} what is behind this server's /kie; null when it does not say */
let ownService = null;

const recent = new RecentList({
  client: () => client,
  words: () => words,
  key: () => settings.apiKey,
  onRemove: (taskIds) => void forgetAnswers(taskIds),
});

/**
 * Takes several ids in, and shows the first.
 * @param {string[]} taskIds
 * @param {string} otherwise what to say when there is none
 */
function open(taskIds, otherwise) {
  const [first] = taskIds;
  if (first === undefined) return showNotice(otherwise, { problem: true });
  recent.add(taskIds);
  const hash = `#task=${encodeURIComponent(first)}`;
  if (location.hash === hash) show();
  else location.hash = hash;
}

/** Shows what the URL says. */
function show() {
  const encoded = /^#task=(.+)$/.exec(location.hash)?.[1];
  const taskId = encoded === undefined ? '' : decode(encoded);
  showNotice('');
  recent.select(taskId);
  if (!recent.isEmpty) keep();
  if (taskId === task.taskId && taskId !== '') task.refresh();
  task.taskId = taskId;
  // Text typed before this file was loaded stays.
  if (taskId || document.readyState === 'complete') input.value = taskId;
  share.disabled = taskId === '';
  document.body.classList.toggle('shows-task', taskId !== '');
  retitle();
}

/** Loads what keeps results, of which an empty page needs nothing. */
function keep() {
  keeping ??= import('./keep/keep.js')
    .then(async ({ startKeeping }) => {
      recent.keeping = await startKeeping({
        client: () => client,
        words: () => words,
        openSettings,
        onChange: () => recent.show(),
      });
      recent.show();
    })
    .catch(() => (keeping = undefined));
}

function retitle() {
  // The element takes a new id up a moment later.
  const state = task.state === 'empty' ? 'looking' : task.state;
  document.title = (task.taskId === '' ? '' : `${words.element.status[state]} · `) + words.page.title;
}

/**
 * @param {string} text empty: nothing more to say
 * @param {{ problem?: boolean }} [kind]
 */
function showNotice(text, { problem = false } = {}) {
  notice.textContent = text;
  notice.hidden = text === '';
  notice.classList.toggle('calm', !problem);
  if (!problem) return;
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}

/** Without a network there is one look, which the service worker answers with what was seen last. */
function followNetwork() {
  task.follow = navigator.onLine;
}

/** @param {string | null} keptAt ISO 8601 */
function showAge(keptAt) {
  if (keptAt !== null)
    showNotice(fill(words.page.offline, { time: new Date(keptAt).toLocaleString(words.language.locale) }));
  else if (notice.dataset.kept === 'true') showNotice('');
  notice.dataset.kept = String(keptAt !== null);
}

function showWords() {
  words = wordsFor(settings.language);
  translateDocument(words.language, words.page);
  task.lang = words.language.tag;
  byId('first-steps', HTMLElement).replaceChildren(...words.page.first.steps.map((step) => el('li', {}, step)));
  showShortcuts(words.page.shortcuts.keys);
  showService();
  recent.show();
  retitle();
}

function showService() {
  const { service } = words.page;
  const label = byId('service', HTMLElement);
  const text = {
    key: () => service.key,
    proxy: () => fill(service.unknown, { url: settings.baseUrl }),
    here: () =>
      ownService === null
        ? fill(service.unknown, { url: '/kie' })
        : ownService.service === 'sandbox'
          ? service.sandbox
          : service.kie,
  };
  label.textContent = text[settings.service]();
  showExamples(settings.service === 'here' ? (ownService?.examples ?? []) : [], words.page.examples);
}

async function askOwnService() {
  try {
    ownService = await (await fetch('/service.json')).json();
  } catch {
    ownService = null;
  }
  showService();
  // Below what a first visit is offered, which is all there now.
  byId('recent', HTMLElement).hidden = false;
}

/** @param {import('./settings.js').Settings} changed */
function change(changed) {
  settings = changed;
  writeSettings(settings);
  client = task.client = clientFor(settings, showAge);
  showWords();
  recent.restart();
}

/** What the form needs of the page. @type {import('./making/making.js').Surroundings} */
const surroundings = {
  settings: () => settings,
  client: () => client,
  language: () => words.language.tag,
  words: () => words.page,
  onMade(taskId, facts) {
    recent.addMade(taskId, facts);
    open([taskId], '');
  },
};

/**
 * Opens the form for new videos, which is loaded when it is wanted.
 * @param {{ [name: string]: unknown }} [input] what to fill it with
 */
async function makeVideo(input) {
  const { showForm } = await import('./making/making.js');
  showForm(surroundings, input);
}

/** Intents of an earlier visit are shown: what became of them may be unknown. */
async function showIntents() {
  if (!Object.keys(storageOf('localStorage') ?? {}).some((name) => name.startsWith('kie-aleph.create.'))) return;
  const { showIntents } = await import('./making/making.js');
  showIntents(surroundings);
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

for (const [id, name] of /** @type {[string, import('../element/dom.js').IconName][]} */ ([
  ['share', 'link'],
  ['open-shortcuts', 'keyboard'],
  ['open-settings', 'settings'],
]))
  byId(id, HTMLElement).prepend(icon(name));
for (const button of document.querySelectorAll('dialog [data-close]'))
  button.addEventListener('click', () => button.closest('dialog')?.close());

task.client = client;
for (const name of ['aleph-update', 'aleph-error']) {
  task.addEventListener(name, (event) => {
    const { task: seen, willRetry = true } = /** @type {CustomEvent} */ (event).detail;
    if (!willRetry) recent.saw(task.taskId, 'error', seen);
    else if (seen) recent.saw(task.taskId, seen.status, seen);
    retitle();
  });
}
task.addEventListener('aleph-stop', () => {
  recent.leave(task.taskId);
  retitle();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  open(taskIdsIn(input.value), words.page.form.missing);
});
input.addEventListener('input', () => input.removeAttribute('aria-invalid'));
input.addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const ids = taskIdsIn(text);
  // One id is pasted as text; a text box would run several together.
  if (ids.length === 0 || ids[0] === text.trim()) return;
  event.preventDefault();
  open(ids, words.page.form.missing);
});
listenToDrops(
  (text) => open(taskIdsIn(text), words.page.drop.none),
  (video) => void makeVideo({ video }),
);
byId('new-video', HTMLElement).addEventListener('click', () => void makeVideo());
task.addEventListener('aleph-again', (event) => {
  void makeVideo(/** @type {CustomEvent} */ (event).detail.task.parameters);
});
share.addEventListener('click', () =>
  copyFrom(share, location.href, { copied: words.page.shared, copyFailed: words.element.actions.copyFailed }),
);
const showSettings = settingsDialog(
  () => settings,
  () => words.page.settings,
  change,
);
const openSettings = () => {
  keep();
  showSettings();
};
const settingsButton = byId('open-settings', HTMLElement);
settingsButton.addEventListener('click', openSettings);
// Before the dialog is open, so that it does not grow under the reader's hand.
for (const sign of ['pointerenter', 'focus']) settingsButton.addEventListener(sign, keep);
const move = (/** @type {1 | -1} */ step) => {
  const taskId = recent.neighbour(step);
  if (taskId) open([taskId], '');
};
const stage = stageKeys(task);
listenToShortcuts({
  p: stage.play,
  v: stage.compare,
  d: stage.download,
  n: () => void makeVideo(),
  '/': () => input.select(),
  j: () => move(1),
  k: () => move(-1),
  r: () => task.refresh(),
  c: () => share.click(),
  ',': openSettings,
});
addEventListener('hashchange', show);
addEventListener('online', followNetwork);
addEventListener('offline', followNetwork);

showWords();
show();
if (!navigator.onLine) followNetwork();
void askOwnService();
void registerOffline();
void showIntents();
