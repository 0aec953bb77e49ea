// The sandbox from the packed package: in each runtime and bundled, by the README and by its recipes.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';
import { emptyProject, tool } from './installed.js';

const PROGRAM = 'sandbox.js';
const PLAYED = { prompt: 'Dusk', status: 206, text: 'ftyp' };

const RUNTIMES = [
  { name: 'the oldest Node', command: process.execPath, args: [] },
  { name: 'the newest Node', command: tool('node'), args: [] },
  { name: 'Bun', command: tool('bun'), args: [] },
  {
    name: 'Deno',
    command: tool('deno'),
    args: ['run', '--quiet', '--no-lock', '--node-modules-dir=manual', '--allow-read=.'],
  },
];

for (const { name, command, args } of RUNTIMES) {
  test(`${name} plays its tasks and its media`, async (t) => {
    const folder = await emptyProject(t, [PROGRAM]);
    assert.deepEqual(JSON.parse(await run(command, [...args, PROGRAM], { cwd: folder })), PLAYED);
  });
}

test('without permission to read it plays its tasks, and says why there are no media', async (t) => {
  const folder = await emptyProject(t, [PROGRAM]);
  const args = ['run', '--quiet', '--no-lock', '--node-modules-dir=manual', '--no-prompt', PROGRAM];
  assertWithoutMedia(await run(tool('deno'), args, { cwd: folder }));
});

test('bundled for a browser it plays its tasks, and says why there are no media', async (t) => {
  const folder = await emptyProject(t, [PROGRAM]);
  const options = {
    absWorkingDir: folder,
    entryPoints: [PROGRAM],
    outfile: 'out.mjs',
    logLevel: /** @type {const} */ ('silent'),
  };
  const { warnings } = await build({ ...options, bundle: true, format: 'esm', platform: 'browser' });
  assert.deepEqual(warnings, []);
  assertWithoutMedia(await run(process.execPath, ['out.mjs'], { cwd: folder }));
});

/** @param {string} said */
function assertWithoutMedia(said) {
  const { prompt, status, text } = JSON.parse(said);
  assert.deepEqual([prompt, status], ['Dusk', 404]);
  assert.match(text, /cannot read its sample files here.*createSandbox\(\{ media \}\)/);
}

test("the README's lines", async (t) => {
  const folder = await emptyProject(t);
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const code = /<!-- example of the sandbox[^\n]*\n```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  assert.equal(code.split('\n').filter(Boolean).length, 4);
  await writeFile(
    join(folder, 'readme.js'),
    `${code}console.log((await client.getTask('mine')).parameters.prompt, (await client.getTask('sandbox-failed')).status);`,
  );
  assert.equal(await run(process.execPath, ['readme.js'], { cwd: folder }), 'Dusk failed\n');
});

test("the recipe for one's own tests", async (t) => {
  const folder = await emptyProject(t, ['recipes/sandbox-in-a-test.js']);
  const code = await readFile(join(folder, 'sandbox-in-a-test.js'), 'utf8');
  assert.ok((await readFile(join(ROOT, 'docs/recipes/sandbox.md'), 'utf8')).includes(`\`\`\`js\n${code}\`\`\`\n`));
  // Else the test in it takes itself for a part of this one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  assert.match(
    await run(process.execPath, ['--test', '--test-reporter=tap', 'sandbox-in-a-test.js'], { cwd: folder, env }),
    /# pass 5\n# fail 0/,
  );
});
