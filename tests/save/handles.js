// A folder as the browser gives it: a file is there, empty, once it is made, and changes when its stream is closed.

/** @typedef {import('../../web/save/targets.js').DirectoryHandle} DirectoryHandle */

/**
 * @param {Record<string, string>} [files] that are there
 * @param {{ full?: string }} [faults] full: what the disk says to every write into a file of this ending
 */
export function fakeFolder(files = {}, { full } = {}) {
  const contents = new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
  /** @param {string} name @returns {import('../../web/save/targets.js').FileHandle} */
  const fileHandle = (name) => ({
    kind: 'file',
    async createWritable() {
      /** @type {Uint8Array[]} */
      const pieces = [];
      return new WritableStream({
        write(piece) {
          if (full && name.endsWith(full)) throw new DOMException('The disk is full', 'QuotaExceededError');
          pieces.push(piece);
        },
        close: () => void contents.set(name, Buffer.concat(pieces)),
      });
    },
  });
  /** @type {DirectoryHandle} */
  const folder = {
    kind: 'directory',
    async getFileHandle(name, { create = false } = {}) {
      if (!contents.has(name) && !create) throw new DOMException('No such file', 'NotFoundError');
      if (!contents.has(name)) contents.set(name, Buffer.alloc(0));
      return fileHandle(name);
    },
    removeEntry: async (name) => void contents.delete(name),
  };
  return { folder, contents, fileHandle };
}

/** A stream that says what became of it. @param {{ write?: (piece: Uint8Array) => unknown, close?: () => unknown }} [sink] */
export function watchedStream({ write, close } = {}) {
  const seen = { pieces: /** @type {Uint8Array[]} */ ([]), closed: false, aborted: /** @type {unknown} */ (undefined) };
  const stream = new WritableStream({
    async write(piece) {
      await write?.(piece);
      seen.pieces.push(piece);
    },
    async close() {
      await close?.();
      seen.closed = true;
    },
    abort: (reason) => void (seen.aborted = reason),
  });
  return { stream, seen, bytes: () => Buffer.concat(seen.pieces) };
}
