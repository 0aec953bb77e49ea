// Starts the WebAssembly that reads callbacks, once. Loaded when the first one comes: who takes none pays nothing.

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
  const starting = { wasm, module: start(wasm) };
  started = starting;
  starting.module.catch(() => {
    if (started === starting) started = undefined;
  });
  return starting.module;
}

/** @param {WasmInput} [wasm] */
async function start(wasm) {
  if (wasm === undefined) return (await import('../../client/module/inside.js')).startModule();
  return (await import('../../client/module/external.js')).startFrom(wasm);
}
