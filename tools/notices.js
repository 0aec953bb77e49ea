// The licences of what is compiled into the WebAssembly and its glue.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from './process.js';

/** Where each text may lie, seen from the folder of emcc: the project's own toolchain, then Emscripten's SDK. */
const PARTS = [
  { what: 'Emscripten', paths: ['../../share/doc/emscripten/copyright', '../doc/emscripten/copyright', 'LICENSE'] },
  { what: 'musl', paths: ['system/lib/libc/musl/COPYRIGHT'] },
];

/** nlohmann/json states its licence in each file; the text is the standard one. */
const JSON_LICENCE = `MIT License

Copyright (c) 2013-2025 Niels Lohmann

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

/**
 * @param {string} emscripten folder of emcc
 * @param {string} file
 * @throws {SetupError} when a text is not where it belongs
 */
export async function writeNotices(emscripten, file) {
  const texts = [`nlohmann/json\n\n${JSON_LICENCE}`];
  for (const { what, paths } of PARTS) {
    const path = paths.map((each) => join(emscripten, each)).find((each) => existsSync(each));
    if (!path) throw new SetupError(`The licence of ${what} is not in ${emscripten}: looked for ${paths.join(', ')}.`);
    texts.push(`${what}\n\n${await readFile(path, 'utf8')}`);
  }
  const heading = 'dist/ of kie-aleph holds compiled parts of the following works.\n';
  await writeFile(file, [heading, ...texts].join(`\n${'='.repeat(80)}\n\n`));
}
