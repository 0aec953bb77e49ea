// The files that were uploaded to the sandbox, in memory and within bounds: the oldest are forgotten first.

/** However small they are. */
const MOST_FILES = 1000;

/** @typedef {{ type: string, bytes: Uint8Array<ArrayBuffer> }} File */

/**
 * What a browser plays or shows and runs no code of. Served under any other type, such as HTML, it would be a page of the server that
 * the sandbox is part of.
 */
const HARMLESS = /^(?:(?:video|audio)\/[\w.+-]+|image\/(?:avif|gif|jpeg|png|webp))$/;

export class KeptFiles {
  /** @type {Map<string, File>} */
  #files = new Map();
  #most;

  /** @param {number} most bytes of all of them together */
  constructor(most) {
    this.#most = most;
  }

  /**
   * Takes the place of another one with its path.
   * @param {string} path as a URL has it
   * @param {File} file no larger than all may be together
   */
  keep(path, { type, bytes }) {
    this.#files.delete(path);
    this.#files.set(path, { type: HARMLESS.test(type) ? type : 'application/octet-stream', bytes });
    for (const oldest of this.#files.keys()) {
      if (this.#files.size <= MOST_FILES && this.#size() <= this.#most) return;
      this.#files.delete(oldest);
    }
  }

  /** @param {string} path as a URL has it */
  get(path) {
    return this.#files.get(path);
  }

  #size() {
    let size = 0;
    for (const { bytes } of this.#files.values()) size += bytes.length;
    return size;
  }
}
