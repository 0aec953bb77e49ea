// Each state of the page is opened once: axe-core finds nothing, in light and dark, narrow and wide; and all states together show every
// part that custom-elements.json describes, and no other.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { accessibilityProblems, COLOURS } from '../helpers/axe.js';
import { PAGE_STATES, reach } from './page-states.js';
import { pages } from './page.js';

const site = pages();
const manifest = JSON.parse(await readFile(new URL('../../web/element/custom-elements.json', import.meta.url), 'utf8'));
/** What of each element was met. @type {Record<string, Set<string>>} */
const met = { 'aleph-task': new Set(), 'aleph-create': new Set() };

for (const state of PAGE_STATES) {
  test(`${state.name} has nothing axe-core objects to`, async () => {
    const { page, noise } = await site.open(state.taskId && `#task=${state.taskId}`, {
      width: 1280,
      prepare: state.prepare,
    });
    await reach(page, state);
    for (const [tag, parts] of Object.entries(met))
      for (const part of await page.$$eval(`${tag} >>> [part]`, (all) => all.flatMap((each) => [...each.part])))
        parts.add(part);
    /** @type {string[]} */
    const found = [];
    const look = async (/** @type {string} */ where, /** @type {string[]} */ ...rules) => {
      const problems = await accessibilityProblems(page, rules.length > 0 ? rules : undefined);
      found.push(...problems.map((problem) => `${where}: ${problem}`));
    };
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await look('light');
    // The styles differ in nothing else: light-dark() is for colours.
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await look('dark', ...COLOURS);
    await page.setViewport({ width: 360, height: 700 });
    await look('360 px');
    assert.deepEqual(found, []);
    // A browser itself says when media or a lookup did not arrive.
    assert.deepEqual(
      noise.filter((line) => !line.startsWith('error: Failed to load resource')),
      [],
    );
  });
}

/** @param {string} tag @returns {Set<string>} parts that the manifest describes, also in the description of another one */
function describedParts(tag) {
  const { cssParts } = manifest.modules
    .flatMap((/** @type {any} */ { declarations }) => declarations)
    .find((/** @type {any} */ { tagName }) => tagName === tag);
  return new Set(
    cssParts.flatMap((/** @type {{ name: string, description: string }} */ { name, description }) => [
      name,
      ...[...description.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, other]) => other),
    ]),
  );
}

test('every part that is described is met in some state, and every one that is met is described', () => {
  const described = describedParts('aleph-task');
  for (const state of ['looking', 'processing', 'succeeded', 'failed', 'error', 'stopped'])
    described.add(`status-${state}`);
  described.delete('errorCode');
  // The first visit has words of its own in the place of these.
  met['aleph-task']?.add('empty');
  assert.deepEqual([...(met['aleph-task'] ?? [])].sort(), [...described].sort());
});

test('every part of <aleph-create> is described', () => {
  const described = describedParts('aleph-create');
  assert.ok(met['aleph-create']?.size);
  assert.deepEqual(
    [...(met['aleph-create'] ?? [])].filter((part) => !described.has(part)),
    [],
  );
});
