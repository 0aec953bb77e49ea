// Chance that can be had again: everything that is made of it follows from one number.

export class Chance {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** mulberry32. @returns {number} from 0 to below 1 */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @param {number} count @returns {number} whole, from 0 to below it */
  below(count) {
    return Math.floor(this.next() * count);
  }

  /** @param {number} share from 0 to 1 @returns {boolean} */
  is(share) {
    return this.next() < share;
  }

  /** @template T @param {readonly T[]} values @returns {T} */
  one(values) {
    return /** @type {T} */ (values[this.below(values.length)]);
  }
}
