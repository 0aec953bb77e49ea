// The whole way in the page: choose a file, make the video, follow it; once, whatever is pressed, and known even when the answer is not.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { innerText, pages, untilState } from './page.js';

/** @type {string[]} the ids of the tasks that the sandbox has made */
const made = [];
const site = pages({ slowSeconds: 0.5, onCreated: ({ taskId }) => void made.push(taskId) });
const VIDEO = fileURLToPath(new URL('../../web/local/media/source.mp4', import.meta.url));
const inForm = (/** @type {string} */ selector) => `aleph-create >>> ${selector}`;

/** @param {import('puppeteer-core').Page} page */
async function openForm(page) {
  await page.click('#new-video');
  await page.waitForSelector('#making[open]');
}

/** @param {import('puppeteer-core').Page} page @param {string} prompt */
async function fillForm(page, prompt) {
  const input = /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (
    await page.$(inForm('[type=file]'))
  );
  await input.uploadFile(VIDEO);
  await page.waitForSelector(inForm('[part=preview]'), { visible: true });
  await page.type(inForm('#prompt'), prompt);
}

/** @param {import('puppeteer-core').Page} page @param {string} state */
const untilForm = (page, state) =>
  page.waitForFunction(
    (state) => /** @type {any} */ (document.querySelector('aleph-create'))?.state === state,
    {},
    state,
  );

test('a chosen file becomes a video, which is listed with its prompt and picture and followed to its end', async () => {
  const { page, noise } = await site.open();
  const before = made.length;
  await openForm(page);
  await fillForm(page, 'Make it snow');
  await page.waitForFunction(
    () => document.querySelector('aleph-create')?.shadowRoot?.querySelector('[part=video-facts]')?.childElementCount === 4,
  );
  assert.match(await innerText(page, inForm('[part=video-facts]')), /source\.mp4\s*[\d.]+ MB\s*[\d.]+ sec\s*\d+ × \d+/);
  assert.equal(await page.$eval(inForm('#ratio'), (select) => /** @type {HTMLSelectElement} */ (select).value), '16:9');
  assert.match(await innerText(page, inForm('[part=price]')), /Costs 110 credits · [\d,.]+ left/);
  await page.click(inForm('[part~=submit]'));
  await page.waitForSelector('#making:not([open])');
  const row = await page.waitForSelector('#recent-list li');
  assert.match(String(await row?.evaluate((each) => each.textContent)), /Make it snow/);
  assert.match(
    await page.$eval('#recent-list img', (image) => /** @type {HTMLImageElement} */ (image).src),
    /^data:image/,
  );
  await untilState(page, 'succeeded');
  assert.equal(made.length, before + 1);
  assert.equal(new URL(page.url()).hash, `#task=${made.at(-1)}`);
  assert.deepEqual(noise, []);
});
