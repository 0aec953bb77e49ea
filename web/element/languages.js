// The languages of <aleph-task>: those of web/words, and those that a page adds.
import { chooseLanguage } from '../words/choose-language.js';
import { ELEMENT_WORDS } from '../words/index.js';

/** @typedef {import('../words/choose-language.js').Language} Language */
/** @typedef {import('../words/en.js').ElementWords} ElementWords */

/**
 * Some of the texts: what is missing is English, so that a language made for one version goes on with the next.
 * @template Words
 * @typedef {Words extends string | readonly string[] ? Words : { [Name in keyof Words]?: SomeOf<Words[Name]> | undefined }} SomeOf
 */

/** @type {Map<string, ElementWords>} */
const languages = new Map(Object.entries(ELEMENT_WORDS));

/**
 * Adds a language to `<aleph-task>`, or replaces one. Elements shown already take it at their next change.
 * @param {string} tag BCP 47, such as "fr" or "zh-Hant"
 * @param {SomeOf<ElementWords>} messages as in web/words/en.js; what is missing is said in English
 * @throws {RangeError} for what is no tag
 */
export function addLanguage(tag, messages) {
  const all = withEnglish(/** @type {Texts} */ (messages), ELEMENT_WORDS.en);
  languages.set(new Intl.Locale(tag).toString(), /** @type {ElementWords} */ (all));
}

/**
 * @param {readonly (string | null | undefined)[]} wanted BCP 47, the most wanted first
 * @returns {Language}
 */
export function elementLanguage(wanted) {
  return chooseLanguage(wanted, languages.keys());
}

/**
 * @param {Language} language
 * @returns {ElementWords}
 */
export function elementWords({ tag }) {
  return languages.get(tag) ?? ELEMENT_WORDS.en;
}

/**
 * The languages that the place of an element asks for, the most wanted first.
 * @param {Element} element
 * @returns {(string | null | undefined)[]} BCP 47
 */
export function wantedLanguages(element) {
  return [element.closest('[lang]')?.getAttribute('lang'), document.documentElement.lang, ...navigator.languages];
}

/** @typedef {{ [name: string]: string | readonly string[] | Texts }} Texts */

/**
 * @param {Texts} own
 * @param {Texts} english
 * @returns {Texts} its own texts, and those of English that it lacks
 */
export function withEnglish(own, english) {
  const all = { ...own };
  for (const [name, text] of Object.entries(english)) {
    const has = all[name];
    all[name] = isTexts(text) ? withEnglish(isTexts(has) ? has : {}, text) : (has ?? text);
  }
  return all;
}

/**
 * @param {Texts[string] | undefined} value
 * @returns {value is Texts}
 */
function isTexts(value) {
  return typeof value === 'object' && !Array.isArray(value);
}
