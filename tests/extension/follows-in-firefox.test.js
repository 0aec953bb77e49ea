// The extension in real Firefox: looks up, follows, survives its background being stopped in the middle, and notifies.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildExtension } from '../../tools/build-extension.js';
import { ROOT } from '../../tools/setup.js';
import { launchFirefox } from '../helpers/firefox.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { manifestFor } from '../../web/extension/manifest.js';
import { startSandbox } from './service.js';

/** Of this test alone: they run at the same time. */
const OUTPUT = join(ROOT, 'build/extension-in-firefox');

const PATIENCE = { timeout: PATIENCE_MS, polling: 50 };
/** Else Firefox makes one up, and its pages could not be found. */
const UUID = '2a3f1c52-6f0b-4d0e-9c43-0a1b2c3d4e5f';
const ORIGIN = `moz-extension://${UUID}`;
const ID = /** @type {any} */ (manifestFor('firefox', '0.0.0')).browser_specific_settings.gecko.id;

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let service;
/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {import('puppeteer-core').Page} */
let page;

before(async () => {
  service = await startSandbox();
  const { firefox } = await buildExtension(OUTPUT);
  browser = await launchFirefox({
    preferences: {
      'extensions.webextensions.uuids': JSON.stringify({ [ID]: UUID }),
      // The background is stopped after this many ms without an event; 30 s would be the default.
      'extensions.background.idle.timeout': 500,
    },
    // Else an extension's pages are closed to WebDriver.
    args: ['--remote-allow-system-access'],
  });
  await browser.installExtension(firefox.folder);
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  service?.close();
});

/**
 * Opens a page of the extension. It comes from another process, and puppeteer does not learn that the navigation has ended.
 * @param {string} path
 */
async function open(path) {
  const url = `${ORIGIN}/${path}`;
  await page.goto(url, { timeout: 1 }).catch(() => {});
  const end = Date.now() + PATIENCE.timeout;
  const isThere = () =>
    page
      .evaluate(
        (wanted) =>
          location.href === wanted &&
          document.readyState === 'complete' &&
          document.querySelector('form:not([inert])') !== null,
        url,
      )
      .catch(() => false);
  while (!(await isThere())) {
    if (Date.now() > end) assert.fail(`${url} was never there`);
    await new Promise((resolve) => setTimeout(resolve, PATIENCE.polling));
  }
}

test('the options keep the key for the session', async () => {
  await open('options.html');
  await page.type('#api-key', 'sandbox-key');
  await page.type('#base-url', `${service.url}/sandbox`);
  await page.click('#save');
  await page.waitForFunction("document.querySelector('#outcome').value === 'Saved.'", PATIENCE);
  assert.deepEqual(
    await page.evaluate(async () => [
      await chrome.storage.session.get('apiKey'),
      await chrome.storage.local.get('apiKey'),
    ]),
    [{ apiKey: 'sandbox-key' }, {}],
  );
});

test('the popup looks a task up', async () => {
  await open('popup.html');
  await page.type('#task-id', 'sandbox-succeeded');
  await page.click('#lookup button');
  await page.waitForFunction("document.querySelector('aleph-task').state === 'succeeded'", PATIENCE);
});

test('a task is followed on without the popup, through stops of the background, until the notification', async () => {
  const taskId = 'sandbox-slow-6-stopped';
  await open(`popup.html?task=${taskId}`);
  await page.waitForFunction(async () => (await chrome.action.getBadgeText({})) === '1', PATIENCE);
  await open('options.html');
  // Without a desktop Firefox takes a notification away at once, and says so.
  await page.evaluate(() => chrome.notifications.onClosed.addListener((name) => (document.title = `told: ${name}`)));
  // Firefox has stopped it once there is no background page any more; only the alarm is left.
  await page.waitForFunction(
    async () =>
      chrome.extension.getViews({}).every(({ location }) => location.pathname === '/options.html') &&
      (await chrome.alarms.getAll()).length === 1,
    PATIENCE,
  );
  service.pass(6);
  await page.waitForFunction(
    async (name) => /** @type {any} */ ((await chrome.storage.local.get(name))[name])?.status === 'succeeded',
    PATIENCE,
    `task:${taskId}`,
  );
  await page.waitForFunction(
    async () => (await chrome.alarms.getAll()).length === 0 && (await chrome.action.getBadgeText({})) === '1',
    PATIENCE,
  );
  await page.waitForFunction((wanted) => document.title === wanted, PATIENCE, `told: task:${taskId}`);
});

test('a video is made from a URL, once, and followed', async () => {
  const source = 'https://example.invalid/clip.mp4';
  await open(`create.html?${new URLSearchParams({ id: 'made-in-firefox', source })}`);
  await page.type('#prompt', 'Make it snow');
  // Its navigation to the popup is not told to puppeteer; what was made is.
  await page.evaluate(() => document.querySelector('form')?.requestSubmit());
  await open('options.html');
  await page.waitForFunction(
    async () =>
      Object.values(await chrome.storage.local.get(null)).some(
        (/** @type {any} */ { facts, status }) => facts?.prompt === 'Make it snow' && status === 'processing',
      ),
    PATIENCE,
  );
  assert.deepEqual(
    service.made.map(({ parameters }) => parameters),
    [{ prompt: 'Make it snow', videoUrl: source }],
  );
});
