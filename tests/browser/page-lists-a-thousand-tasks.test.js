// A list of a thousand tasks: a hundred rows at a time, found by words and by state, and a change of one touches no other row.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, untilState } from './page.js';
import { PAGE_STATES } from './page-states.js';

const site = pages();
const MANY = PAGE_STATES.find(({ name }) => name === 'many') ?? assert.fail();

async function openMany() {
  const opened = await site.open(`#task=${MANY.taskId}`, { prepare: MANY.prepare });
  await untilState(opened.page, MANY.state);
  await MANY.act?.(opened.page);
  return opened;
}

/** @param {import('puppeteer-core').Page} page @returns {Promise<string[]>} */
const rows = (page) =>
  page.$$eval('#recent-list li', (items) =>
    items.map((item) => String(/** @type {HTMLElement} */ (item).dataset.taskId)),
  );

test('a hundred rows are shown, and a hundred more when asked', async () => {
  const { page, noise } = await openMany();
  assert.equal((await rows(page)).length, 100);
  await page.click('#recent-more');
  const shown = await rows(page);
  assert.equal(shown.length, 200);
  assert.deepEqual([shown[0], shown[199]], ['task-1', 'task-200']);
  assert.deepEqual(noise, []);
});

test('words of the prompt and the state find tasks anywhere in the list', async () => {
  const { page } = await openMany();
  await page.type('#recent-text', 'TAKE 999: Gulls');
  assert.deepEqual(await rows(page), ['task-999']);
  await page.select('#recent-state', 'succeeded');
  assert.deepEqual(await rows(page), [], 'that one is a failure');
  await page.select('#recent-state', 'failed');
  assert.deepEqual(await rows(page), ['task-999']);
  await page.$eval('#recent-text', (input) => {
    /** @type {HTMLInputElement} */ (input).value = '';
    input.dispatchEvent(new Event('input'));
  });
  const failed = await rows(page);
  assert.equal(failed.length, 100);
  assert.deepEqual(failed.slice(0, 2), ['task-3', 'task-7']);
});

test('what is new of one task changes its row alone, and removing one row removes nothing else', async () => {
  const { page } = await openMany();
  await page.evaluate(() => {
    const changed = new Set();
    new MutationObserver((records) => {
      for (const { target, removedNodes } of records) {
        const row = /** @type {Element} */ (target.parentElement?.closest('li') ?? target);
        changed.add(/** @type {HTMLElement} */ (row).dataset?.taskId ?? 'list');
        for (const node of removedNodes) changed.add(/** @type {HTMLElement} */ (node).dataset?.taskId ?? '');
      }
    }).observe(/** @type {Element} */ (document.querySelector('#recent-list')), {
      subtree: true,
      childList: true,
      attributes: true,
    });
    Object.assign(globalThis, { changed });
  });
  const changed = () =>
    page.evaluate(() => {
      const { changed } = /** @type {{ changed: Set<string> }} */ (/** @type {unknown} */ (globalThis));
      const names = [...changed].filter((name) => name !== '');
      changed.clear();
      return names.sort();
    });
  await page.click('#recent-list [data-task-id=task-5] a');
  await page.waitForSelector('#recent-list [data-task-id=task-5] [aria-current=true]');
  const opened = await changed();
  assert.ok(opened.includes('task-5') && opened.length <= 3, opened.join());
  await page.click('#recent-list [data-task-id=task-7] .remove');
  const shown = await rows(page);
  assert.deepEqual([shown.length, shown.includes('task-7')], [100, false]);
  const after = await changed();
  assert.ok(after.includes('task-7') && after.length <= 5, after.join());
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('kie-aleph.recent') ?? '[]').length);
  assert.equal(kept, 999);
});
