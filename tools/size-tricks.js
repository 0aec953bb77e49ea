// `npm run size:tricks`: what each size trick of docs/size.md gives: the module built without it, beside the module that ships.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { run, runMain } from './process.js';
import { ROOT, setUp } from './setup.js';

/** Puts Emscripten's own functions back in place of those of src/wasm/fetch.js. */
const EMSCRIPTENS_FETCH = `
const replaced = ['emscripten_start_fetch', 'emscripten_fetch_free'];
addToLibrary(Object.fromEntries(Object.entries(LibraryFetch).filter(([name]) => replaced.includes(name.split('__')[0]))));
`;

/** @type {Record<string, (folder: string) => Promise<string[]>>} the settings of CMake for the module without the trick */
const WITHOUT = {
  'all of them': async () => [],
  'all but size/lean_json.hpp': async () => ['-DALEPH_LEAN_JSON=OFF'],
  'all but fetch.js': async (folder) => {
    const library = join(folder, 'emscriptens-fetch.js');
    await writeFile(library, EMSCRIPTENS_FETCH);
    return [`-DCMAKE_CXX_STANDARD_LIBRARIES=--js-library=${library}`];
  },
};

/**
 * @param {string} name of a row
 * @returns {Promise<number>} bytes in brotli, glue and WebAssembly
 */
async function measure(name) {
  const folder = join(ROOT, 'build/size', name.replaceAll(/\W+/g, '-'));
  await mkdir(folder, { recursive: true });
  const { cmake, env } = await setUp();
  const settings = [`-DALEPH_OUTPUT=${folder}/out`, ...((await WITHOUT[name]?.(folder)) ?? [])];
  await run(cmake, ['--preset', 'release', '-B', folder, ...settings], { cwd: ROOT, env });
  await run(cmake, ['--build', folder, '--target', 'aleph_split'], { cwd: ROOT, env });
  const files = await Promise.all(['aleph.js', 'aleph.wasm'].map((file) => readFile(join(folder, 'split', file))));
  return files.reduce((sum, file) => sum + brotliCompressSync(file).length, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => {
    /** @type {Record<string, { brotli: number, more: number, ratio: string }>} */
    const table = {};
    let shipped = 0;
    for (const name of Object.keys(WITHOUT)) {
      const brotli = await measure(name);
      shipped ||= brotli;
      table[name] = { brotli, more: brotli - shipped, ratio: (brotli / shipped).toFixed(2) };
    }
    console.table(table);
  });
}
