// The README's made parts: which are out of date is told, and the recipes there are those that are tested.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLOCKS, outdatedBlocks } from '../../tools/readme.js';
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

test('the recipes in the README are the files that are tested', async () => {
  const { recipes } = BLOCKS;
  assert.ok(recipes);
  assert.deepEqual(await outdatedBlocks(undefined, { recipes }), [], 'run `npm run readme`');
});
