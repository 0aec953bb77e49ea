// What rows of a list of tasks are made of: on the page, and in the extension's popup.
import { el, icon } from '../element/dom.js';

/** @param {string | undefined} url that was checked; undefined: there is no picture */
export function thumbOf(url) {
  const thumb = el('span', { class: 'thumb' }, icon('empty'));
  if (url === undefined) return thumb;
  const image = el('img', { alt: '', loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' });
  // Media are kept for two weeks only.
  image.addEventListener('error', () => thumb.replaceChildren(icon('empty')));
  image.src = url;
  thumb.replaceChildren(image);
  return thumb;
}

/**
 * @param {string | undefined} prompt
 * @param {string} taskId for a task of which no more is known
 */
export function titleOf(prompt, taskId) {
  return prompt === undefined
    ? el('span', { class: 'id', dir: 'ltr' }, taskId)
    : el('span', { class: 'prompt', dir: 'auto' }, prompt);
}

/**
 * @param {import('../element/dom.js').IconName} sign
 * @param {string} text
 */
export function stateOf(sign, text) {
  return el('span', { class: 'state' }, icon(sign), text);
}

/**
 * @param {number} time epoch ms
 * @param {import('../element/format.js').Format} format
 */
export function when(time, format) {
  return el('time', { datetime: new Date(time).toISOString(), title: format.dateTime(time) }, format.short(time));
}
