// A finished task whose files are deleted in less than three days, and that is not kept, says so in the list and when it is opened.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  catchDownloads,
  downloadsOf,
  filesIn,
  offerFolder,
  playFinished,
  rememberFinished,
  startKeeping,
} from './keep-folder.js';
import { innerText, pages, untilState, untilText } from './page.js';

const site = pages();
const VIDEO = await readFile(new URL('../../web/local/media/aleph.mp4', import.meta.url));
const AGES = { fresh: 5, going: 11.9, gone: 14.5 };

/** @param {import('puppeteer-core').Page} page */
async function prepare(page) {
  await offerFolder(page);
  await rememberFinished(
    page,
    Object.entries(AGES).map(([taskId, days]) => ({ taskId, days })),
  );
  await playFinished(page, (taskId) =>
    taskId in AGES ? { video: '/sandbox/media/aleph.mp4', days: AGES[/** @type {keyof AGES} */ (taskId)] } : null,
  );
  await page.evaluateOnNewDocument(catchDownloads);
}

test('in the list: that one, not what has time and not what is gone', async () => {
  const { page } = await site.open('', { prepare });
  await page.waitForSelector('#recent-list .mark');
  const marked = await page.$$eval('#recent-list .mark', (marks) =>
    marks.map((mark) => [/** @type {HTMLElement | null} */ (mark.closest('li'))?.dataset.taskId, mark.textContent]),
  );
  assert.deepEqual(marked, [['going', 'Files deleted in 2 days']]);
});

for (const [taskId, days] of Object.entries(AGES)) {
  test(`opened, ${days} days old: ${taskId}`, async () => {
    const { page } = await site.open(`#task=${taskId}`, { prepare });
    await untilState(page, 'succeeded');
    await page.waitForSelector('#keep .buttons');
    const isShown = await page.$eval('#going', (notice) => !(/** @type {HTMLElement} */ (notice).hidden));
    assert.equal(isShown, taskId === 'going');
    if (isShown) assert.equal(await innerText(page, '#going p'), 'The files are deleted in 2 days.');
  });
}

test('its Save is a download where nothing is kept in a folder: whole, with its JSON, and it counts as kept', async () => {
  const { page, noise } = await site.open('#task=going', { prepare });
  await (await page.waitForSelector('#going button'))?.click();
  await page.waitForSelector('#recent-list [data-task-id=going] .mark.kept');
  const downloads = await page.evaluate(downloadsOf);
  assert.deepEqual(Object.keys(downloads), ['aleph-going.mp4', 'aleph-going.json']);
  assert.equal(downloads['aleph-going.mp4'], createHash('sha256').update(VIDEO).digest('hex'));
  await page.waitForSelector('#going[hidden]');
  assert.deepEqual(noise, []);
});

test('where results are kept, it is saved in the folder, and the notice goes', async () => {
  const { page } = await site.open('#task=going', { prepare });
  await untilText(page, 'The files are deleted in 2 days.', '#going');
  await startKeeping(page);
  await page.waitForSelector('#going[hidden]');
  assert.ok('aleph-going.mp4' in (await filesIn(page)));
});
