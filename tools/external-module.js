// What lies beside the module: the build's names and hashes, where its WebAssembly is, and the licences of what is compiled in.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, setUp } from './setup.js';
import { writeNotices } from './notices.js';

/** A custom section of this name holds the hash of all before it; web/client/module/external.js compares it. */
const SECTION = 'kie-aleph';

/** Writes dist/external/, dist/build-info.js and dist/THIRD-PARTY-NOTICES.txt from what CMake built. */
export async function writeExternalModule() {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const built = await readFile(join(ROOT, 'build/release/split/aleph.wasm'));
  const wasmId = sha256(built);
  const wasm = Buffer.concat([built, customSection(SECTION, wasmId)]);
  const info = { version, wasmSha256: sha256(wasm), wasmId };
  const external = join(ROOT, 'dist/external');
  await mkdir(external, { recursive: true });
  await writeFile(join(external, 'aleph.wasm'), wasm);
  await copyFile(join(ROOT, 'build/release/split/aleph.js'), join(external, 'aleph.js'));
  const types = await readFile(join(ROOT, 'dist/aleph.d.ts'), 'utf8');
  // One folder deeper.
  await writeFile(join(external, 'aleph.d.ts'), types.replace("'../web/", "'../../web/"));
  await writeFile(
    join(external, 'wasm-url.js'),
    "// The form in which bundlers find the file.\nexport const wasmUrl = () => new URL('./aleph.wasm', import.meta.url);\n",
  );
  await writeFile(join(external, 'wasm-url.d.ts'), 'export declare function wasmUrl(): URL;\n');
  await writeFile(
    join(ROOT, 'dist/build-info.js'),
    lines(info, ([name, value]) => `export const ${name} = '${value}';\n`),
  );
  await writeFile(
    join(ROOT, 'dist/build-info.d.ts'),
    lines(info, ([name]) => `${DOCS[name]}export declare const ${name}: string;\n`),
  );
  await writeNotices((await setUp()).emscripten.folder, join(ROOT, 'dist/THIRD-PARTY-NOTICES.txt'));
}

/** @type {Record<string, string>} */
const DOCS = {
  version: '/** Of this package. */\n',
  wasmSha256: '/** The SHA-256 of `kie-aleph/aleph.wasm`, in hexadecimal. */\n',
  wasmId: '/** What the WebAssembly says of itself. */\n',
};

/**
 * @param {Record<string, string>} info
 * @param {(entry: [string, string]) => string} line
 */
function lines(info, line) {
  return Object.entries(info).map(line).join('');
}

/**
 * The WebAssembly binary format, section 5.5.3; every length here takes one byte.
 * @param {string} name
 * @param {string} text
 */
function customSection(name, text) {
  const content = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from(text)]);
  if (content.length > 127) throw new RangeError('The section is too long.');
  return Buffer.concat([Buffer.from([0, content.length]), content]);
}

/** @param {Uint8Array} bytes */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
