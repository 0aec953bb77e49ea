// What came of pressing the button, when it was no task: why, and what can be done.
import { AlephError } from '../../client/errors.js';
import { fill } from '../../words/fill.js';
import { el, icon } from '../dom.js';
import { newTab } from '../download.js';
import { explain, numberOf } from '../explain.js';

/** @typedef {import('./spoken.js').Reading} Reading */
/** @typedef {import('../../create/create-once.js').Intent} Intent */

/** Where the service lists what an account has made. */
export const LOGS_URL = 'https://kie.ai/logs';

/**
 * @param {unknown} error of the service, or of the upload; nothing was made
 * @param {Reading} reading
 */
export function errorPanel(error, { words, element, format }) {
  const { title, advice } = explain(error, element);
  const seconds = AlephError.is(error) ? error.retryAfter : null;
  return panel('error', 'error', title + numberOf(error, element), [
    el('p', { part: 'advice' }, advice),
    seconds !== null && el('p', {}, fill(element.error.retryAfter, { time: format.duration(seconds * 1000) })),
    el('p', {}, words.refused),
    el(
      'details',
      { class: 'quoted' },
      el('summary', {}, element.error.details),
      el('p', { part: 'error-message', dir: 'auto' }, error instanceof Error ? error.message : String(error)),
    ),
  ]);
}

/**
 * @param {Reading} reading
 * @param {{ forget: () => void, again: () => void }} actions
 */
export function unknownPanel({ words: { unknown } }, { forget, again }) {
  return panel('unknown', 'error', unknown.title, [
    el('p', { part: 'advice' }, unknown.text),
    el(
      'div',
      { class: 'buttons' },
      logsLink(unknown.logs),
      button('forget', unknown.forget, forget),
      button('again', unknown.again, again),
    ),
  ]);
}

/**
 * @param {Intent} intent of the same input
 * @param {Reading} reading
 * @param {{ forget: () => void, again: () => void, back: () => void }} actions
 */
export function samePanel({ state, time }, { words: { same, unknown }, format }, { forget, again, back }) {
  const known = state === 'refused' ? 'unknown' : state;
  const [title = '', text = ''] = same[known];
  return panel('same', known === 'unknown' ? 'error' : 'processing', title, [
    el('p', { part: 'advice' }, text),
    el('p', { class: 'hint' }, fill(unknown.sent, { time: format.relative(time - Date.now()) })),
    el(
      'div',
      { class: 'buttons' },
      known === 'unknown' && logsLink(unknown.logs),
      known === 'unknown' && button('forget', unknown.forget, forget),
      button('back', same.back, back),
      button('again', same.again, again),
    ),
  ]);
}

/** @param {string} text */
function logsLink(text) {
  return el('a', { part: 'button logs', class: 'quiet button', ...newTab(LOGS_URL) }, icon('open'), text);
}

/** @param {string} part @param {string} text @param {() => void} click */
function button(part, text, click) {
  return el('button', { type: 'button', part: `button ${part}`, class: 'quiet', click }, text);
}

/**
 * @param {string} part
 * @param {'error' | 'processing'} name
 * @param {string} title
 * @param {import('../dom.js').Child[]} children
 */
function panel(part, name, title, children) {
  const heading = el('h3', { tabindex: '-1' }, icon(name), title);
  return el('div', { part: `panel ${part}`, class: `panel ${name}` }, heading, ...children);
}
