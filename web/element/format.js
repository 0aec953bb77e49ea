// Times, durations and numbers as people of one locale read them, in their own time zone.

/** Media are kept for about two weeks, says the vendor (docs/contract.md, "Guidance and limits"). */
const KEPT_MS = 14 * 24 * 3600 * 1000;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @type {[Intl.RelativeTimeFormatUnit, number][]} the largest that fits is used */
const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

const DATE_TIME = /** @type {const} */ ({ dateStyle: 'medium', timeStyle: 'medium' });
const DATE = /** @type {const} */ ({ dateStyle: 'medium' });
const TIME = /** @type {const} */ ({ timeStyle: 'short' });
const DAY_OF_YEAR = /** @type {const} */ ({ month: 'short', day: 'numeric' });
const NUMBER = { maximumFractionDigits: 2 };
const RELATIVE = /** @type {const} */ ({ numeric: 'auto' });
const LIST = /** @type {const} */ ({ type: 'unit', style: 'narrow' });
const PLURAL = {};
const PARTS = /** @type {const} */ (['hour', 'minute', 'second']).map(
  (unit) => /** @type {const} */ ({ style: 'unit', unit, unitDisplay: 'short' }),
);

/** Formats for one locale. Making one is what costs: each is made once, when it is first needed. */
export class Format {
  #locale;
  /** @type {Map<object, any>} by their options */
  #made = new Map();

  /** @param {string} locale BCP 47 */
  constructor(locale) {
    this.#locale = locale;
  }

  /**
   * @template Options, Made
   * @param {new (locale: string, options: Options) => Made} Kind
   * @param {Options & object} options one object for each format
   * @returns {Made}
   */
  #of(Kind, options) {
    if (!this.#made.has(options)) this.#made.set(options, new Kind(this.#locale, options));
    return this.#made.get(options);
  }

  /** @param {number} time epoch ms */
  dateTime(time) {
    return this.#of(Intl.DateTimeFormat, DATE_TIME).format(time);
  }

  /** @param {number} time epoch ms */
  date(time) {
    return this.#of(Intl.DateTimeFormat, DATE).format(time);
  }

  /**
   * @param {number} time epoch ms
   * @param {Date} [now]
   * @returns {string} as short as lists need it: the time of today, else the day, with its year when that is another
   */
  short(time, now = new Date()) {
    const date = new Date(time);
    if (date.toDateString() === now.toDateString()) return this.#of(Intl.DateTimeFormat, TIME).format(time);
    return this.#of(Intl.DateTimeFormat, date.getFullYear() === now.getFullYear() ? DAY_OF_YEAR : DATE).format(time);
  }

  /** @param {number} value */
  number(value) {
    return this.#of(Intl.NumberFormat, NUMBER).format(value);
  }

  /**
   * @param {number} ms from now; negative is past
   * @returns {string} such as "5 minutes ago" or "in 13 days"
   */
  relative(ms) {
    const [unit, size] = UNITS.find(([, least]) => Math.abs(ms) >= least) ?? ['minute', MINUTE];
    return this.#of(Intl.RelativeTimeFormat, RELATIVE).format(Math.trunc(ms / size) || 0, unit);
  }

  /**
   * @param {number} ms
   * @returns {string} such as "5 min 12 sec": the two largest units that are not zero
   */
  duration(ms) {
    const seconds = Math.max(Math.round(ms / SECOND), 0);
    const counts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
    const said = (/** @type {number} */ count, /** @type {number} */ part) =>
      this.#of(Intl.NumberFormat, /** @type {typeof PARTS[number]} */ (PARTS[part])).format(count);
    const parts = counts.flatMap((count, part) => (count > 0 ? [said(count, part)] : []));
    return parts.length === 0 ? said(0, 2) : this.#of(Intl.ListFormat, LIST).format(parts.slice(0, 2));
  }

  /**
   * @param {number} count
   * @param {{ one: string, other: string }} forms
   * @returns {string} the form for so many
   */
  plural(count, forms) {
    return this.#of(Intl.PluralRules, PLURAL).select(count) === 'one' ? forms.one : forms.other;
  }
}

/**
 * Until when the media of a task are probably kept.
 * @param {string} completeTime ISO 8601
 * @returns {number} epoch ms
 */
export function keptUntil(completeTime) {
  return Date.parse(completeTime) + KEPT_MS;
}
