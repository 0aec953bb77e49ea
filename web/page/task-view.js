// A task as elements.
import { el } from './dom.js';
import { dateTime, duration, keptUntil } from './format.js';
import { safeUrl } from './safe-url.js';

/** @typedef {Readonly<import('../client/task.js').Task>} Task */

const STATUS_WORDS = { processing: 'Processing', succeeded: 'Succeeded', failed: 'Failed' };

/**
 * @param {Task} task
 * @param {() => Promise<string>} loadRaw gets the raw answer when it is asked for
 * @returns {HTMLElement[]}
 */
export function taskView(task, loadRaw) {
  const { prompt, ...others } = task.parameters ?? {};
  return [
    el('div', { class: 'task-head' }, el('h2', {}, task.taskId), badge(task.status)),
    ...(task.status === 'failed' ? [failure(task)] : []),
    ...(task.status === 'succeeded' ? [result(task)] : []),
    el(
      'div',
      { class: 'card' },
      prompt !== undefined && el('h3', { class: 'label' }, 'Prompt'),
      prompt !== undefined && el('blockquote', { class: 'prompt' }, asText(prompt)),
      facts([...times(task), ...Object.entries(others).map(([name, value]) => fact(name, parameter(value)))]),
      task.parameters === null && el('p', { class: 'hint' }, 'The service did not say with which parameters the task was made.'),
    ),
    raw(loadRaw),
  ];
}

/** @param {Task['status']} status */
function badge(status) {
  return el('span', { class: `badge ${status}` }, STATUS_WORDS[status]);
}

/** @param {Task} task */
function failure({ errorCode, errorMessage }) {
  return el(
    'div',
    { class: 'notice failure' },
    el('h3', {}, 'The generation failed'),
    el('p', { class: 'error-message' }, errorMessage ?? 'The service gave no reason.'),
    errorCode !== null && el('p', { class: 'hint' }, `Error code ${errorCode}`),
  );
}

/** @param {Task} task */
function result({ response, completeTime }) {
  const video = safeUrl(response?.resultVideoUrl);
  const image = safeUrl(response?.resultImageUrl);
  const kept = completeTime === null ? null : keptUntil(completeTime);
  return el(
    'div',
    { class: 'card result' },
    video
      ? el('video', { src: video, poster: image, controls: true, playsinline: true, preload: 'metadata' })
      : el('p', {}, 'The task succeeded, but the service gave no usable URL of the video.'),
    urlRow('Video', response?.resultVideoUrl),
    urlRow('Thumbnail', response?.resultImageUrl),
    kept &&
      el('p', { class: 'hint' }, kept.over ? `Media are kept for about 14 days: these are probably gone since ${kept.text}.` : `Media are kept for about 14 days: save these before ${kept.text}.`),
  );
}

/**
 * @param {string} name
 * @param {string | null | undefined} url
 */
function urlRow(name, url) {
  if (!url) return null;
  const safe = safeUrl(url);
  const copy = el('button', { type: 'button', class: 'quiet', 'aria-label': `Copy the ${name.toLowerCase()} URL` }, 'Copy');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(url);
      copy.textContent = 'Copied';
    } catch {
      copy.textContent = 'Copy failed';
    }
    setTimeout(() => (copy.textContent = 'Copy'), 2000);
  });
  return el(
    'div',
    { class: 'url-row' },
    el('span', { class: 'url-name' }, name),
    el('code', { class: 'url', title: url }, url),
    copy,
    safe && el('a', { class: 'quiet', href: safe, target: '_blank', rel: 'noopener noreferrer', 'aria-label': `Open the ${name.toLowerCase()}` }, 'Open'),
  );
}

/** @param {Task} task */
function times({ createTime, completeTime }) {
  const took = createTime && completeTime ? duration(Date.parse(completeTime) - Date.parse(createTime)) : null;
  return [
    fact('Created', createTime && el('time', { datetime: createTime, title: createTime }, dateTime(createTime))),
    fact('Completed', completeTime && el('time', { datetime: completeTime, title: completeTime }, dateTime(completeTime))),
    fact('Took', took),
  ];
}

/**
 * @param {string} name
 * @param {Node | string | null} value
 */
function fact(name, value) {
  return value === null || value === '' ? null : el('div', {}, el('dt', {}, name), el('dd', {}, value));
}

/** @param {(Node | null)[]} rows */
function facts(rows) {
  return rows.some((row) => row !== null) && el('dl', { class: 'facts' }, ...rows);
}

/** @param {unknown} value of `paramJson`: whatever the task's maker sent */
function parameter(value) {
  const text = asText(value);
  if (text === '') return null;
  const url = typeof value === 'string' ? safeUrl(value) : null;
  return url ? el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text) : el('span', {}, text);
}

/** @param {unknown} value */
function asText(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** @param {() => Promise<string>} load */
function raw(load) {
  const text = el('pre', { tabindex: '0' }, 'Loading…');
  const details = el('details', { class: 'card raw' }, el('summary', {}, 'Raw answer'), text);
  details.addEventListener('toggle', async () => {
    if (!details.open) return;
    text.textContent = await load();
  });
  return details;
}
