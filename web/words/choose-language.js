// Which language the reader gets: the one asked for, then the document's, then the browser's, then English.
import { ELEMENT_WORDS } from '../words/index.js';

/** @typedef {import('../words/en.js').ElementWords} ElementWords */

/**
 * @typedef {object} Language
 * @property {string} tag BCP 47, of the messages
 * @property {string} locale BCP 47, for times and numbers: the reader's own region where it has the same language
 * @property {'ltr' | 'rtl'} direction
 */

const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** @type {Map<string, ElementWords>} */
const added = new Map(Object.entries(ELEMENT_WORDS));

/**
 * Adds a language to `<aleph-task>`, or replaces one. Elements shown already take it at their next change.
 * @param {string} tag BCP 47, such as "fr" or "zh-Hant"
 * @param {ElementWords} messages all of them, as in web/words/en.js
 */
export function addLanguage(tag, messages) {
  added.set(new Intl.Locale(tag).toString(), messages);
}

/**
 * @param {Language} language
 * @returns {ElementWords}
 */
export function messagesOf({ tag }) {
  return added.get(tag) ?? ELEMENT_WORDS.en;
}

/**
 * The best of the languages there are.
 * @param {(string | null | undefined)[]} wanted BCP 47, the most wanted first; what is no tag is passed over
 * @param {{ known?: Iterable<string>, regions?: readonly string[] }} [around] regions: the browser's languages, for the locale
 * @returns {Language}
 */
export function chooseLanguage(wanted, { known = added.keys(), regions = globalThis.navigator?.languages ?? [] } = {}) {
  const tags = [...known];
  for (const tag of wanted) {
    const locale = tag ? readTag(tag) : null;
    if (!locale) continue;
    const found =
      tags.find((each) => same(each, locale, 'script')) ?? tags.find((each) => same(each, locale, 'language'));
    if (found) return languageOf(found, [String(tag), ...regions]);
  }
  return languageOf('en', regions);
}

/**
 * Puts values into a message.
 * @param {string} message such as "Next look in {time}"
 * @param {Record<string, string | number>} values
 */
export function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/**
 * @param {string} found
 * @param {readonly string[]} regions
 * @returns {Language}
 */
function languageOf(found, regions) {
  const own = new Intl.Locale(found);
  const locale =
    regions.find((tag) => readTag(tag)?.region && same(found, /** @type {Intl.Locale} */ (readTag(tag)), 'script')) ??
    found;
  return { tag: found, locale, direction: RIGHT_TO_LEFT.has(own.maximize().script ?? '') ? 'rtl' : 'ltr' };
}

/**
 * @param {string} tag
 * @param {Intl.Locale} other
 * @param {'language' | 'script'} part down to which both agree
 */
function same(tag, other, part) {
  const [a, b] = [new Intl.Locale(tag).maximize(), other.maximize()];
  return a.language === b.language && (part === 'language' || a.script === b.script);
}

/** @param {string} tag */
function readTag(tag) {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}
