// The root export without what makes tasks, for programs that only look: uploads and creating are not in a bundle of it.
import { LookClient, partsOf } from './look-client.js';
import { startModule } from './module/inside.js';
export { version, wasmSha256 } from '../../dist/build-info.js';
export * from './errors.js';
export * from './types.js';

/** Asks KIE.AI's Runway Aleph how tasks are doing. A new one touches nothing; WebAssembly starts at the first call. */
export class AlephClient extends LookClient {
  /**
   * @param {import('./options.js').AlephClientOptions} [options]
   * @throws {import('./errors.js').InvalidRequestError} for an option of the wrong kind, and for an `apiKey` in a web page
   */
  constructor(options = {}) {
    super(partsOf(options, startModule));
  }
}
