// Each threat in SECURITY.md names what stops it and a test that shows it; the links lead to tests that there are.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { ROOT } from '../../tools/setup.js';

const [, section = ''] =
  /^## Threats considered\n([\s\S]*?)^## /m.exec(readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')) ?? [];
const [head = '', , ...rows] = section.match(/^\|.*\|$/gm) ?? [];
const cellsOf = (/** @type {string} */ row) =>
  row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

test('there is a table of threats', () => {
  assert.deepEqual(cellsOf(head).slice(0, 2), ['who', 'what they can reach']);
  assert.ok(rows.length >= 10);
});

suite('each has its row filled, and tests', () => {
  for (const row of rows) {
    const cells = cellsOf(row);
    test(String(cells[0]), () => {
      assert.equal(cells.length, cellsOf(head).length);
      for (const cell of cells) assert.notEqual(cell, '');
      const tests = [...String(cells.at(-1)).matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);
      assert.notEqual(tests.length, 0);
      for (const path of tests) {
        assert.match(path, /^tests\/.*\.test\.js$/);
        assert.ok(existsSync(join(ROOT, path)), path);
      }
    });
  }
});
