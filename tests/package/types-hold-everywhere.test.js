// The packed package's types with the oldest supported and the newest TypeScript, with and without the DOM's, library checks on.
import assert from 'node:assert/strict';
import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';
import { emptyProject, TOOLS } from './installed.js';

const COMPILERS = { 'TypeScript 5.0': 'typescript-oldest', 'the newest TypeScript': 'typescript-newest' };

const LIBRARIES = [
  { what: 'with the DOM', lib: ['es2022', 'dom', 'dom.iterable'], types: [], files: ['use.ts', 'use-element.ts'] },
  { what: "without the DOM, with Node's types", lib: ['es2022'], types: ['node'], files: ['use.ts', 'use-node.ts'] },
];

for (const [name, compiler] of Object.entries(COMPILERS)) {
  for (const resolution of ['nodenext', 'bundler']) {
    for (const { what, lib, types, files } of LIBRARIES) {
      test(`${name}, ${what}, moduleResolution ${resolution}`, async (t) => {
        const folder = await emptyProject(t, files);
        for (const each of ['@types/node', 'undici-types'])
          await cp(join(ROOT, 'node_modules', each), join(folder, 'node_modules', each), { recursive: true });
        const module = resolution === 'nodenext' ? 'nodenext' : 'esnext';
        const compilerOptions = {
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          target: 'es2022',
          module,
          moduleResolution: resolution,
          skipLibCheck: false,
          lib,
          types,
        };
        await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
        assert.equal(
          (await run(process.execPath, [join(TOOLS, compiler, 'bin/tsc'), '-p', '.'], { cwd: folder })).trim(),
          '',
        );
        // Else the compiler above has checked nothing of ours.
        assert.ok((await readdir(join(folder, 'node_modules/kie-aleph/types/client'))).includes('index.d.ts'));
      });
    }
  }
}
