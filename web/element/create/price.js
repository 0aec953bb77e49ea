// What the task costs, and what is left, before it is paid.
import { fill } from '../../words/fill.js';
import { el } from '../dom.js';

/** Of one task, in credits (docs/contract.md, "Creating"). */
export const PRICE = 110;

export class Price {
  element = el('p', { part: 'price', class: 'price' });
  #spoken;
  /** @type {number | null} */
  #left = null;
  #price = PRICE;
  #asked = 0;

  /** @param {import('./spoken.js').Spoken} spoken */
  constructor(spoken) {
    this.#spoken = spoken;
    spoken.bind(() => this.#say());
  }

  /** @param {number} price credits */
  set price(price) {
    this.#price = price;
    this.#say();
  }

  /**
   * Asks what is left; when nobody says, it is unknown.
   * @param {() => Promise<number>} getCredits
   */
  async ask(getCredits) {
    const asked = ++this.#asked;
    const left = await getCredits().catch(() => null);
    if (asked !== this.#asked) return;
    this.#left = left;
    this.#say();
  }

  #say() {
    const { reading } = this.#spoken;
    if (!reading) return;
    const { format, words } = reading;
    const { costs, left, few, unknown } = words.price;
    const isFew = this.#left !== null && this.#left < this.#price;
    const rest = this.#left === null ? unknown : fill(isFew ? few : left, { count: format.number(this.#left) });
    const cost = fill(format.plural(this.#price, costs), { count: format.number(this.#price) });
    this.element.replaceChildren(el('strong', {}, cost), ` · ${rest}`);
    this.element.classList.toggle('few', isFew);
  }
}
