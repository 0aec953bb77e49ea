// The client with its WebAssembly inside: the root export's.
import { BaseClient } from './base-client.js';
import { startModule } from './module/inside.js';

/** Asks KIE.AI's Runway Aleph how tasks are doing, and makes them. A new one touches nothing; WebAssembly starts at the first call. */
export class AlephClient extends BaseClient {
  /**
   * @param {import('./options.js').AlephClientOptions} [options]
   * @throws {import('./errors.js').InvalidRequestError} for an option of the wrong kind, and for an `apiKey` in a web page
   */
  constructor(options = {}) {
    super(options, startModule);
  }
}
