// The whole way in the page: choose a file, make the video, follow it; once, whatever is pressed, and known even when the answer is not.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { innerText, pages, untilInShadow, untilState } from './page.js';

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

/** A look takes its time, and too many have to wait for their turn. */
const EVERY_LOOK = { polling: 500 };

/** The schedule leaves a new task alone for a while: its reader looks now. @param {import('puppeteer-core').Page} page */
async function untilMade(page) {
  await page.waitForFunction(() => {
    const element = /** @type {any} */ (document.querySelector('aleph-task'));
    if (element.state === 'processing') element.refresh();
    return element.state === 'succeeded';
  }, EVERY_LOOK);
}

test('a chosen file becomes a video, which is listed with its prompt and picture and followed to its end', async () => {
  const { page, noise } = await site.open();
  const before = made.length;
  await openForm(page);
  await fillForm(page, 'Make it snow');
  await page.waitForFunction(
    () =>
      document.querySelector('aleph-create')?.shadowRoot?.querySelector('[part=video-facts]')?.childElementCount === 4,
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
  await untilMade(page);
  assert.equal(made.length, before + 1);
  assert.equal(new URL(page.url()).hash, `#task=${made.at(-1)}`);
  assert.deepEqual(noise, []);
});

test('by keyboard alone', async () => {
  const { page, noise } = await site.open();
  const before = made.length;
  await page.keyboard.press('n');
  await page.waitForSelector('#making[open]');
  // Puppeteer cannot choose a file by keyboard: the URL stands for it.
  const focused = () =>
    page.evaluate(
      () => document.querySelector('aleph-create')?.shadowRoot?.activeElement?.id ?? document.activeElement?.id,
    );
  const tabTo = async (/** @type {string} */ id) => {
    for (let i = 0; i < 20 && (await focused()) !== id; i++) await page.keyboard.press('Tab');
    assert.equal(await focused(), id);
  };
  await tabTo('url');
  await page.keyboard.type(new URL('sandbox/media/source.mp4', site.url).href);
  await tabTo('prompt');
  await page.keyboard.type('Make it rain');
  await tabTo('ratio');
  for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await untilMade(page);
  assert.equal(made.length, before + 1);
  assert.deepEqual(noise, []);
});

test('two clicks make one task, and so does a second tab with the same video and prompt, unless its person insists', async () => {
  const { page } = await site.open();
  const before = made.length;
  await openForm(page);
  await fillForm(page, 'Make it foggy');
  await page.$eval(inForm('[part~=submit]'), (button) => {
    for (let i = 0; i < 2; i++) /** @type {HTMLElement} */ (button).click();
  });
  await page.waitForSelector('#making:not([open])');
  assert.equal(made.length, before + 1);

  const other = await page.browserContext().newPage();
  await other.setBypassServiceWorker(true);
  await other.goto(site.url);
  await openForm(other);
  await fillForm(other, 'Make it foggy');
  await other.click(inForm('[part~=submit]'));
  await untilForm(other, 'asking');
  assert.match(await innerText(other, inForm('[part~=same]')), /The same was made just now/);
  assert.equal(made.length, before + 1);
  await other.click(inForm('[part~=again]'));
  await other.waitForSelector('#making:not([open])');
  assert.equal(made.length, before + 2);
});

test('a reload in the middle shows "outcome unknown", and makes nothing more', async () => {
  const { page } = await site.open();
  const before = made.length;
  await openForm(page);
  await page.evaluate(() => {
    // An answer that never comes: the task is made, and the page waits.
    const { fetch } = globalThis;
    globalThis.fetch = async (input, init) => {
      const answer = await fetch(input, init);
      return String(input).includes('createTask') ? new Promise(() => {}) : answer;
    };
  });
  await fillForm(page, 'Make it dark');
  await page.click(inForm('[part~=submit]'));
  await untilForm(page, 'sending');
  while (made.length === before) await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.reload();
  await page.waitForSelector('#intents li');
  assert.match(await innerText(page, '#intents'), /Outcome unknown[\s\S]*Make it dark/);
  assert.equal(made.length, before + 1);

  // Made again it comes back into the form, and only its person sends it.
  await page.click('#intents .again');
  await page.waitForSelector('#making[open]');
  assert.equal(
    await page.$eval(inForm('#prompt'), (input) => /** @type {HTMLTextAreaElement} */ (input).value),
    'Make it dark',
  );
  assert.equal(await page.$('#intents li'), null);
  assert.equal(made.length, before + 1);
});

test('an answer that is lost is said, and can be forgotten once its person has checked', async () => {
  const { page } = await site.open();
  const before = made.length;
  await openForm(page);
  await fillForm(page, 'sandbox: lost answer');
  await page.click(inForm('[part~=submit]'));
  await untilForm(page, 'unknown');
  assert.match(await innerText(page, inForm('[part~=unknown]')), /Nobody knows whether it is being made/);
  await page.waitForSelector('#intents li');
  await page.click(inForm('[part~=forget]'));
  await untilForm(page, 'idle');
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('create'))), []);
  assert.equal(made.length, before + 1);
});

const REFUSED = [
  { prompt: 'sandbox: 402', says: /No credits left[\s\S]*Nothing was made/ },
  { prompt: 'sandbox: 500', says: /The service failed[\s\S]*Nothing was made/ },
];
for (const { prompt, says } of REFUSED) {
  test(`"${prompt}" says why nothing was made`, async () => {
    const { page } = await site.open();
    const before = made.length;
    await openForm(page);
    await fillForm(page, prompt);
    await page.click(inForm('[part~=submit]'));
    await untilForm(page, 'error');
    assert.match(await innerText(page, inForm('[part~=error]')), says);
    assert.equal(made.length, before);
  });
}

test('what is missing or cannot be is said beside its field, and nothing is sent', async () => {
  const { page } = await site.open();
  const before = made.length;
  await openForm(page);
  await page.click(inForm('[part~=submit]'));
  const problems = () =>
    page.$$eval(inForm('[part=problem]:not([hidden])'), (all) => all.map(({ id, textContent }) => [id, textContent]));
  assert.deepEqual(await problems(), [
    ['video-problem', 'Choose a video, or give its URL.'],
    ['prompt-problem', 'Say what to make of the video.'],
  ]);
  await page.type(inForm('#url'), 'not a url');
  await page.type(inForm('#prompt'), 'Make it snow');
  await page.click(inForm('[part~=submit]'));
  await untilInShadow(page, inForm('#url-problem:not([hidden])'));
  assert.equal(made.length, before);
});

test('"Again with changes" fills the form from the task that is open', async () => {
  const { page } = await site.open('#task=sandbox-succeeded');
  await untilState(page, 'succeeded');
  await page.click('aleph-task >>> [part~=again]');
  await page.waitForSelector('#making[open]');
  assert.match(
    await page.$eval(inForm('#prompt'), (input) => /** @type {HTMLTextAreaElement} */ (input).value),
    /watercolour at dusk/,
  );
});

test('a video that is dropped anywhere opens the form with it', async () => {
  const { page } = await site.open();
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'street.mp4', { type: 'video/mp4' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.waitForSelector('#making[open]');
  await page.waitForSelector(inForm('[part=video-facts]'), { visible: true });
  assert.match(await innerText(page, inForm('[part=video-facts]')), /street\.mp4/);
});
