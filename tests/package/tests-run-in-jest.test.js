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
    /** @type {string[]} */
    const lines = [];
    const said = await run(tool('node'), [...flags, jest, '--config', config, '--json'], {
      cwd: project,
      onLine: (line) => lines.push(line),
    });
    assert.equal(JSON.parse(said).numPassedTests, 6);
    // The DOM complained of nothing.
    assert.doesNotMatch(lines.join('\n'), /^ *console\./m);
  });
}

const PAGE = await readFile(join(ROOT, 'docs/recipes/testing.md'), 'utf8');
const CONFIGURATIONS = [...PAGE.matchAll(/^```json\n(.*)\n```$/gm)].map(([, json = '']) => json);

test('docs/recipes/testing.md shows what has been run', async () => {
  assert.ok(PAGE.includes(await readFile(join(project, 'element.test.js'), 'utf8')));
  assert.equal(CONFIGURATIONS.length, 2);
  const withMsw2 = await readFile(join(project, 'jest.babel.json'), 'utf8');
  for (const [, setting = ''] of withMsw2.matchAll(/("transform": .*\}|"\/node_modules\/\(.*")/g))
    assert.ok(PAGE.includes(setting), setting);
});

for (const [i, flags] of [['--experimental-vm-modules'], []].entries()) {
  test(`its configuration ${CONFIGURATIONS[i]} is enough`, async () => {
    const jest = join(project, 'node_modules/jest/bin/jest.js');
    const args = ['--config', String(CONFIGURATIONS[i]), '--json', 'element.test.js'];
    const said = await run(tool('node'), [...flags, jest, ...args], { cwd: project });
    assert.equal(JSON.parse(said).numPassedTests, 1);
  });
}
