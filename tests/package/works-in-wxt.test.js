// An extension made with WXT: it bundles the client in its background and the element in its popup, and follows a task to its end.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium } from '../helpers/chromium.js';
import { startService, taskIdOf } from '../helpers/fake-service.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { envelope, failed, pending, succeeded } from '../helpers/responses.js';
import { runInSite } from './framework-site.js';
import { installStack } from './stacks.js';

const KEY = 'stack-key-0123456789';
const PATIENCE = { timeout: PATIENCE_MS, polling: 50 };

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {string} chrome-extension://… */
let origin;
before(async () => {
  const folder = await installStack('wxt');
  await runInSite(folder, ['node_modules/wxt/bin/wxt.mjs', 'build']);
  browser = await launchChromium({ extension: join(folder, '.output/chrome-mv3') });
  const worker = await browser.waitForTarget((target) => target.url().endsWith('/background.js'));
  origin = worker.url().replace('/background.js', '');
});
after(() => browser?.close());

/**
 * Opens the popup of an extension that has the key and knows a service of these answers, one task after the other's end.
 * @param {import('node:test').TestContext} t
 * @param {Record<string, string>} answers by task id
 */
async function openPopup(t, answers) {
  const { url } = await startService(t, (request, response) => {
    const known = request.headers.authorization === `Bearer ${KEY}`;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(known ? (answers[taskIdOf(request.url)] ?? envelope(null)) : envelope(null, { code: 401 }));
  });
  const page = await browser.newPage();
  t.after(() => page.close());
  /** @type {string[]} */
  const noise = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(String(error)));
  await page.goto(`${origin}/popup.html`);
  await page.evaluate(
    async (settings) => {
      await chrome.storage.local.set(settings);
      await chrome.action.setBadgeText({ text: '' });
    },
    { apiKey: KEY, baseUrl: url },
  );
  return { page, noise };
}

/** @param {import('puppeteer-core').Page} page @param {string} taskId */
async function follow(page, taskId) {
  await page.$eval('input', (input) => {
    input.value = '';
  });
  await page.type('input', taskId);
  await page.click('button');
}

/** @param {import('puppeteer-core').Page} page @param {string} state */
const untilShown = (page, state) =>
  page.waitForFunction(
    (wanted) => /** @type {any} */ (document.querySelector('aleph-task')).state === wanted,
    PATIENCE,
    state,
  );

/** Until the background has ended the following, and kept nothing of it. @param {import('puppeteer-core').Page} page @param {string} badge */
const untilEnded = (page, badge) =>
  page.waitForFunction(
    async (wanted) =>
      (await chrome.action.getBadgeText({})) === wanted &&
      (await chrome.alarms.getAll()).length === 0 &&
      Object.keys(await chrome.storage.local.get(null))
        .sort()
        .join() === 'apiKey,baseUrl',
    PATIENCE,
    badge,
  );

test('the popup shows a task, and the background follows it by alarms to its end', async (t) => {
  const answers = { 'task-1': pending('task-1') };
  const { page, noise } = await openPopup(t, answers);
  await follow(page, 'task-1');
  await untilShown(page, 'processing');
  await page.waitForFunction(
    async () =>
      (await chrome.storage.local.get('task-1'))['task-1'] !== undefined && (await chrome.alarms.get('task-1')),
    PATIENCE,
  );
  assert.deepEqual(noise, []);

  await page.goto(`${origin}/manifest.json`);
  answers['task-1'] = succeeded('task-1');
  await page.evaluate(() => chrome.alarms.create('task-1', { when: Date.now() }));
  await untilEnded(page, '✓');
});

test('a failed task ends the following, and so does an unknown key', async (t) => {
  const { page } = await openPopup(t, { 'task-2': failed('task-2') });
  await follow(page, 'task-2');
  await untilShown(page, 'failed');
  await untilEnded(page, '✗');
  await page.evaluate(() => chrome.storage.local.set({ apiKey: 'another-key' }));
  await follow(page, 'task-3');
  await untilShown(page, 'error');
  await untilEnded(page, '!');
});
