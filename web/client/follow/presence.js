// Whether there is anybody to ask: each tab that follows something holds a lock, which all of them may hold, and counts who does.

export class Presence {
  #name;
  /** Gives the lock back. @type {(() => void) | undefined} none: it is not held */
  #leave;

  /** @param {string} name of the lock, which nobody asks for alone */
  constructor(name) {
    this.#name = name;
  }

  /** Until leave(), or until the page goes: one that holds a lock could not come back as it was. */
  enter() {
    const left = new Promise((resolve) => {
      this.#leave = () => resolve(undefined);
    });
    navigator.locks
      .request(this.#name, { mode: 'shared' }, () => left)
      .catch(() => {
        // Refused, as in some frames, or stolen.
        this.#leave = undefined;
      });
    globalThis.addEventListener?.('pagehide', this.leave);
  }

  leave = () => {
    globalThis.removeEventListener?.('pagehide', this.leave);
    this.#leave?.();
    this.#leave = undefined;
  };

  /** @returns {Promise<boolean>} false also when nobody can tell */
  async isAlone() {
    // Locks are given and counted in the order in which that is asked for.
    const own = this.#leave ? 1 : 0;
    try {
      const { held = [] } = await navigator.locks.query();
      return held.filter(({ name }) => name === this.#name).length === own;
    } catch {
      return false;
    }
  }
}
