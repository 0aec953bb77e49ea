// The client with its WebAssembly inside: the root export's.
import createModule from '../../dist/aleph.js';
import { BaseClient } from './base-client.js';
import { moduleOf, startFailed } from './module/module.js';

/** @type {Promise<import('./module/module.js').AlephModule> | undefined} */
let starting;

/**
 * Starts WebAssembly once for all clients; a failed start is tried again.
 * @returns {Promise<import('./module/module.js').AlephModule>}
 * @throws {import('./errors.js').StartError} as a rejection, when WebAssembly is missing or forbidden here
 */
export function startModule() {
  starting ??= createModule({ printErr() {} }).then(moduleOf, (/** @type {unknown} */ cause) => {
    starting = undefined;
    throw startFailed(cause);
  });
  return /** @type {Promise<import('./module/module.js').AlephModule>} */ (starting);
}

/** Asks KIE.AI's Runway Aleph how tasks are doing. Making one touches nothing; WebAssembly starts at the first call. */
export class AlephClient extends BaseClient {
  /**
   * @param {import('./options.js').AlephClientOptions} [options]
   * @throws {import('./errors.js').InvalidRequestError} for an option of the wrong kind, and for an `apiKey` in a web page
   */
  constructor(options = {}) {
    super(options, startModule);
  }
}
