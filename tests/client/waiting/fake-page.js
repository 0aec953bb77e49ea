// A page around a test, in a process that has none.
import { turns } from '../../helpers/turns.js';

/** An event target that knows how many listen. */
class CountedTarget extends EventTarget {
  /** @type {[type: string, listener: unknown][]} */
  #listeners = [];
  get listening() {
    return this.#listeners.length;
  }
  /** @param {[string, any]} args */
  addEventListener(...args) {
    this.#listeners.push(args);
    super.addEventListener(...args);
  }
  /** @param {[string, any]} args */
  removeEventListener(...args) {
    this.#listeners = this.#listeners.filter(([type, listener]) => type !== args[0] || listener !== args[1]);
    super.removeEventListener(...args);
  }
}

/**
 * A page around the test: a document that can be hidden and a network that can go.
 * @param {import('node:test').TestContext} t
 */
export function fakePage(t) {
  const document = Object.assign(new CountedTarget(), { visibilityState: 'visible' });
  const window = new CountedTarget();
  const navigator = { ...globalThis.navigator, onLine: true };
  const fakes = {
    document,
    navigator,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  };
  for (const [name, value] of Object.entries(fakes)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() =>
      before ? Object.defineProperty(globalThis, name, before) : delete (/** @type {any} */ (globalThis)[name]),
    );
  }
  return {
    get listening() {
      return document.listening + window.listening;
    },
    async show(shown = true) {
      document.visibilityState = shown ? 'visible' : 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
      await turns();
    },
    /** Frozen before, as browsers do with pages that nobody sees. */
    async resume() {
      document.dispatchEvent(new Event('resume'));
      await turns();
    },
    async connect(online = true) {
      navigator.onLine = online;
      window.dispatchEvent(new Event(online ? 'online' : 'offline'));
      await turns();
    },
    /** For another page, or for ever. */
    async leave() {
      window.dispatchEvent(new Event('pagehide'));
      await turns();
    },
    /** @param {boolean} persisted */
    async restore(persisted) {
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
      await turns();
    },
  };
}
