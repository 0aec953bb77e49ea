// What was viewed stays in the popup's list until a person removes it; options and Download are in reach without scrolling.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from '../helpers/axe.js';
import { PATIENCE, startInChromium, tellSeen, untilStatus } from './in-chromium.js';

/** The most that Chrome gives a popup, and Firefox as well: https://developer.chrome.com/docs/extensions/reference/api/action#popup */
const POPUP = { width: 432, height: 600 };

/** @type {Awaited<ReturnType<typeof startInChromium>>} */
let chromium;
before(async () => {
  chromium = await startInChromium('extension-that-lists');
  await chromium.useSandbox();
});
after(() => chromium?.close());

/** @param {string} [query] */
async function popup(query = '') {
  const { page, noise } = await chromium.open(`popup.html${query}`);
  await page.setViewport(POPUP);
  return { page, noise };
}

/** @param {import('puppeteer-core').Page} page @param {string[]} names */
const untilListed = (page, names) =>
  page.waitForFunction(
    (wanted) => [...document.querySelectorAll('li')].map(({ dataset }) => dataset.name).join() === wanted,
    PATIENCE,
    names.join(),
  );

/** @param {import('puppeteer-core').Page} page @param {string} state */
const untilShown = (page, state) =>
  page.waitForFunction(
    (wanted) => /** @type {any} */ (document.querySelector('aleph-task')).state === wanted,
    PATIENCE,
    state,
  );

/** @param {import('puppeteer-core').Page} page @param {string} name */
const textOf = (page, name) => page.$eval(`[data-name="${name}"] .open`, (row) => row.textContent ?? '');

/** Wholly seen without scrolling, looked for in shadow roots as well. @param {import('puppeteer-core').Page} page @param {string} selector */
const isInSight = (page, selector) =>
  page.evaluate((selector) => {
    const root =
      document.querySelector(selector) ?? document.querySelector('aleph-task')?.shadowRoot?.querySelector(selector);
    const { top = -1, bottom = Infinity, width = 0 } = root?.getBoundingClientRect() ?? {};
    return width > 0 && top >= 0 && bottom <= innerHeight;
  }, selector);

test('one task after the other stays in the list, by its prompt and its state', async () => {
  const { page, noise } = await popup();
  await page.waitForSelector('#none:not([hidden])');
  for (const [taskId, state] of [
    ['sandbox-succeeded', 'succeeded'],
    ['sandbox-failed', 'failed'],
  ]) {
    await page.type('#task-id', String(taskId));
    await page.click('#lookup button');
    await untilShown(page, String(state));
    await untilStatus(page, String(taskId), String(state));
    await page.click('#back');
  }
  await untilListed(page, ['sandbox-failed', 'sandbox-succeeded']);
  assert.match(await textOf(page, 'sandbox-succeeded'), /^Turn the street into a watercolour.*Succeeded/);
  assert.match(await textOf(page, 'sandbox-failed'), /Failed/);
  assert.equal(await page.$('#none:not([hidden])'), null);
  // A task that was only looked at is no news.
  assert.equal(await page.evaluate(() => chrome.action.getBadgeText({})), '');
  assert.deepEqual(noise, []);
  await page.close();
});

test('a row opens its task, and the way back ends at that row', async () => {
  const { page } = await popup();
  await untilListed(page, ['sandbox-failed', 'sandbox-succeeded']);
  await page.focus('[data-name="sandbox-succeeded"] .open');
  await page.keyboard.press('Enter');
  await untilShown(page, 'succeeded');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'back');
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => document.activeElement?.closest('li')?.dataset.name === 'sandbox-succeeded',
    PATIENCE,
  );
  await page.close();
});

test('Download is in sight beside the state, and the options wherever one has scrolled to', async () => {
  const { page } = await popup('?task=sandbox-succeeded');
  await untilShown(page, 'succeeded');
  for (const selector of ['[part~=download]', '[part~=status]', '#back', '#open-options'])
    assert.ok(await isInSight(page, selector), selector);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForFunction(() => scrollY > 0, PATIENCE);
  assert.ok(await isInSight(page, '#open-options'));
  const opened = chromium.browser.waitForTarget((each) => each.url().endsWith('/options.html'), PATIENCE);
  await page.click('#open-options');
  await (await (await opened).asPage()).close();
  await page.close();
});

for (const scheme of ['light', 'dark'])
  test(`axe finds nothing wrong with list, task and new video in ${scheme}`, async () => {
    for (const path of ['popup.html', 'popup.html?task=sandbox-succeeded', 'create.html', 'options.html']) {
      const { page } = await chromium.open(path);
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      if (path.includes('task=')) await untilShown(page, 'succeeded');
      assert.deepEqual(await accessibilityProblems(page), [], path);
      await page.close();
    }
  });

test('what is removed is gone, and is followed no more', async () => {
  const { page } = await popup();
  await tellSeen(page, 'sandbox-pending');
  await untilListed(page, ['sandbox-pending', 'sandbox-failed', 'sandbox-succeeded']);
  await page.waitForFunction(async () => (await chrome.alarms.getAll()).length === 1, PATIENCE);
  for (const name of ['sandbox-succeeded', 'sandbox-pending']) {
    const label = await page.$eval(`[data-name="${name}"] .square`, (button) => button.getAttribute('aria-label'));
    assert.match(String(label), /^Remove: Turn the street/);
    await page.click(`[data-name="${name}"] .square`);
    await page.waitForFunction((name) => !document.querySelector(`[data-name="${name}"]`), PATIENCE, name);
    // Whoever works by keyboard is not left nowhere.
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'task-id');
  }
  await untilListed(page, ['sandbox-failed']);
  await page.waitForFunction(
    async () => (await chrome.alarms.getAll()).length === 0 && (await chrome.action.getBadgeText({})) === '',
    PATIENCE,
  );
  await page.close();
});

test('a row that changes is the same row: whoever is on its button stays there', async () => {
  const { page } = await popup();
  await untilListed(page, ['sandbox-failed']);
  await page.focus('[data-name="sandbox-failed"] .square');
  await page.evaluate(async () => {
    /** @type {any} */ (globalThis).focused = document.activeElement;
    const name = 'task:sandbox-failed';
    const { [name]: stored } = /** @type {any} */ (await chrome.storage.local.get(name));
    await chrome.storage.local.set({ [name]: { ...stored, facts: { ...stored.facts, prompt: 'Rain, as snow' } } });
  });
  await page.waitForFunction(() => document.querySelector('li .prompt')?.textContent === 'Rain, as snow', PATIENCE);
  assert.equal(await page.evaluate(() => document.activeElement === /** @type {any} */ (globalThis).focused), true);
  assert.match(String(await page.$eval('li .square', (button) => button.getAttribute('aria-label'))), /Rain, as snow$/);
  await page.close();
});

test('a task that is removed while it is looked at does not come back', async () => {
  const { page } = await popup();
  const { arrived, release } = chromium.service.hold();
  await tellSeen(page, 'sandbox-pending-removed');
  await untilListed(page, ['sandbox-pending-removed', 'sandbox-failed']);
  await arrived;
  await page.click('[data-name="sandbox-pending-removed"] .square');
  await untilListed(page, ['sandbox-failed']);
  release();
  // What the look would write it has written once the next task, looked at after it, has ended.
  await tellSeen(page, 'sandbox-succeeded');
  await untilStatus(page, 'sandbox-succeeded', 'succeeded');
  await untilListed(page, ['sandbox-succeeded', 'sandbox-failed']);
  assert.deepEqual(await page.evaluate(() => chrome.alarms.getAll()), []);
  await page.close();
});
