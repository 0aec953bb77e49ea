// What a process holds: WebAssembly's memory, JavaScript's, timers, sockets. Imported before a client starts, so that it sees the memory.
import { heapUsed } from '../helpers/heap.js';

// The module keeps its memory to itself; this is the one place where it can be seen. Node's own fetch starts a module too, of which
// the result is the instance itself.
/** @type {WebAssembly.Memory[]} */
const memories = [];
const instantiate = /** @type {(...args: unknown[]) => Promise<any>} */ (WebAssembly.instantiate);
Object.assign(WebAssembly, {
  instantiate: async (/** @type {unknown[]} */ ...args) => {
    const result = await instantiate(...args);
    for (const value of Object.values(result.instance?.exports ?? {}))
      if (value instanceof WebAssembly.Memory) memories.push(value);
    return result;
  },
});

/**
 * @typedef {object} Held
 * @property {number} wasm bytes
 * @property {number} heap bytes, after what nobody holds was collected
 * @property {number} timers Node's own
 * @property {number} sockets both ends of those within the process
 */

/** @returns {Held} */
export function held() {
  const resources = process.getActiveResourcesInfo();
  const count = (/** @type {string[]} */ ...kinds) => resources.filter((kind) => kinds.includes(kind)).length;
  return {
    wasm: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    heap: heapUsed(),
    timers: count('Timeout', 'Immediate'),
    sockets: count('TCPSocketWrap', 'TCPWRAP', 'HTTPClientRequest'),
  };
}

/** @param {number} bytes */
export const megabytes = (bytes) => (bytes / 1_048_576).toFixed(1);
