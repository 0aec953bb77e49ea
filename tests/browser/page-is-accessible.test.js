// axe-core finds nothing in any state of the page, in light and dark, narrow and wide.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityProblems } from '../helpers/axe.js';
import { PAGE_STATES, reach } from './page-states.js';
import { pages } from './page.js';

const site = pages();

for (const state of PAGE_STATES) {
  test(`${state.name} has nothing axe-core objects to`, async () => {
    const { page, noise } = await site.open(state.taskId && `#task=${state.taskId}`, {
      width: 1280,
      prepare: state.prepare,
    });
    await reach(page, state);
    const found = [];
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      found.push(...(await accessibilityProblems(page)).map((problem) => `${scheme}: ${problem}`));
    }
    await page.setViewport({ width: 360, height: 700 });
    found.push(...(await accessibilityProblems(page)).map((problem) => `360 px: ${problem}`));
    assert.deepEqual(found, []);
    // A browser itself says when media or a lookup did not arrive.
    assert.deepEqual(
      noise.filter((line) => !line.startsWith('error: Failed to load resource')),
      [],
    );
  });
}
