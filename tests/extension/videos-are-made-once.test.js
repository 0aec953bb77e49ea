// A video or a link of a page becomes a task, once: whatever is clicked, reloaded or stopped, and however the answer gets lost.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { PATIENCE, startInChromium, untilSaid, untilStatus } from './in-chromium.js';

const SOURCE = 'https://example.invalid/clip.mp4';

/** @type {Awaited<ReturnType<typeof startInChromium>>} */
let chromium;
/** @type {import('../../web/local/sandbox.js').MadeTask[]} */
let made;
before(async () => {
  chromium = await startInChromium('extension-that-makes');
  await chromium.useSandbox();
  made = chromium.service.made;
});
after(() => chromium?.close());
beforeEach(() => void made.splice(0));

/** A new window for a video. @param {string} [source] */
const wish = (source = SOURCE) => chromium.clickMenu({ menuItemId: 'video', srcUrl: source });

/** @param {import('puppeteer-core').Page} page */
const submit = (page) => page.click('#submit');

/** @param {import('puppeteer-core').Page} page */
const untilFollowed = (page) => page.waitForFunction(() => location.pathname === '/popup.html', PATIENCE);

/** Forgets what earlier tests have left, so that the list is this test's own. @param {import('puppeteer-core').Page} page */
const forgetIntents = (page) =>
  page.evaluate(async () => {
    const names = Object.keys(await chrome.storage.local.get(null));
    await chrome.storage.local.remove(names.filter((name) => name.startsWith('intent:')));
  });

for (const { menuItemId, ...clicked } of [
  { menuItemId: 'video', srcUrl: SOURCE },
  { menuItemId: 'link', linkUrl: SOURCE },
])
  test(`a ${menuItemId} of a page opens the form with its URL, and what is made is followed to its end`, async () => {
    const page = await chromium.clickMenu({ menuItemId, ...clicked });
    assert.equal(await page.$eval('#video-url', (input) => /** @type {HTMLInputElement} */ (input).value), SOURCE);
    await untilSaid(page, '#price', 'you have');
    await page.type('#prompt', `Make it snow on a ${menuItemId}`);
    await page.select('#ratio', '16:9');
    await submit(page);
    await untilFollowed(page);
    const [{ taskId, parameters } = { taskId: '', parameters: {} }, ...more] = made;
    assert.deepEqual(parameters, { prompt: `Make it snow on a ${menuItemId}`, videoUrl: SOURCE, aspectRatio: '16:9' });
    assert.deepEqual(more, []);
    await untilStatus(page, taskId, 'processing');
    chromium.service.pass(30);
    await page.evaluate((name) => chrome.alarms.create(name, { when: Date.now() }), `task:${taskId}`);
    await untilStatus(page, taskId, 'succeeded');
    await page.close();
  });

for (const source of ['blob:https://example.invalid/0b1c', 'http://example.invalid/a.mp4', 'javascript:alert(1)'])
  test(`${source} is not filled in, and the form says why`, async () => {
    const page = await wish(source);
    await page.waitForSelector('#no-url:not([hidden])');
    assert.equal(await page.$eval('#video-url', (input) => /** @type {HTMLInputElement} */ (input).value), '');
    await page.close();
  });

test('two clicks, and a reload between, make one task', async () => {
  const page = await wish();
  await page.type('#prompt', 'Twice');
  const { arrived, release } = chromium.service.hold();
  await page.evaluate(() => {
    const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
    form.requestSubmit();
    form.inert = false;
    form.requestSubmit();
  });
  await arrived;
  await page.reload();
  await page.waitForFunction(() => document.querySelector('form')?.inert, PATIENCE);
  await untilSaid(page, '#outcome', 'Being sent');
  release();
  await untilFollowed(page);
  assert.equal(made.length, 1);
  await page.close();
});

