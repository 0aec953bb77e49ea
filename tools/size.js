// `npm run size`: what ships, raw, in gzip and in brotli: the root export as a bundler makes it, against its budget; and its
// parts, the module in one file (as shipped) and in two (to see what weighs what).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from './build.js';
import { runMain, SetupError } from './process.js';
import { ROOT } from './setup.js';

/** What the root export may weigh, the WebAssembly included: bytes in brotli. */
const BUDGET = 26_000;

const FILES = [
  ['module in one file', 'dist/aleph.js'],
  ['its glue', 'dist/external/aleph.js'],
  ['its WebAssembly', 'dist/external/aleph.wasm'],
];

/**
 * @param {string} what
 * @param {Uint8Array} bytes
 */
function row(what, bytes) {
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return { what, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
}

/** @returns {Promise<Uint8Array>} the root export in one minified file, with esbuild's defaults */
async function rootExport() {
  // Not before: on a clean clone it is installed by the build.
  const { build: bundle } = await import('esbuild');
  const { outputFiles } = await bundle({
    entryPoints: [join(ROOT, 'web/client/index.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return /** @type {{ contents: Uint8Array }} */ (outputFiles[0]).contents;
}

runMain(async () => {
  await build('release');
  const root = row('root export, minified', await rootExport());
  const parts = await Promise.all(FILES.map(async ([what, path]) => row(String(what), await readFile(join(ROOT, String(path))))));
  console.table([{ ...root, budget: BUDGET }, ...parts]);
  if (root.brotli > BUDGET) throw new SetupError(`The root export is ${root.brotli - BUDGET} bytes over its budget.`);
});
