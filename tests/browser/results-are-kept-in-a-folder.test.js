// "Keep results": each finished task is saved by itself, once, byte for byte, in the folder that was chosen; and goes on after a reload.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { filesIn, offerFolder, playFinished, rememberFinished, startKeeping } from './keep-folder.js';
import { innerText, pages, untilState, untilText } from './page.js';

const site = pages();
const VIDEO = await readFile(new URL('../../web/local/media/aleph.mp4', import.meta.url));
const HASH = createHash('sha256').update(VIDEO).digest('hex');
const MEDIA = '/sandbox/media/aleph.mp4';

/** Which have been kept, as the list marks them. @param {import('puppeteer-core').Page} page */
const marks = (page) =>
  page.$$eval('#recent-list .mark.kept', (found) =>
    found.map((mark) => /** @type {HTMLElement | null} */ (mark.closest('li'))?.dataset.taskId),
  );

test('a finished task is saved under a readable name, its JSON beside it, byte for byte', async () => {
  const { page, noise } = await site.open('', { prepare: offerFolder });
  await startKeeping(page);
  await page.evaluate(() => (location.hash = '#task=sandbox-succeeded'));
  await page.waitForSelector('#recent-list .mark.kept');
  const files = await filesIn(page);
  const names = Object.keys(files).sort();
  assert.deepEqual(names, [
    'turn-the-street-into-a-watercolour-at-dusk-keep-the-sandbox-succeeded.json',
    'turn-the-street-into-a-watercolour-at-dusk-keep-the-sandbox-succeeded.mp4',
  ]);
  assert.equal(files[String(names[1])], HASH);
  await untilText(page, 'Results are kept in “videos”. 1 result kept.', '#keep');
  assert.deepEqual(noise, []);
});

test('one that finishes while it is watched is saved then', async () => {
  const { page } = await site.open('', { prepare: offerFolder });
  await startKeeping(page);
  await page.evaluate(() => (location.hash = '#task=sandbox-slow-1-kept'));
  await untilState(page, 'processing');
  assert.deepEqual(await filesIn(page), {});
  await page.waitForFunction(() => {
    const element = /** @type {any} */ (document.querySelector('aleph-task'));
    if (element.state === 'processing') element.refresh();
    return element.state === 'succeeded';
  });
  await page.waitForSelector('#recent-list .mark.kept');
  assert.equal(Object.values(await filesIn(page)).includes(HASH), true);
});

test('those of the list whose media are still there are saved too, no others, and none of them twice', async () => {
  const tasks = ['one', 'two', 'old', 'lost'].map((taskId) => ({ taskId, days: taskId === 'old' ? 15 : 5 }));
  /** @type {string[]} */
  const fetched = [];
  const { page, noise } = await site.open('', {
    async prepare(page) {
      await offerFolder(page);
      await rememberFinished(page, tasks);
      await playFinished(page, (taskId) => (/^(one|two|old)$/.test(taskId) ? { video: MEDIA, days: 5 } : null));
      page.on('request', (request) => request.url().endsWith(MEDIA) && fetched.push(request.url()));
    },
  });
  await startKeeping(page);
  await page.waitForFunction(() => document.querySelectorAll('#recent-list .mark.kept').length === 2);
  assert.deepEqual(await marks(page), ['one', 'two']);
  assert.deepEqual(Object.keys(await filesIn(page)).sort(), [
    'aleph-one.json',
    'aleph-one.mp4',
    'aleph-two.json',
    'aleph-two.mp4',
  ]);
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll('#recent-list .mark.kept').length === 2);
  await untilText(page, '2 results kept', '#keep');
  assert.equal(fetched.length, 2);
  assert.deepEqual(noise, []);
});

test('two tabs save a task once between them', async () => {
  /** @type {string[]} */
  const fetched = [];
  const prepare = async (/** @type {import('puppeteer-core').Page} */ page) => {
    await offerFolder(page);
    await rememberFinished(
      page,
      [1, 2, 3, 4].map((i) => ({ taskId: `shared-${i}`, days: 1 })),
    );
    await playFinished(page, (taskId) => (taskId.startsWith('shared-') ? { video: MEDIA, days: 1 } : null));
    page.on('request', (request) => request.url().endsWith(MEDIA) && fetched.push(request.url()));
  };
  const { page } = await site.open('', { prepare });
  const other = await page.browserContext().newPage();
  await prepare(other);
  await other.goto(site.url);
  await other.waitForSelector('#keep .buttons');
  await page.bringToFront();
  await startKeeping(page);
  for (const tab of [page, other])
    await tab.waitForFunction(() => document.querySelectorAll('#recent-list .mark.kept').length === 4);
  assert.equal(fetched.length, 4);
  assert.equal(Object.values(await filesIn(page)).filter((hash) => hash === HASH).length, 4);
});

test('ids and file names are all that is remembered, and nothing of what is removed from the list', async () => {
  const { page } = await site.open('#task=sandbox-succeeded', { prepare: offerFolder });
  await untilState(page, 'succeeded');
  await startKeeping(page);
  await page.waitForSelector('#recent-list .mark.kept');
  const stored = () =>
    page.evaluate(async () => {
      const database = await new Promise((resolve) => {
        const request = indexedDB.open('kie-aleph.keep');
        request.addEventListener('success', () => resolve(request.result));
      });
      const store = database.transaction('kept').objectStore('kept');
      const read = (/** @type {IDBRequest} */ request) =>
        new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)));
      return Promise.all([read(store.getAllKeys()), read(store.getAll())]);
    });
  const name = 'turn-the-street-into-a-watercolour-at-dusk-keep-the-sandbox-succeeded.mp4';
  assert.deepEqual(await stored(), [['sandbox-succeeded'], [name]]);
  await page.click('#recent-list .remove');
  await page.waitForFunction(() => !document.querySelector('#recent-list li'));
  // After the removal's own transaction.
  assert.deepEqual(await stored(), [[], []]);
});

test('after "Stop keeping" nothing more is saved', async () => {
  const { page } = await site.open('', { prepare: offerFolder });
  await startKeeping(page);
  await page.click('#open-settings');
  await page.waitForSelector('#keep-settings');
  await page.click('#keep-settings button:nth-of-type(2)');
  await untilText(page, 'Results are not kept yet.', '#keep-settings');
  await page.click('#settings .buttons [data-close]');
  await page.evaluate(() => (location.hash = '#task=sandbox-succeeded'));
  await untilState(page, 'succeeded');
  await untilText(page, 'Keep results…', '#keep');
  assert.deepEqual(await filesIn(page), {});
  assert.equal(await innerText(page, '#keep'), 'Keep results…');
});
