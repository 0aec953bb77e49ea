// What a process holds: WebAssembly's memory, JavaScript's, timers, sockets. Imported before a client starts, so that it sees the memory.
import { heapUsed } from '../helpers/heap.js';
import { watchMemory } from '../helpers/wasm-memory.js';

const memory = watchMemory();

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
    wasm: memory().buffer.byteLength,
    heap: heapUsed(),
    timers: count('Timeout', 'Immediate'),
    sockets: count('TCPSocketWrap', 'TCPWRAP', 'HTTPClientRequest'),
  };
}

/** @param {number} bytes */
export const megabytes = (bytes) => (bytes / 1_048_576).toFixed(1);
