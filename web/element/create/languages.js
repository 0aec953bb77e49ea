// The languages of <aleph-create>: those of web/words, and those that a page adds.
import { chooseLanguage } from '../../words/choose-language.js';
import { CREATE_WORDS } from '../../words/create-words.js';
import { Format } from '../format.js';
import { elementLanguage, elementWords, wantedLanguages, withEnglish } from '../languages.js';
import { Measures } from './measures.js';

/** @typedef {import('../../words/en.js').CreateWords} CreateWords */

/** @type {Map<string, CreateWords>} */
const languages = new Map(Object.entries(CREATE_WORDS));

/**
 * Adds a language to `<aleph-create>`, or replaces one. Errors are said in the words of `<aleph-task>`: `addLanguage` of
 * `kie-aleph/element` adds those.
 * @param {string} tag BCP 47, such as "fr" or "zh-Hant"
 * @param {import('../languages.js').SomeOf<CreateWords>} messages as `create` in web/words/en.js; what is missing is said in English
 * @throws {RangeError} for what is no tag
 */
export function addLanguage(tag, messages) {
  const all = withEnglish(/** @type {import('../languages.js').Texts} */ (messages), CREATE_WORDS.en);
  languages.set(new Intl.Locale(tag).toString(), /** @type {CreateWords} */ (all));
}

/**
 * @param {Element} element
 * @returns {import('./spoken.js').Reading & { language: import('../languages.js').Language }} of the language of its place
 */
export function readingOf(element) {
  const wanted = wantedLanguages(element);
  const language = chooseLanguage(wanted, languages.keys());
  return {
    language,
    words: languages.get(language.tag) ?? CREATE_WORDS.en,
    element: elementWords(elementLanguage(wanted)),
    format: new Format(language.locale),
    measures: new Measures(language.locale),
  };
}
