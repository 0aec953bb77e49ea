// The README's made parts: which are out of date is told, and the recipes there are those that are tested.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { BLOCKS, outdatedBlocks, stackRows } from '../../tools/readme.js';
import { SetupError } from '../../tools/process.js';

const MADE = { one: async () => 'first', two: async () => 'second' };

/** @param {string} one @param {string} two */
const readme = (one, two) => `# Title\n<!-- one -->\n${one}\n<!-- /one -->\n<!-- two -->\n${two}\n<!-- /two -->\n`;

test('what is as it would be written is not out of date', async () =>
  assert.deepEqual(await outdatedBlocks(readme('first', 'second'), MADE), []));

test('what is otherwise is named', async () =>
  assert.deepEqual(await outdatedBlocks(readme('first', 'last year'), MADE), ['two']));

test('a block that is not there is an error', async () =>
  assert.rejects(outdatedBlocks('# Title\n', MADE), (error) => error instanceof SetupError));

test('a project that a test tries has a row with its versions, and no other has', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-rows-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'works.test.js'), "installStack('tried')");
  for (const name of ['tried', 'forgotten']) {
    await mkdir(join(folder, 'stacks', name), { recursive: true });
    const packages = {
      '': { dependencies: { a: '^1.0.0', '@types/a': '*' }, devDependencies: { 'b-2': 'npm:b@2' } },
      'node_modules/a': { version: '1.2.3' },
      'node_modules/b-2': { name: 'b', version: '2.0.0' },
      'node_modules/c': { version: '9.9.9' },
    };
    await writeFile(join(folder, 'stacks', name, 'package-lock.json'), JSON.stringify({ packages }));
  }
  assert.deepEqual(await stackRows(folder), ['| [tried](tests/package/works.test.js) | a 1.2.3, b 2.0.0 |']);
});

test('each entry of the package is in the table "Which entry do I need?"', async () => {
  const { exports } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, table = ''] = /### Which entry do I need\?\n\n([\s\S]*?)\n\n/.exec(readme) ?? [];
  const named = [...table.matchAll(/\| `(kie-aleph[^`]*)` \|/g)].map(([, name]) => name);
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
  assert.deepEqual(named.sort(), entries.map((entry) => entry.replace('.', 'kie-aleph')).sort());
});

test('the recipes in the documents are the files that are tested', async () => {
  const { recipe, recipes } = BLOCKS;
  assert.ok(recipe && recipes);
  assert.deepEqual(await outdatedBlocks(undefined, { recipe, recipes }), [], 'run `npm run readme`');
});
