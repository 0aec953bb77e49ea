// What happens to the page around us: hidden, shown, offline, online, restored. Silent where there is no page.

/**
 * The events that may mean "look again now", and whose they are. Workers have only the network's.
 * @type {[event: string, target: () => EventTarget | undefined][]}
 */
const EVENTS = [
  ['visibilitychange', () => globalThis.document],
  ['resume', () => globalThis.document],
  ['online', () => globalThis],
  ['pageshow', () => globalThis],
];

/** Timers are never as late without a reason. */
const SLEPT_MS = 5_000;

/**
 * @param {number} plannedAt when a timer should have fired, epoch ms
 * @returns {boolean} it is so late that the machine must have been asleep
 */
export function slept(plannedAt) {
  return Date.now() - plannedAt >= SLEPT_MS;
}

/** Listens only between start() and stop(), so that an idle client leaves nothing behind. */
export class PageLife {
  #wake;
  #listening = false;

  /** @param {() => void} onWake called when a look may be worth it: shown, online again, restored */
  constructor(onWake) {
    this.#wake = (/** @type {Event} */ event) => {
      // A page that is shown for the first time has not been away.
      const isNew = event.type === 'pageshow' && !(/** @type {PageTransitionEvent} */ (event).persisted);
      if (!isNew && !this.hidden && !this.offline) onWake();
    };
  }

  /** @returns {boolean} nobody sees the page; never so in workers and on servers */
  get hidden() {
    return globalThis.document?.visibilityState === 'hidden';
  }

  /** @returns {boolean} the browser knows that there is no network; never so where it cannot tell */
  get offline() {
    return globalThis.navigator?.onLine === false;
  }

  start() {
    if (this.#listening) return;
    this.#listening = true;
    for (const [event, target] of EVENTS) target()?.addEventListener?.(event, this.#wake);
  }

  stop() {
    this.#listening = false;
    for (const [event, target] of EVENTS) target()?.removeEventListener?.(event, this.#wake);
  }
}
