// Where a WebAssembly module of Emscripten's has its constants and its stack, read from its bytes.
// https://webassembly.github.io/spec/core/binary/modules.html

const GLOBALS = 6;
const DATA = 11;
const I32_CONST = 0x41;

/**
 * @param {Uint8Array} bytes of the module
 * @returns {{ stackTop: number, dataEnd: number }} addresses: where the stack begins, to grow downwards; where the constants end
 */
export function layoutOf(bytes) {
  const reader = new Reader(bytes);
  const layout = { stackTop: 0, dataEnd: 0 };
  // Behind the magic number and the version.
  for (reader.at = 8; reader.at < bytes.length; ) {
    const section = reader.byte();
    const size = reader.number();
    const end = reader.at + size;
    // The first one is the stack pointer.
    if (section === GLOBALS && reader.number() > 0) layout.stackTop = reader.global();
    if (section === DATA) {
      for (let left = reader.number(); left > 0; left--) layout.dataEnd = Math.max(layout.dataEnd, reader.segment());
    }
    reader.at = end;
  }
  return layout;
}

class Reader {
  at = 0;
  #bytes;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  byte() {
    return Number(this.#bytes[this.at++]);
  }

  /** LEB128. An address is never negative, so the sign needs no care. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  /** @returns {number} the value that it begins with */
  global() {
    // Its type, and whether it may change.
    this.at += 2;
    return this.#constant();
  }

  /** @returns {number} where it ends */
  segment() {
    if (this.number() !== 0) throw new Error('A segment that is not put into memory by itself.');
    const address = this.#constant();
    const size = this.number();
    this.at += size;
    return address + size;
  }

  #constant() {
    if (this.byte() !== I32_CONST) throw new Error('An address that is not a constant.');
    const value = this.number();
    // The end of the expression.
    this.at++;
    return value;
  }
}
