// What the client believes of the WebAssembly module is what embind made: the same functions, with the same types.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';

test('the types that Emscripten emits and those of web/client/module agree, both ways', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-seam-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = (/** @type {string} */ file) => JSON.stringify(join(ROOT, file));
  const program = [
    `import type { MainModule } from ${path('build/release/split/seam.js')};`,
    `import type { WasmModule } from ${path('web/client/module/module.js')};`,
    "type Believed = Omit<WasmModule, 'request'>;",
    'export const sameTypes = (made: MainModule): Believed => made;',
    'export const noOthers: [Exclude<keyof MainModule, keyof Believed>] extends [never] ? true : false = true;',
  ];
  const file = join(folder, 'seam.ts');
  await writeFile(file, program.join('\n'));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = '--noEmit --strict --allowJs --checkJs false --skipLibCheck --target es2022 --module nodenext'.split(
    ' ',
  );
  const types = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')];
  assert.equal(await run(process.execPath, [tsc, ...options, ...types, file]), '');
});
