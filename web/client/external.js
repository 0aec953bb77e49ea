// The same API with WebAssembly in a file of its own, for streaming compilation and for runtimes that want it as a module.
import { BaseClient } from './base-client.js';
import { startFrom } from './module/external.js';
export { version, wasmSha256 } from '../../dist/build-info.js';
export * from './errors.js';
export * from './types.js';

/** @typedef {import('./module/external.js').WasmInput} WasmInput where WebAssembly comes from, or a function that gives it */

/** @type {{ wasm: WasmInput | undefined, module: Promise<import('./module/module.js').AlephModule> } | undefined} */
let current;

/**
 * One start serves all clients. A failed one is tried again, by each with what it was given itself.
 * @param {WasmInput} [wasm] default: `aleph.wasm` beside the module
 * @returns {Promise<import('./module/module.js').AlephModule>}
 * @throws {import('./errors.js').StartError} as a rejection
 */
async function startExternal(wasm) {
  for (;;) {
    const attempt = (current ??= { wasm, module: startFrom(wasm) });
    try {
      return await attempt.module;
    } catch (error) {
      if (current === attempt) current = undefined;
      if (attempt.wasm === wasm) throw error;
    }
  }
}

/**
 * What a client with WebAssembly in a file of its own is made with, besides.
 * @typedef {object} ExternalOptions
 * @property {WasmInput} [wasm] where WebAssembly comes from, or a function that gives it: a URL, a
 *   Response, the bytes, or a compiled `WebAssembly.Module`; default `aleph.wasm` beside the module. One start serves all clients.
 */

/** Asks KIE.AI's Runway Aleph how tasks are doing. Making one touches nothing; WebAssembly is loaded at the first call. */
export class AlephClient extends BaseClient {
  /**
   * @param {import('./options.js').AlephClientOptions & ExternalOptions} [options]
   * @throws {import('./errors.js').InvalidRequestError} for an option of the wrong kind, and for an `apiKey` in a web page
   */
  constructor({ wasm, ...options } = {}) {
    super(options, () => startExternal(wasm));
  }
}
