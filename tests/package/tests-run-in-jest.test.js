// What a user tests with Jest: <aleph-task> in jsdom, and fetch mocked by hand and by msw, with ES modules and through Babel.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';
import { tool } from './installed.js';
import { installStack } from './stacks.js';

/** @type {string} */
let project;
before(async () => void (project = await installStack('jest')));

for (const [name, config, flags] of /** @type {const} */ ([
  ['ES modules', 'jest.native.json', ['--experimental-vm-modules']],
  ['Babel', 'jest.babel.json', []],
])) {
  test(`Jest with ${name}`, async () => {
    const jest = join(project, 'node_modules/jest/bin/jest.js');
    const said = await run(tool('node'), [...flags, jest, '--config', config, '--json'], { cwd: project });
    const { numPassedTests, testResults } = JSON.parse(said);
    assert.equal(numPassedTests, 6);
    for (const { message } of testResults) assert.equal(message, '');
  });
}

test('docs/recipes/testing.md shows what has been run', async () => {
  const page = await readFile(join(ROOT, 'docs/recipes/testing.md'), 'utf8');
  assert.ok(page.includes(await readFile(join(project, 'element.test.js'), 'utf8')));
});
