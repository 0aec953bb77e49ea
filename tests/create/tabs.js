// What pages and workers share, without a browser: a store that only gives promises, and locks that are freed when their holder is gone.

/** @typedef {import('../../web/create/intents.js').Intent} Intent */

export function sharedStorage() {
  /** @type {Map<string, string>} as JSON: what does not survive that is not kept */
  const kept = new Map();
  /** @type {Map<string, { holder: object, end: () => void }>} */
  const held = new Map();
  /** @type {{ name: string, holder: object, start: () => void }[]} */
  const waiting = [];

  /** @param {string} name */
  function grant(name) {
    if (held.has(name)) return;
    const at = waiting.findIndex((each) => each.name === name);
    if (at !== -1) waiting.splice(at, 1)[0]?.start();
  }

  /** One tab or worker; `crash` frees its locks, and none of its calls settles any more. */
  function openTab() {
    const holder = {};
    let isGone = false;
    const unlessGone = (/** @type {unknown} */ value) => (isGone ? new Promise(() => {}) : Promise.resolve(value));
    /** @type {import('../../web/create/intents.js').IntentStore} */
    const store = {
      get: (id) => unlessGone(kept.has(id) ? JSON.parse(String(kept.get(id))) : undefined),
      set: (intent) => unlessGone(isGone || kept.set(intent.id, JSON.stringify(intent))),
      delete: (id) => unlessGone(isGone || kept.delete(id)),
      list: () => unlessGone([...kept.values()].map((text) => JSON.parse(text))),
    };
    /** @type {import('../../web/create/locks.js').Locks} */
    const locks = {
      request: (name, { signal }, work) =>
        new Promise((resolve, reject) => {
          const start = () => {
            const end = () => {
              if (held.get(name)?.holder === holder) held.delete(name);
              grant(name);
            };
            held.set(name, { holder, end });
            work().then(resolve, reject).finally(end);
          };
          waiting.push({ name, holder, start });
          signal?.addEventListener('abort', () => reject(signal.reason));
          grant(name);
        }),
      query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }),
    };
    return {
      store,
      locks,
      crash() {
        isGone = true;
        for (const { holder: other, end } of [...held.values()]) if (other === holder) end();
      },
    };
  }

  return {
    openTab,
    /** @returns {Intent[]} */
    intents: () => [...kept.values()].map((text) => JSON.parse(text)),
  };
}
