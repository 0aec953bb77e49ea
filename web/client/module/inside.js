// The module with its WebAssembly inside, started once.
import createModule from '../../../dist/aleph.js';
import { moduleOf, startFailed } from './module.js';

/** @type {Promise<import('./module.js').AlephModule> | undefined} */
let starting;

/**
 * Starts WebAssembly once for all clients; a failed start is tried again.
 * @returns {Promise<import('./module.js').AlephModule>}
 * @throws {import('../errors.js').StartError} as a rejection, when WebAssembly is missing or forbidden here
 */
export function startModule() {
  starting ??= createModule({ printErr() {} }).then(moduleOf, (/** @type {unknown} */ cause) => {
    starting = undefined;
    throw startFailed(cause);
  });
  return /** @type {Promise<import('./module.js').AlephModule>} */ (starting);
}
