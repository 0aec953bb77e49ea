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

/** Formats for one locale. Making one is what costs: each is made once, when it is first needed. */
export class Format {
  #dateTime;
  #date;
  #time;
  #day;
  #number;
  #relative;
  #list;
  #plural;
  #units;

  /** @param {string} locale BCP 47 */
  constructor(locale) {
    this.#dateTime = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }));
    this.#date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));
    this.#time = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
    this.#day = once(() => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric' }));
    this.#number = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }));
    this.#relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
    this.#list = once(() => new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }));
    this.#plural = once(() => new Intl.PluralRules(locale));
    this.#units = once(() =>
      ['hour', 'minute', 'second'].map(
        (unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
      ),
    );
  }

  /** @param {number} time epoch ms */
  dateTime(time) {
    return this.#dateTime().format(time);
  }

  /** @param {number} time epoch ms */
  date(time) {
    return this.#date().format(time);
  }

  /**
   * @param {number} time epoch ms
   * @param {Date} [now]
   * @returns {string} as short as lists need it: the time of today, else the day, with its year when that is another
   */
  short(time, now = new Date()) {
    const date = new Date(time);
    if (date.toDateString() === now.toDateString()) return this.#time().format(time);
    return (date.getFullYear() === now.getFullYear() ? this.#day : this.#date)().format(time);
  }

  /** @param {number} value */
  number(value) {
    return this.#number().format(value);
  }

  /**
   * @param {number} ms from now; negative is past
   * @returns {string} such as "5 minutes ago" or "in 13 days"
   */
  relative(ms) {
    const [unit, size] = UNITS.find(([, least]) => Math.abs(ms) >= least) ?? ['minute', MINUTE];
    return this.#relative().format(Math.trunc(ms / size) || 0, unit);
  }

  /**
   * @param {number} ms
   * @returns {string} such as "5 min 12 sec": the two largest units that are not zero
   */
  duration(ms) {
    const seconds = Math.max(Math.round(ms / SECOND), 0);
    const units = this.#units();
    const counts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
    const parts = counts.flatMap((count, i) =>
      count > 0 ? [/** @type {Intl.NumberFormat} */ (units[i]).format(count)] : [],
    );
    return parts.length === 0
      ? /** @type {Intl.NumberFormat} */ (units[2]).format(0)
      : this.#list().format(parts.slice(0, 2));
  }

  /**
   * @param {number} count
   * @param {{ one: string, other: string }} forms
   * @returns {string} the form for so many
   */
  plural(count, forms) {
    return this.#plural().select(count) === 'one' ? forms.one : forms.other;
  }
}

/**
 * @template Made
 * @param {() => Made} make
 * @returns {() => Made}
 */
function once(make) {
  /** @type {Made | undefined} */
  let made;
  return () => (made ??= make());
}

/**
 * Until when the media of a task are probably kept.
 * @param {string} completeTime ISO 8601
 * @returns {number} epoch ms
 */
export function keptUntil(completeTime) {
  return Date.parse(completeTime) + KEPT_MS;
}
