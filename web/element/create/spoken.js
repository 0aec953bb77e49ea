// The texts of a form, which can change their language while somebody fills it in.
import { el } from '../dom.js';

/**
 * What texts are made from.
 * @typedef {object} Reading
 * @property {import('../../words/en.js').CreateWords} words
 * @property {import('../languages.js').ElementWords} element the words of <aleph-task>, for errors
 * @property {import('../format.js').Format} format
 * @property {import('./measures.js').Measures} measures
 */

/** @typedef {(reading: Reading) => string} Pick */

export class Spoken {
  /** @type {((reading: Reading) => void)[]} */
  #bound = [];
  /** @type {Reading | undefined} */
  reading;

  /** @param {Pick} pick @returns {HTMLSpanElement} that always says it */
  text(pick) {
    const span = el('span');
    this.bind((reading) => (span.textContent = pick(reading)));
    return span;
  }

  /** @param {(reading: Reading) => void} say called now, if there is a language already, and with each other one */
  bind(say) {
    this.#bound.push(say);
    if (this.reading) say(this.reading);
  }

  /** @param {Reading} reading */
  say(reading) {
    this.reading = reading;
    for (const say of this.#bound) say(reading);
  }
}
