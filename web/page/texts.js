// Puts the words of one language into the page: `data-text` and `data-label` say which.
import { chooseLanguage, messagesOf } from '../element/language.js';
import { PAGE_WORDS } from '../words/index.js';

/** @typedef {{ tag: string, page: import('../words/en.js').PageWords, element: import('../words/en.js').ElementWords }} Words */

/** @type {Record<string, import('../words/en.js').PageWords>} */
const MESSAGES = PAGE_WORDS;

/**
 * @param {string} wanted BCP 47; empty: the browser's
 * @returns {Words}
 */
export function wordsFor(wanted) {
  const language = chooseLanguage([wanted, ...navigator.languages], { known: Object.keys(MESSAGES) });
  return { tag: language.tag, page: MESSAGES[language.tag] ?? PAGE_WORDS.en, element: messagesOf(language) };
}

/** The languages there are, in their own names. @returns {[tag: string, name: string][]} */
export function languages() {
  return Object.keys(MESSAGES).map((tag) => [tag, new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag]);
}

/** @param {Words} words */
export function applyWords({ tag, page }) {
  document.documentElement.lang = tag;
  document.documentElement.dir = chooseLanguage([tag]).direction;
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = textAt(page, element.getAttribute('data-text'));
  for (const element of document.querySelectorAll('[data-label]')) {
    const text = textAt(page, element.getAttribute('data-label'));
    element.setAttribute('aria-label', text);
    if (element instanceof HTMLButtonElement) element.title = text;
  }
}

/**
 * @param {object} messages
 * @param {string | null} path such as "form.label"
 * @returns {string}
 */
function textAt(messages, path) {
  /** @type {any} */
  let found = messages;
  for (const name of path?.split('.') ?? []) found = found?.[name];
  return String(found);
}
