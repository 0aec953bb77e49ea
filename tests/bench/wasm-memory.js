// The memory of a WebAssembly module, and how much of it was ever written to, without an API of it: what starts is watched, and painted.
import { readFileSync } from 'node:fs';
import { layoutOf } from './wasm-layout.js';

const BUILD = new URL('../../src/wasm/CMakeLists.txt', import.meta.url);
/** Any byte that code seldom writes. */
const PAINT = 0xa5;

/**
 * In bytes.
 * @typedef {object} Used
 * @property {number} memory what there is
 * @property {number} fixed constants and variables; with Emscripten's empty first page of 1,024
 * @property {number} stack the deepest that was written to
 * @property {number} heap up to the highest byte that malloc ever took
 */

/**
 * Watches until `start` is over; the module it starts must be the only one.
 * @param {() => Promise<unknown>} start
 * @returns {Promise<() => Used>} tells what was used since
 */
export async function watchStart(start) {
  /** @type {{ instance: WebAssembly.Instance, stack: Uint8Array } | undefined} */
  let started;
  const { instantiate, Instance, Module } = WebAssembly;
  /** @type {WeakMap<WebAssembly.Module, Uint8Array>} */
  const compiled = new WeakMap();
  const see = (/** @type {WebAssembly.Instance} */ instance, /** @type {any} */ source) => {
    started = { instance, stack: paintStack(memoryOf(instance), compiled.get(source) ?? source) };
    return instance;
  };
  WebAssembly.Module = new Proxy(Module, {
    construct(target, [bytes]) {
      const module = new target(bytes);
      compiled.set(module, bytes);
      return module;
    },
  });
  WebAssembly.Instance = new Proxy(Instance, {
    construct: (target, [module, imports]) => see(new target(module, imports), module),
  });
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {any} */ source, /** @type {any} */ imports) => {
      const result = /** @type {any} */ (await instantiate(source, imports));
      see(result.instance ?? result, source);
      return result;
    }
  );
  try {
    await start();
  } finally {
    Object.assign(WebAssembly, { instantiate, Instance, Module });
  }
  if (!started) throw new Error('No WebAssembly has started.');
  const { instance, stack } = started;
  const memory = memoryOf(instance);
  // Not the view's own, which are 0 once memory has grown.
  const [bottom, top] = [stack.byteOffset, stack.byteOffset + stack.length];
  // What lies beyond has been nobody's yet.
  let end = lastOther(new Uint8Array(memory.buffer), 0) + 1;
  // A number's upper bytes may be 0.
  new Uint8Array(memory.buffer).fill(PAINT, Math.ceil(end / 64 + 1) * 64);
  const painted = memory.buffer.byteLength;
  return () => {
    const bytes = new Uint8Array(memory.buffer);
    // Memory that it grew by is blank, not painted.
    const grown = lastOther(bytes.subarray(painted), 0);
    end = grown < 0 ? Math.max(end, lastOther(bytes.subarray(0, painted), PAINT) + 1) : painted + grown + 1;
    const deepest = bytes.subarray(bottom, top).findIndex((byte) => byte !== PAINT);
    return { memory: bytes.length, fixed: bottom, stack: deepest < 0 ? 0 : top - bottom - deepest, heap: end - top };
  };
}

/** @param {WebAssembly.Instance} instance */
function memoryOf({ exports }) {
  const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
  if (!memory) throw new Error('The module exports no memory.');
  return /** @type {WebAssembly.Memory} */ (memory);
}

/** @param {WebAssembly.Memory} memory @param {Uint8Array} bytes of the module @returns {Uint8Array} the stack, before anything ran */
function paintStack(memory, bytes) {
  const [, size] = /-sSTACK_SIZE=(\d+)KB/.exec(readFileSync(BUILD, 'utf8')) ?? [];
  const { stackTop } = layoutOf(bytes);
  const length = Number(size) * 1024;
  return new Uint8Array(memory.buffer, stackTop - length, length).fill(PAINT);
}

/** @param {Uint8Array} bytes @param {number} blank @returns {number} where the last byte is that is another one; -1: all are blank */
function lastOther(bytes, blank) {
  return bytes.findLastIndex((byte) => byte !== blank);
}
