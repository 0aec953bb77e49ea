// A day in minutes: time passes as soon as all that is due has happened. As tests/helpers/fake-clock.js, for very many timers, with intervals.

/** What is due within it happens together, each at its own time: a turn of the event loop for every timer would take hours. */
const GRAIN_MS = 50;
/** Turns of the event loop that a request may take; one that waits for time to pass is not waited for. */
const MOST_TURNS = 200;
const LEAST_TURNS = 3;
/** So many timers that were cleared are kept beside those that were not, and as many as those. */
const MOST_CLEARED = 1_000;

/** @typedef {{ id: number, at: number, callback: () => void, every: number | null }} Timer */

export class SimulatedClock {
  /** @type {Timer[]} a binary heap, the next first */
  #heap = [];
  /** @type {Map<number, Timer>} that were not cleared */
  #timers = new Map();
  #lastId = 0;
  #elapsed = 0;
  #asleep = 0;
  #begun;
  #isBusy;
  #real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
    now: Date.now,
  };

  /** @param {() => boolean} isBusy whether something that needs no time is under way */
  constructor(isBusy) {
    this.#isBusy = isBusy;
    this.#begun = Date.UTC(2026, 7, 18, 12);
  }

  /** Takes over timers and `Date.now` of the whole process, until `restore`. */
  install() {
    const add = (/** @type {boolean} */ isInterval) =>
      /** @type {any} */ (
        (/** @type {(...given: unknown[]) => void} */ callback, delay = 0, /** @type {unknown[]} */ ...given) =>
          this.#add(() => callback(...given), delay, isInterval)
      );
    const remove = /** @type {any} */ ((/** @type {unknown} */ id) => this.#remove(Number(id)));
    globalThis.setTimeout = add(false);
    globalThis.setInterval = add(true);
    globalThis.clearTimeout = globalThis.clearInterval = remove;
    Date.now = () => this.now;
  }

  restore() {
    const { now, ...timers } = this.#real;
    Object.assign(globalThis, timers);
    Date.now = now;
  }

  /** epoch ms */
  get now() {
    return this.#begun + this.#elapsed + this.#asleep;
  }

  /** @returns {number} timers that wait to fire */
  get pending() {
    return this.#timers.size;
  }

  /** @param {number} ms */
  async advance(ms) {
    const end = this.#elapsed + ms;
    await this.#settle();
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      const together = Math.min(next.at + GRAIN_MS, end);
      for (let due = this.#next(); due && due.at <= together; due = this.#next()) this.#fire(due);
      await this.#settle();
    }
    this.#elapsed = end;
  }

  /** The machine sleeps: no timer fires meanwhile, and the clock on the wall goes on. @param {number} ms */
  sleep(ms) {
    this.#asleep += ms;
  }

  async #settle() {
    for (let turns = 0; turns < MOST_TURNS && (turns < LEAST_TURNS || this.#isBusy()); turns++)
      await new Promise((resolve) => setImmediate(resolve));
  }

  /** @param {Timer} timer */
  #fire(timer) {
    this.#elapsed = Math.max(this.#elapsed, timer.at);
    this.#pop();
    if (timer.every === null) this.#timers.delete(timer.id);
    else this.#push({ ...timer, at: timer.at + Math.max(timer.every, 1) });
    timer.callback();
  }

  /** @param {() => void} callback @param {number} delay @param {boolean} isInterval */
  #add(callback, delay, isInterval) {
    // As in Node: what does not fit 31 bits fires at once.
    const ms = delay > 2 ** 31 - 1 || !(delay >= 0) ? 1 : Math.trunc(delay);
    const id = ++this.#lastId;
    this.#push({ id, at: this.#elapsed + ms, callback, every: isInterval ? ms : null });
    return id;
  }

  /** @param {number} id */
  #remove(id) {
    this.#timers.delete(id);
    if (this.#heap.length <= 2 * this.#timers.size + MOST_CLEARED) return;
    // Those of waits without a deadline are days away: they would be held, with all that they hold. What is sorted is a heap.
    this.#heap = [...this.#timers.values()].sort((a, b) => a.at - b.at);
  }

  /** @returns {Timer | undefined} */
  #next() {
    while (this.#heap[0] && this.#timers.get(this.#heap[0].id) !== this.#heap[0]) this.#pop();
    return this.#heap[0];
  }

  /** @param {Timer} timer */
  #push(timer) {
    this.#timers.set(timer.id, timer);
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    for (let up = (at - 1) >> 1; at > 0 && Number(heap[up]?.at) > timer.at; at = up, up = (at - 1) >> 1)
      heap[at] = /** @type {Timer} */ (heap[up]);
    heap[at] = timer;
  }

  #pop() {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const isRight = right !== undefined && right.at < Number(left?.at);
      const smaller = isRight ? right : left;
      if (!smaller || smaller.at >= last.at) break;
      heap[at] = smaller;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = last;
  }
}
