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

test("each of the component's own props is in the table of docs/recipes/react.md", async () => {
  const source = await readFile(join(ROOT, 'web/react/index.js'), 'utf8');
  const [, typedef = ''] = /@typedef \{object\} AlephTaskOwnProps\n([\s\S]*?)\*\//.exec(source) ?? [];
  const props = [...typedef.matchAll(/@property .*? \[(\w+)\]/g)].map(([, name]) => name);
  assert.ok(props.length > 10);
  const text = await readFile(join(ROOT, 'docs/recipes/react.md'), 'utf8');
  const [, table = ''] = /^\| prop \|.*\n([\s\S]*?)\n\n/m.exec(text) ?? [];
  const named = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, names = '']) => names.split(', '));
  assert.deepEqual(named.filter((name) => name !== '`ref`').sort(), props.map((name) => `\`${name}\``).sort());
});

/** What one writes where an application, or a test, is there already: the lines of these files but those that it has. */
const WRITTEN = {
  next: { files: ['app/kie/[...path]/route.ts', 'app/page.tsx'], isThere: /^$/, lines: 6 },
  express: { files: ['server.js'], isThere: /from 'express'|express\(\)|\.listen\(/, lines: 3 },
  vitest: { files: ['element.test.js'], isThere: /from 'vitest'|^test\(|^\}\)/, lines: 6 },
};

for (const [stack, { files, isThere, lines }] of Object.entries(WRITTEN)) {
  test(`beyond npm install ${stack} needs ${lines} lines`, async () => {
    const texts = files.map((file) => readFile(join(ROOT, 'tests/package/stacks', stack, file), 'utf8'));
    const all = (await Promise.all(texts)).flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
    assert.equal(all.filter((line) => !isThere.test(line)).length, lines);
  });
}
