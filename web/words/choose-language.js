// Which language the reader gets: the first wanted one that there is, else English.

/**
 * @typedef {object} Language
 * @property {string} tag BCP 47, of the words
 * @property {string} locale BCP 47, for times and numbers: the reader's own region where it has the same language
 * @property {'ltr' | 'rtl'} direction
 */

const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/**
 * The best of the languages there are.
 * @param {readonly (string | null | undefined)[]} wanted BCP 47, the most wanted first; what is no tag is passed over
 * @param {Iterable<string>} known BCP 47: the languages there are
 * @param {readonly string[]} [regions] the browser's languages: BCP 47, for the locale
 * @returns {Language}
 */
export function chooseLanguage(wanted, known, regions = globalThis.navigator?.languages ?? []) {
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
