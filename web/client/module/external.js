// Starts the WebAssembly that lies in a file of its own, after checking that it is the one these sources were built with.
import createModule from '../../../dist/external/aleph.js';
import { wasmId, wasmSha256 } from '../../../dist/build-info.js';
import { wasmUrl } from '../../../dist/external/wasm-url.js';
import { StartError } from '../errors.js';
import { moduleOf, startFailed } from './module.js';

/** A `WebAssembly.Module`, where TypeScript knows WebAssembly. @typedef {typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M : object} WasmModule */
/** @typedef {URL | string | Response | ArrayBuffer | ArrayBufferView | WasmModule} WasmSource */
/** @typedef {WasmSource | PromiseLike<WasmSource> | (() => WasmSource | PromiseLike<WasmSource>)} WasmInput */
/** @typedef {import('./module.js').AlephModule} AlephModule */

/** Of the build, in the WebAssembly itself: a compiled module has no bytes to hash. Written by tools/external-module.js. */
const SECTION = 'kie-aleph';
const FIX = 'Serve the aleph.wasm of the installed kie-aleph package, or pass it as the option wasm.';

/**
 * @param {WasmInput} [wasm] default: `aleph.wasm` beside the module
 * @returns {Promise<AlephModule>}
 * @throws {StartError} as a rejection
 */
export async function startFrom(wasm) {
  try {
    const module = await compiled(await (typeof wasm === 'function' ? wasm() : (wasm ?? wasmUrl())));
    const made = await new Promise((resolve, reject) => {
      createModule({
        printErr() {},
        instantiateWasm(
          /** @type {WebAssembly.Imports} */ imports,
          /** @type {(instance: WebAssembly.Instance) => void} */ receive,
        ) {
          WebAssembly.instantiate(module, imports).then(receive).catch(reject);
          return {};
        },
      }).then(resolve, reject);
    });
    return moduleOf(made);
  } catch (cause) {
    throw cause instanceof StartError ? cause : startFailed(cause);
  }
}

/** @param {WasmSource} source @returns {Promise<WebAssembly.Module>} */
async function compiled(source) {
  if (typeof source === 'string' || source instanceof URL) return fromResponse(await load(source), String(source));
  if (source instanceof Response) return fromResponse(source, source.url || 'The given Response');
  if (source instanceof WebAssembly.Module) return checkedModule(source, 'The given WebAssembly.Module');
  const bytes = /** @type {BufferSource} */ (source);
  await checkBytes(bytes, 'What was given');
  return checkedModule(await WebAssembly.compile(bytes), 'The given WebAssembly');
}

/** @param {string | URL} url @returns {Promise<Response>} */
async function load(url) {
  try {
    // Node's fetch reads no files.
    const fs =
      String(url).startsWith('file:') && /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:fs');
    if (fs) return new Response(fs.readFileSync(new URL(url)));
    return await fetch(url, { credentials: 'same-origin' });
  } catch (cause) {
    throw failed(`WebAssembly could not be loaded from ${url}. ${FIX}`, cause);
  }
}

/**
 * @param {Response} response
 * @param {string} from
 */
async function fromResponse(response, from) {
  if (!response.ok) throw failed(`${from} answered HTTP ${response.status} instead of WebAssembly. ${FIX}`);
  // Compiled while it arrives where the server names its type; checked all the same.
  const streams = response.headers.get('content-type') === 'application/wasm' && WebAssembly.compileStreaming;
  const streaming = streams ? WebAssembly.compileStreaming(response.clone()) : undefined;
  streaming?.catch(() => {});
  const bytes = await response.arrayBuffer();
  await checkBytes(bytes, from);
  return checkedModule(await (streaming ?? WebAssembly.compile(bytes)), from);
}

/**
 * @param {BufferSource} source
 * @param {string} from
 * @throws {StartError}
 */
async function checkBytes(source, from) {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  if (![0, 0x61, 0x73, 0x6d].every((byte, at) => bytes[at] === byte)) {
    const first = bytes.subarray(0, 16);
    const hex = [...first].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = [...first].map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    throw failed(`${from} is not WebAssembly: it begins with ${hex} ("${text}"). ${FIX}`);
  }
  // Only secure contexts have it; elsewhere the module's section still tells another build.
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', /** @type {BufferSource} */ (source));
  if (!digest) return;
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== wasmSha256) throw mismatch(from, `its SHA-256 is ${hex}, not ${wasmSha256}`);
}

/**
 * @param {WebAssembly.Module} module
 * @param {string} from
 */
function checkedModule(module, from) {
  const [section] = WebAssembly.Module.customSections(module, SECTION);
  if (!section || new TextDecoder().decode(section) !== wasmId) throw mismatch(from, 'its build is another one');
  return module;
}

/** @param {string} from @param {string} why */
function mismatch(from, why) {
  return failed(`${from} does not belong to this version of kie-aleph: ${why}. ${FIX}`);
}

/** @param {string} message @param {unknown} [cause] */
function failed(message, cause) {
  return new StartError('start', message, { cause, retryable: true });
}
