// The licences of what dist/ holds of others: compiled into the WebAssembly and its glue, or bundled. Written with each build.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from './process.js';

/** The licence that each of nlohmann/json's files, Emscripten's LICENSE and sirv's package.json state. */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

/** @type {{ what: string, text(emscripten: string): string | Promise<string> }[]} emscripten: folder of emcc */
const PARTS = [
  { what: 'JSON for Modern C++ (nlohmann/json), MIT', text: () => `Copyright (c) 2013-2025 Niels Lohmann\n\n${MIT}` },
  { what: 'Emscripten, MIT', text: () => `Copyright (c) 2010-2014 Emscripten authors, see AUTHORS file.\n\n${MIT}` },
  { what: 'musl, MIT', text: (emscripten) => readFile(join(emscripten, 'system/lib/libc/musl/COPYRIGHT'), 'utf8') },
  {
    what: 'libc++, libc++abi and compiler-rt of the LLVM project, Apache-2.0 WITH LLVM-exception',
    text: () =>
      'Copyright (c) 2003-2025 LLVM project contributors. The exception allows to embed them in compiled form without further conditions.\n',
  },
  {
    what: 'sirv, @polka/url, mrmime and totalist, MIT (in sirv.js)',
    text: () => `Copyright (c) Luke Edwards <luke.edwards05@gmail.com> (lukeed.com)\n\n${MIT}`,
  },
];

/**
 * @param {string} emscripten folder of emcc
 * @param {string} file
 * @throws {SetupError} when a text is not where it belongs
 */
export async function writeNotices(emscripten, file) {
  const texts = await Promise.all(
    PARTS.map(async ({ what, text }) => {
      try {
        return `${what}\n\n${await text(emscripten)}`;
      } catch (error) {
        throw new SetupError(`The licence of ${what} is not where it belongs: ${/** @type {Error} */ (error).message}`);
      }
    }),
  );
  await writeFile(
    file,
    ['dist/ of kie-aleph holds compiled parts of the following works.\n', ...texts].join(`\n${'='.repeat(80)}\n\n`),
  );
}
