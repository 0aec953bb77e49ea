// `npm run size`: what ships, raw, in gzip and in brotli: the root export as a bundler makes it, against its budget, beside the
// SDKs people use for this kind of job, bundled in the same way; and its parts.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { installTools } from '../tests/package/installed.js';
import { build } from './build.js';
import { runMain, SetupError } from './process.js';
import { ROOT } from './setup.js';

/** What the root export may weigh, the WebAssembly included: bytes in brotli. */
export const BUDGET = 41_700;

/** How much of the budget may be left over: a smaller export lowers the budget, or it would grow back unseen. */
export const MARGIN = 0.02;

const FILES = [
  ['dist/aleph.js: the module in one file', 'dist/aleph.js'],
  ['dist/external/aleph.js: its glue alone', 'dist/external/aleph.js'],
  ['dist/external/aleph.wasm', 'dist/external/aleph.wasm'],
];

/** What a program of each kind imports at least. */
const OTHERS = {
  '@runwayml/sdk': "export { default } from '@runwayml/sdk'",
  replicate: "export { default } from 'replicate'",
  '@fal-ai/client': "export { createFalClient } from '@fal-ai/client'",
  openai: "export { default } from 'openai'",
  ky: "export { default } from 'ky'",
};

/** @param {Uint8Array} bytes */
function sizes(bytes) {
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
}

/**
 * @param {string} contents of an entry
 * @param {string} resolveDir
 * @returns {Promise<Uint8Array>} one minified module for browsers
 */
async function bundle(contents, resolveDir) {
  // Not before: on a clean clone it is installed by the build.
  const { build: esbuild } = await import('esbuild');
  const { outputFiles } = await esbuild({
    stdin: { contents, resolveDir },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  return /** @type {{ contents: Uint8Array }} */ (outputFiles[0]).contents;
}

/** @returns {Promise<{ raw: number, gzip: number, brotli: number }>} of the root export, everything it exports */
export async function rootExportSizes() {
  return sizes(await bundle("export * from './web/client/index.js'", ROOT));
}

/** @returns {Promise<{ raw: number, gzip: number, brotli: number }>} of `kie-aleph/look` */
export async function lookExportSizes() {
  return sizes(await bundle("export * from './web/client/look.js'", ROOT));
}

/** @returns {Promise<Record<string, { raw: number, gzip: number, brotli: number, ratio: number }>>} ratio: how many times ours in brotli */
export async function compareSizes() {
  const ours = await rootExportSizes();
  const look = await lookExportSizes();
  const table = {
    'kie-aleph': { ...ours, ratio: 1 },
    'kie-aleph/look': { ...look, ratio: Number((look.brotli / ours.brotli).toFixed(2)) },
  };
  for (const [name, contents] of Object.entries(OTHERS)) {
    const theirs = sizes(await bundle(contents, join(ROOT, 'tests/package')));
    Object.assign(table, { [name]: { ...theirs, ratio: Number((theirs.brotli / ours.brotli).toFixed(2)) } });
  }
  return table;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => {
    await build('release');
    await installTools();
    const table = await compareSizes();
    console.table(table);
    for (const [what, path] of FILES) console.log(what, sizes(await readFile(join(ROOT, String(path)))));
    const over = Number(table['kie-aleph']?.brotli) - BUDGET;
    console.log(`Budget of the root export: ${BUDGET} bytes in brotli.`);
    if (over > 0) throw new SetupError(`The root export is ${over} bytes over its budget.`);
  });
}
