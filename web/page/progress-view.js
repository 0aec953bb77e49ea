// The panel of a task that is still being made: how long it has taken, when the next look comes, look now, stop.
import { el } from './dom.js';
import { duration } from './format.js';

/** The usual time of a generation, says the vendor. */
const USUAL_MIN_MS = 2 * 60_000;
const USUAL_MAX_MS = 15 * 60_000;

/** Ticks once a second while it is shown. */
export class ProgressView {
  #root;
  #elapsed = el('strong', {});
  #bar = el('progress', { max: String(USUAL_MAX_MS), 'aria-label': 'Time taken, of the usual 15 minutes at most' });
  #usual = el('p', { class: 'hint' });
  #next = el('p', { class: 'next' });
  #now;
  #task = false;
  #createdAt = 0;
  #nextAt = Infinity;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;

  /**
   * @param {HTMLElement} root
   * @param {{ lookNow(): void, stop(): void }} actions
   */
  constructor(root, { lookNow, stop }) {
    this.#root = root;
    this.#now = el('button', { id: 'look-now', type: 'button', class: 'quiet', click: () => this.#look(lookNow) }, 'Look now');
    root.append(
      el('p', { class: 'elapsed' }, this.#elapsed),
      this.#bar,
      this.#usual,
      el('div', { class: 'actions' }, this.#next, this.#now, el('button', { id: 'stop', type: 'button', class: 'quiet', click: stop }, 'Stop')),
    );
  }

  /** @param {import('../client/follow.js').Look} look */
  show({ task, elapsed, nextDelay }) {
    if (nextDelay === null) return this.hide();
    this.#task = task !== null;
    this.#createdAt = task?.createTime ? Math.min(Date.parse(task.createTime), Date.now()) : Date.now() - elapsed;
    this.#nextAt = Date.now() + nextDelay;
    this.#now.disabled = false;
    this.#root.hidden = false;
    this.#tick();
    this.#ticking ??= setInterval(() => this.#tick(), 1000);
  }

  hide() {
    this.#root.hidden = true;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  /** @param {() => void} lookNow */
  #look(lookNow) {
    this.#nextAt = 0;
    this.#now.disabled = true;
    this.#tick();
    lookNow();
  }

  #tick() {
    const age = Math.max(Date.now() - this.#createdAt, 0);
    this.#elapsed.textContent = this.#task ? `In the making for ${duration(age)}` : `Trying for ${duration(age)}`;
    this.#bar.hidden = this.#usual.hidden = !this.#task;
    this.#bar.value = Math.min(age, USUAL_MAX_MS);
    const left = USUAL_MAX_MS - age;
    this.#usual.textContent =
      left < 0 ? 'Longer than the usual 2 to 15 minutes. It may still finish.' : age < USUAL_MIN_MS ? 'Usually 2 to 15 minutes.' : `Usually 2 to 15 minutes: at most about ${duration(Math.ceil(left / 60_000) * 60_000)} more.`;
    const wait = this.#nextAt - Date.now();
    this.#next.textContent = wait > 500 ? `Next look in ${duration(wait)}` : navigator.onLine ? 'Looking…' : 'Offline: looking again when the network is back';
  }
}