test('the window may be closed while it is sent: the task is made and followed', async () => {
  const page = await wish();
  await page.type('#prompt', 'Closed');
  const { arrived, release } = chromium.service.hold();
  await submit(page);
  await arrived;
  await page.close();
  release();
  const { page: popup } = await chromium.open('popup.html');
  await untilSaid(popup, '#tasks', 'Closed');
  await popup.waitForFunction(
    () => document.querySelector('li.processing')?.textContent?.match(/Closed.*In the making/),
    PATIENCE,
  );
  assert.equal(made.length, 1);
  await popup.close();
});

test('the same in a second window is asked about, and made when the person says so', async () => {
  const first = await wish();
  await first.type('#prompt', 'The same');
  await submit(first);
  await untilFollowed(first);
  await first.close();
  const second = await wish();
  await second.type('#prompt', 'The same');
  await submit(second);
  await untilSaid(second, '#outcome', 'The same was sent just now');
  assert.equal(made.length, 1);
  await submit(second);
  await untilFollowed(second);
  assert.equal(made.length, 2);
  await second.close();
});

test('a refusal is said, nothing is made, and the next attempt is one of its own', async () => {
  const page = await wish();
  await page.type('#prompt', 'sandbox: 402');
  await submit(page);
  await untilSaid(page, '#outcome', 'No credits left');
  await untilSaid(page, '#outcome', 'Nothing was made.');
  await page.click('#prompt', { count: 3 });
  await page.type('#prompt', 'Topped up');
  await submit(page);
  await untilFollowed(page);
  assert.deepEqual(
    made.map(({ parameters }) => parameters.prompt),
    ['Topped up'],
  );
  await page.close();
});

for (const { what, prompt, count, stop } of [
  { what: 'an answer that gets lost', prompt: 'sandbox: lost answer', count: 1 },
  { what: 'a page instead of an answer', prompt: 'sandbox: html', count: 0 },
  { what: 'a worker that is stopped while it waits', prompt: 'sandbox: no answer', count: 1, stop: true },
])
  test(`${what} leaves the outcome unknown, and is never sent again`, async () => {
    const page = await wish();
    await forgetIntents(page);
    await page.type('#prompt', prompt);
    await submit(page);
    if (stop) {
      await page.waitForFunction(
        async () =>
          Object.values(await chrome.storage.local.get(null)).some(
            (/** @type {any} */ { state }) => state === 'sending',
          ),
        PATIENCE,
      );
      while (made.length === 0) await new Promise((resolve) => setTimeout(resolve, PATIENCE.polling));
      await chromium.stopWorker();
    }
    await untilSaid(page, '#outcome', 'Nobody knows whether it was made');
    assert.equal(await page.$eval('#logs a', (link) => link.getAttribute('href')), 'https://kie.ai/logs');
    await page.reload();
    await untilSaid(page, '#outcome', 'Nobody knows whether it was made');
    assert.equal(made.length, count);

    // It stays in the list, and on the icon, until the person has looked.
    const { page: popup } = await chromium.open('popup.html');
    await popup.waitForFunction(async () => (await chrome.action.getBadgeText({})) === '?', PATIENCE);
    const id = await popup.$eval('li.error', (row) => row.dataset.name);
    assert.match(await popup.$eval('li.error', (row) => row.textContent ?? ''), /Outcome unknown/);
    await popup.click(`[data-name="${id}"] .square`);
    await popup.waitForFunction((id) => !document.querySelector(`[data-name="${id}"]`), PATIENCE, id);
    await popup.waitForFunction(async () => (await chrome.action.getBadgeText({})) !== '?', PATIENCE);
    assert.equal(made.length, count);
    await popup.close();
    await page.close();
  });

test('without a key nothing is sent', async () => {
  await chromium.useSandbox('');
  const { page } = await chromium.open('options.html');
  await page.evaluate(() => chrome.storage.local.set({ baseUrl: '' }));
  await page.goto(`${chromium.origin}/create.html?source=${encodeURIComponent(SOURCE)}`);
  await page.waitForSelector('form:not([inert])', PATIENCE);
  await page.waitForSelector('#no-key:not([hidden])');
  await page.type('#prompt', 'No key');
  await submit(page);
  await untilSaid(page, '#outcome', 'Nothing was made.');
  assert.deepEqual(made, []);
  await page.close();
});
