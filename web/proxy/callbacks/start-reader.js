// Starts the WebAssembly that reads callbacks, once, when the first one comes.
import { startFrom } from '../../client/module/external.js';
import { startModule } from '../../client/module/inside.js';

/** @typedef {import('../../client/module/external.js').WasmInput} WasmInput */
/** @typedef {import('../../client/module/module.js').AlephModule} AlephModule */

/** @type {{ wasm: WasmInput | undefined, module: Promise<AlephModule> } | undefined} */
let started;

/**
 * @param {WasmInput} [wasm] default: the one that is inside
 * @returns {Promise<AlephModule>}
 * @throws {import('../../client/errors.js').StartError} as a rejection; the next call tries again
 */
export function startReader(wasm) {
  if (started && started.wasm === wasm) return started.module;
  const starting = { wasm, module: wasm === undefined ? startModule() : startFrom(wasm) };
  started = starting;
  starting.module.catch(() => {
    if (started === starting) started = undefined;
  });
  return starting.module;
}
