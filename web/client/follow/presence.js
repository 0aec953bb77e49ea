// Whether there is anybody to ask: each tab that follows something holds a lock, which all of them may hold, and counts who does.

export class Presence {
  #name;
  /** Gives the lock back. @type {(() => void) | undefined} none: it is not held */
  #leave;
  /** @type {Promise<boolean> | undefined} under way */
  #asking;

  /** @param {string} name of the lock, which nobody asks for alone */
  constructor(name) {
    this.#name = name;
  }

  /** Until leave(), or until the page goes: one that holds a lock could not come back as it was. */
  enter() {
    // Asked before, it does not see the own one.
    void this.isAlone();
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
  isAlone() {
    this.#asking ??= this.#count().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #count() {
    const own = this.#leave ? 1 : 0;
    try {
      const { held = [] } = await navigator.locks.query();
      return held.filter(({ name }) => name === this.#name).length === own;
    } catch {
      return false;
    }
  }
}
