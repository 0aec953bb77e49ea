// What a user tests with vitest: <aleph-task> in both of its DOMs, and fetch mocked by hand and by msw. No line of configuration.
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
before(async () => void (project = await installStack('vitest')));

for (const environment of ['jsdom', 'happy-dom']) {
  test(`vitest with ${environment}`, async () => {
    const vitest = join(project, 'node_modules/vitest/vitest.mjs');
    const said = await run(tool('node'), [vitest, 'run', '--environment', environment], {
      cwd: project,
      env: { ...process.env, NO_COLOR: '1' },
    });
    assert.match(said, /^ +Tests {2}6 passed \(6\)$/m, said);
    // The DOM complained of nothing.
    assert.doesNotMatch(said, /^std(out|err) \|/m);
  });
}

test('docs/recipes/testing.md shows what has been run', async () => {
  const page = await readFile(join(ROOT, 'docs/recipes/testing.md'), 'utf8');
  for (const name of ['answer.js', 'element.test.js', 'msw.test.js'])
    assert.ok(page.includes(await readFile(join(project, name), 'utf8')), name);
});
