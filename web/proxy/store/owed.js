// What others are to hear once the store is back: the last that a process has put or said of each name.
import { nothing } from './link.js';
import { KINDS, kindOf } from './store.js';

/** The oldest of what others are owed is forgotten first: they find out by themselves, later. */
const MOST_OWED = 1_000;

export class Owed {
  /** @type {Map<string, () => Promise<void>>} by name, the oldest first */
  #all = new Map();

  /** @param {string} name @param {() => Promise<void>} give */
  add(name, give) {
    if (!KINDS[kindOf(name)]?.isOwed) return;
    this.#all.delete(name);
    this.#all.set(name, give);
    if (this.#all.size > MOST_OWED) this.#all.delete(String(this.#all.keys().next().value));
  }

  pay() {
    const all = [...this.#all.values()];
    this.#all.clear();
    // In order: what is said after what is put.
    all.reduce((before, give) => before.then(give).catch(nothing), Promise.resolve());
  }
}
