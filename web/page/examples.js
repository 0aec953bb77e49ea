// The tasks of the sandbox that a first visit offers: a handful in the reader's words, the rest behind "More examples".
import { el } from '../element/dom.js';
import { byId } from './by-id.js';

/** By its name in the words. No sandbox knows the last one. */
const HANDFUL = /** @type {const} */ ({
  succeeded: 'sandbox-succeeded',
  processing: 'sandbox-slow',
  failed: 'sandbox-failed',
  noCredits: 'sandbox-no-credits',
  notFound: 'sandbox-never-made',
});

/** @typedef {{ taskId: string, title: string }} Example */

/**
 * @param {Example[]} examples as the server tells them, with English titles; none: nothing is offered
 * @param {import('../words/en.js').PageWords['examples']} words
 */
export function showExamples(examples, words) {
  const handful = Object.entries(HANDFUL).map(([name, taskId]) =>
    link(taskId, words.names[/** @type {keyof typeof HANDFUL} */ (name)]),
  );
  /** @type {string[]} */
  const shown = Object.values(HANDFUL);
  const rest = examples.filter(({ taskId }) => !shown.includes(taskId));
  const place = byId('examples', HTMLElement);
  place.replaceChildren(
    el('p', { class: 'links' }, el('span', {}, words.title), ...handful),
    el(
      'details',
      {},
      el('summary', {}, words.more),
      el('p', { class: 'links' }, ...rest.map(({ taskId, title }) => link(taskId, title, 'en'))),
    ),
  );
  place.hidden = examples.length === 0;
}

/**
 * @param {string} taskId
 * @param {string} text
 * @param {string} [lang] where it is not the page's
 */
function link(taskId, text, lang) {
  return el('a', { href: `#task=${encodeURIComponent(taskId)}`, lang }, text);
}
