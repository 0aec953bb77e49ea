// `npm run size`: what the module weighs, raw and in brotli, in one file (as shipped) and in two (to see what weighs what).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from './build.js';
import { runMain } from './process.js';
import { ROOT } from './setup.js';

const FILES = [
  ['as shipped, one file', 'dist/aleph.js'],
  ['glue alone', 'build/release/split/aleph.js'],
  ['WebAssembly alone', 'build/release/split/aleph.wasm'],
];

runMain(async () => {
  await build('release');
  await build('release', { target: 'aleph_split' });
  const rows = [];
  for (const [name, path] of FILES) {
    const bytes = await readFile(join(ROOT, String(path)));
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    rows.push({ file: path, what: name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length });
  }
  console.table(rows);
});
