// Sizes and lengths of files, as people of one locale read them.

const UNIT = /** @type {const} */ ({ style: 'unit', unitDisplay: 'short', maximumFractionDigits: 1 });

export class Measures {
  #megabytes;
  #seconds;

  /** @param {string} locale BCP 47 */
  constructor(locale) {
    this.#megabytes = new Intl.NumberFormat(locale, { ...UNIT, unit: 'megabyte' });
    this.#seconds = new Intl.NumberFormat(locale, { ...UNIT, unit: 'second' });
  }

  /** @param {number} bytes @returns {string} such as "4.2 MB"; no video is smaller than a tenth of one */
  size(bytes) {
    return this.#megabytes.format(Math.max(bytes / 1e6, 0.1));
  }

  /** @param {number} seconds @returns {string} such as "8.3 sec" */
  seconds(seconds) {
    return this.#seconds.format(seconds);
  }
}
