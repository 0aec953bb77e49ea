// Time that passes only when a test says so: setTimeout, clearTimeout and Date.now of the whole process.
import { turns } from './turns.js';

/** @typedef {{ id: number, at: number, callback: () => void }} Timer */

export class FakeClock {
  /** @type {Timer[]} */
  #timers = [];
  #lastId = 0;
  /** monotonic, as timers see it */
  #elapsed = 0;
  #wall;
  #real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, now: Date.now };

  /** @param {number} [now] what the clock on the wall says, epoch ms */
  constructor(now = Date.UTC(2026, 7, 18, 12)) {
    this.#wall = now;
  }

  /**
   * Takes over until the test ends.
   * @param {import('node:test').TestContext} t
   * @param {number} [now]
   */
  static install(t, now) {
    const clock = new FakeClock(now);
    globalThis.setTimeout = /** @type {any} */ (
      (/** @type {() => void} */ callback, /** @type {number} */ delay) => clock.#add(callback, delay)
    );
    globalThis.clearTimeout = /** @type {any} */ ((/** @type {unknown} */ id) => clock.#remove(Number(id)));
    Date.now = () => clock.now;
    t.after(() => clock.#restore());
    return clock;
  }

  get now() {
    return this.#wall;
  }

  /** @returns {number} timers that wait to fire */
  get pending() {
    return this.#timers.length;
  }

  /**
   * Lets time pass, every timer at its moment, with all that follows from it.
   * @param {number} ms
   */
  async advance(ms) {
    await turns();
    const end = this.#elapsed + ms;
    for (;;) {
      const next = this.#timers[0];
      if (!next || next.at > end) break;
      this.#pass(next.at - this.#elapsed);
      this.#remove(next.id);
      next.callback();
      await turns();
    }
    this.#pass(end - this.#elapsed);
    await turns();
  }

  /**
   * Sets the clock on the wall; timers do not notice.
   * @param {number} ms
   */
  jump(ms) {
    this.#wall += ms;
  }

  /**
   * The machine sleeps: no timer fires meanwhile, those that were due fire late.
   * @param {number} ms
   */
  async sleep(ms) {
    await turns();
    this.#wall += ms;
    this.#elapsed += ms;
    await this.advance(0);
  }

  /** @param {number} ms */
  #pass(ms) {
    this.#elapsed += Math.max(ms, 0);
    this.#wall += Math.max(ms, 0);
  }

  /**
   * @param {() => void} callback
   * @param {number} [delay]
   */
  #add(callback, delay = 0) {
    // As in HTML and Node: what does not fit 31 bits fires at once.
    const ms = delay > 2 ** 31 - 1 || !(delay >= 0) ? 1 : Math.trunc(delay);
    const timer = { id: ++this.#lastId, at: this.#elapsed + ms, callback };
    const before = this.#timers.findLastIndex(({ at }) => at <= timer.at);
    this.#timers.splice(before + 1, 0, timer);
    return timer.id;
  }

  /** @param {number} id */
  #remove(id) {
    const index = this.#timers.findIndex((timer) => timer.id === id);
    if (index >= 0) this.#timers.splice(index, 1);
  }

  #restore() {
    globalThis.setTimeout = this.#real.setTimeout;
    globalThis.clearTimeout = this.#real.clearTimeout;
    Date.now = this.#real.now;
  }
}
