// The package is ES modules only, and yet CommonJS can have it: by require() in Node, and in TypeScript wherever that knows of it.
import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';
import { emptyProject, tool, TOOLS } from './installed.js';

const { exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
/** All that are modules, but the one that needs a package beside. */
const ENTRIES = Object.keys(exports).filter((entry) => typeof exports[entry] === 'object' && entry !== './react');

for (const [name, node] of Object.entries({ 'this Node': process.execPath, 'the newest Node': tool('node') })) {
  for (const entry of ENTRIES.map((path) => path.replace('.', 'kie-aleph'))) {
    test(`require('${entry}') in ${name} gives what import gives, without a warning`, async (t) => {
      const folder = await emptyProject(t);
      await writeFile(
        join(folder, 'main.cjs'),
        `process.on('warning', (warning) => { throw warning; });
        const required = require('${entry}');
        import('${entry}').then((imported) => {
          for (const name of Object.keys(imported)) if (required[name] !== imported[name]) throw new Error(name);
          process.stdout.write(Object.keys(required).join());
        });`,
      );
      const said = await run(node, ['main.cjs'], { cwd: folder });
      assert.match(said, /^\w+(,\w+)*$/);
    });
  }
}

const OLDEST = join(TOOLS, 'typescript-oldest');
const MIDDLE = join(ROOT, 'node_modules/typescript');
const NEWEST = join(TOOLS, 'typescript-newest');

/**
 * Which words TypeScript has for `import` in a CommonJS file. Where they are refused (TS1479, also where Node could do it), the file
 * says `await import()`, which is taken everywhere.
 * @type {[compiler: string, what: string, module: string, refused: boolean][]}
 */
const COMPILERS = [
  [OLDEST, 'TypeScript 5.0', 'node16', true],
  [OLDEST, 'TypeScript 5.0', 'nodenext', true],
  [MIDDLE, 'TypeScript 5.9', 'node16', true],
  [MIDDLE, 'TypeScript 5.9', 'node18', true],
  [MIDDLE, 'TypeScript 5.9', 'node20', false],
  [MIDDLE, 'TypeScript 5.9', 'nodenext', false],
  [NEWEST, 'the newest TypeScript', 'node16', true],
  [NEWEST, 'the newest TypeScript', 'node18', true],
  [NEWEST, 'the newest TypeScript', 'node20', false],
  [NEWEST, 'the newest TypeScript', 'nodenext', false],
];

for (const [compiler, what, module, refused] of COMPILERS) {
  test(`${what}, module ${module}: ${refused ? 'only import()' : 'import and require'}`, async (t) => {
    const folder = await emptyProject(t, ['use.cts', 'use-import.cts']);
    for (const name of ['@types/node', 'undici-types'])
      await cp(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true });
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--target',
      'es2022',
      '--module',
      module,
      '--types',
      'node',
    ];
    const files = ['use.cts', 'use-import.cts'];
    const said = await run(process.execPath, [join(compiler, 'bin/tsc'), ...options, ...files], { cwd: folder }).catch(
      (error) => error.message,
    );
    assert.doesNotMatch(said, /^use-import\.cts\(/m);
    if (refused) assert.match(said, /^use\.cts\(.*error TS1479/m);
    else assert.equal(said.trim(), '');
  });
}
