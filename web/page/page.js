// Wires the page: a task id in, the task followed until its end. Only one task is followed at a time.
import { AlephClient, AlephError } from '../client/index.js';
import { byId, el } from './dom.js';
import { ProgressView } from './progress-view.js';
import { taskView } from './task-view.js';

const form = byId('lookup', HTMLFormElement);
const input = byId('task-id', HTMLInputElement);
const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
const status = byId('status', HTMLElement);
const notice = byId('notice', HTMLElement);
const taskSection = byId('task', HTMLElement);

const client = new AlephClient({ baseUrl: '/kie', shareAcrossTabs: true });
let following = new AbortController();
/** The task being followed: the text box may already hold another id. */
let followed = '';
const progress = new ProgressView(byId('progress', HTMLElement), {
  lookNow: () => client.lookNow(followed),
  stop,
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const taskId = input.value.trim();
  const hash = `#task=${encodeURIComponent(taskId)}`;
  if (location.hash !== hash) history.pushState(null, '', taskId ? hash : location.pathname);
  show(taskId);
});
addEventListener('hashchange', showHash);
addEventListener('popstate', showHash);
tellService();
showHash();

function showHash() {
  const encoded = /^#task=(.+)$/.exec(location.hash)?.[1];
  // Text typed before this file was loaded stays.
  if (encoded === undefined) return followed === '' ? undefined : closeTask();
  const taskId = decode(encoded);
  if (taskId === followed && following.signal.aborted === false && taskSection.childElementCount > 0) return;
  input.value = taskId;
  show(taskId);
}

/**
 * Follows a task until it is final, another one is asked for, or the reader stops.
 * @param {string} taskId
 */
async function show(taskId) {
  following.abort();
  const { signal } = (following = new AbortController());
  followed = taskId;
  clear();
  if (!taskId) return complain('Enter a task id first', 'You got it when the task was created.');
  document.body.setAttribute('aria-busy', 'true');
  status.textContent = 'Looking up the task…';
  button.classList.add('busy');
  try {
    for await (const task of client.watchTask(taskId, { signal, onUpdate: (look) => signal.aborted || update(look) })) {
      status.textContent = `The task is ${task.status}.`;
      taskSection.replaceChildren(...taskView(task, () => loadRaw(taskId)));
      taskSection.hidden = false;
      document.title = `${task.status} · Aleph task`;
    }
  } catch (error) {
    if (!signal.aborted) failed(error);
  }
  if (!signal.aborted) settled();
}

/** @param {import('../client/follow.js').Look} look */
function update(look) {
  settledFirstLook();
  progress.show(look);
  const { error, nextDelay } = look;
  if (!error) notice.hidden = true;
  else if (nextDelay !== null) complain(titleOf(error), error.message);
}

function settledFirstLook() {
  document.body.removeAttribute('aria-busy');
  button.classList.remove('busy');
}

function settled() {
  settledFirstLook();
  progress.hide();
}

/** Back at the page without a task: nothing is followed that nobody sees. */
function closeTask() {
  following.abort();
  settled();
  clear();
  input.value = followed = status.textContent = '';
}

function stop() {
  following.abort();
  settled();
  complain('Stopped looking', 'The task goes on at the service. Show it again to see how it is doing.');
  notice.classList.add('calm');
  button.focus();
}

function clear() {
  notice.hidden = true;
  progress.hide();
  taskSection.hidden = true;
  taskSection.replaceChildren();
  document.title = 'Aleph task';
}

/** @param {unknown} error */
function failed(error) {
  if (AlephError.is(error)) complain(titleOf(error), error.message);
  else complain('Something unexpected happened', String(error));
}

/** @type {Partial<Record<import('../client/errors.js').ErrorKind, string>>} */
const TITLES = {
  'invalid-request': 'This id cannot be asked for',
  authentication: 'The API key was not accepted',
  'insufficient-credits': 'No credits left',
  'task-not-found': 'No such task',
  'task-failed': 'The generation failed',
  'rate-limit': 'Too many requests',
  'asset-unavailable': 'The input could not be fetched',
  maintenance: 'Under maintenance',
  server: 'The service failed',
  'feature-disabled': 'Switched off',
  'invalid-response': 'The answer cannot be read',
  connection: 'No answer',
  timeout: 'Not finished in time',
  start: 'The page could not start',
};

/** @param {AlephError} error */
function titleOf({ kind, code, status: http }) {
  const number = code !== null && code !== 200 ? ` (code ${code})` : http !== null && http !== 200 ? ` (HTTP ${http})` : '';
  return (TITLES[kind] ?? 'The service refused') + number;
}

/**
 * @param {string} title
 * @param {...string} lines
 */
function complain(title, ...lines) {
  status.textContent = `${title}. ${lines.join(' ')}`;
  notice.replaceChildren(el('h2', {}, title), ...lines.map((line) => el('p', {}, line)));
  notice.classList.remove('calm');
  notice.hidden = false;
}

/** @param {string} taskId */
async function loadRaw(taskId) {
  try {
    const { raw = '' } = await client.getTask(taskId, { raw: true });
    return pretty(raw);
  } catch (error) {
    return `Not available: ${error instanceof Error ? error.message : error}`;
  }
}

/** @param {string} json */
function pretty(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function tellService() {
  const label = byId('service', HTMLElement);
  try {
    const { service, examples } = await (await fetch('/service.json')).json();
    label.textContent =
      service === 'sandbox' ? 'Talks to a local sandbox: made-up tasks, nothing leaves this machine.' : 'Talks to KIE.AI through the local proxy, which holds the key.';
    label.dataset.service = service;
    if (examples.length > 0) offer(examples);
  } catch {
    label.textContent = 'Talks to the service behind /kie on this host.';
  }
}

/** @param {{ taskId: string, title: string }[]} examples */
function offer(examples) {
  const links = examples.map(({ taskId, title }) => el('a', { href: `#task=${encodeURIComponent(taskId)}`, title }, taskId.replace('sandbox-', '')));
  const list = byId('examples', HTMLElement);
  list.replaceChildren(el('span', {}, 'Try'), ...links);
  list.hidden = false;
}
