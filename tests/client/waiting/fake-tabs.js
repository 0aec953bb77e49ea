// What tabs of one origin share in a browser, for tests: a channel and locks.

/** As long as a slow browser takes to say whether a lock is free. */
const LOCK_MS = 100;

/**
 * The browser's channel and locks, between the clients of one test.
 * @param {import('node:test').TestContext} t
 * @param {{ channel?: boolean | 'refused', locks?: boolean | 'refused' | 'stolen' | 'slow', navigator?: boolean }} [has]
 */
export function fakeTabs(t, { channel = true, locks = true, navigator = true } = {}) {
  /** @type {Set<FakeChannel>} */
  const open = new Set();
  /** @type {string[]} */
  const posted = [];
  class FakeChannel extends EventTarget {
    /** @param {string} name */
    constructor(name) {
      super();
      if (channel === 'refused') throw new DOMException('no', 'SecurityError');
      this.name = name;
      open.add(this);
    }
    /** @param {unknown} message */
    postMessage(message) {
      posted.push(`${this.name} ${JSON.stringify(message)}`);
      for (const other of open) {
        if (other === this || other.name !== this.name) continue;
        const event = new MessageEvent('message', { data: structuredClone(message) });
        setImmediate(() => open.has(other) && other.dispatchEvent(event));
      }
    }
    close() {
      open.delete(this);
    }
  }
  const held = new Set();
  /** @type {{ name: string }[]} that all may hold */
  const shared = [];
  /** @type {object[]} of each lock that was asked for to look */
  const lockOptions = [];
  const ready = async () => {
    if (locks === 'slow') await new Promise((resolve) => setTimeout(resolve, LOCK_MS));
    if (locks === 'refused') throw new DOMException('no', 'SecurityError');
  };
  const request = async (
    /** @type {string} */ name,
    /** @type {{ mode?: string }} */ options,
    /** @type {(lock: object | null) => Promise<void>} */ callback,
  ) => {
    if (options.mode === 'shared') return share({ name }, callback);
    lockOptions.push(options);
    await ready();
    if (held.has(name)) return callback(null);
    held.add(name);
    await callback({ name });
    held.delete(name);
    if (locks === 'stolen') throw new DOMException('no', 'AbortError');
  };
  const share = async (
    /** @type {{ name: string }} */ lock,
    /** @type {(lock: object) => Promise<void>} */ callback,
  ) => {
    shared.push(lock);
    await ready().catch((error) => {
      shared.splice(shared.indexOf(lock), 1);
      throw error;
    });
    await callback(lock);
    shared.splice(shared.indexOf(lock), 1);
  };
  const query = async () => {
    const now = [...shared];
    await ready();
    return { held: now };
  };
  const fakes = {
    BroadcastChannel: channel ? FakeChannel : undefined,
    navigator: navigator ? (locks ? { locks: { request, query } } : {}) : undefined,
  };
  for (const [name, value] of Object.entries(fakes)) {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() =>
      descriptor ? Object.defineProperty(globalThis, name, descriptor) : delete (/** @type {any} */ (globalThis)[name]),
    );
  }
  return { posted, open, lockOptions, shared };
}
