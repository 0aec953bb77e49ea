// The page's words, in the language that the reader chose or the browser's.
import { chooseLanguage } from '../words/choose-language.js';
import { ELEMENT_WORDS, PAGE_WORDS } from '../words/index.js';

/**
 * @typedef {object} Words
 * @property {import('../words/choose-language.js').Language} language
 * @property {import('../words/en.js').PageWords} page
 * @property {import('../words/en.js').ElementWords} element
 */

/**
 * @param {string} wanted BCP 47; empty: the browser's
 * @returns {Words}
 */
export function wordsFor(wanted) {
  const language = chooseLanguage([wanted, ...navigator.languages], Object.keys(PAGE_WORDS));
  const { tag } = language;
  return { language, page: PAGE_WORDS[tag] ?? PAGE_WORDS.en, element: ELEMENT_WORDS[tag] ?? ELEMENT_WORDS.en };
}

/** The languages there are, in their own names. @returns {[tag: string, name: string][]} */
export function languages() {
  return Object.keys(PAGE_WORDS).map((tag) => [tag, new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag]);
}
