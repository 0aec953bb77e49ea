// The recipes of whole projects show those projects' files, to the letter.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../tools/setup.js';

/** Pages of docs/recipes, and the project of tests/package/stacks that each shows. */
const PROJECTS = {
  next: 'next',
  react: 'react-router',
  nuxt: 'nuxt',
  sveltekit: 'sveltekit',
  astro: 'astro',
  extension: 'wxt',
};

/** A file's path in bold, and below it the file. */
const SHOWN = /^\*\*([^*\n]+)\*\*\n\n```\w+\n([\s\S]*?)^```$/gm;

for (const [page, stack] of Object.entries(PROJECTS)) {
  test(`docs/recipes/${page}.md`, async () => {
    const text = await readFile(join(ROOT, `docs/recipes/${page}.md`), 'utf8');
    const shown = [...text.matchAll(SHOWN)];
    assert.equal(shown.length, text.split(/^```\w+$/m).length - 1, 'each block of code is a file');
    assert.ok(shown.length > 1);
    for (const [, path = '', code] of shown)
      assert.equal(code, await readFile(join(ROOT, 'tests/package/stacks', stack, path), 'utf8'), path);
  });
}
