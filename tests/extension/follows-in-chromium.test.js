// The extension in real Chromium: looks up, follows, survives its service worker being stopped in the middle, and notifies.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildExtension } from '../../tools/build-extension.js';
import { ROOT } from '../../tools/setup.js';
import { launchChromium } from '../helpers/chromium.js';
import { startSandbox } from './service.js';

/** Of this test alone: they run at the same time. */
const OUTPUT = join(ROOT, 'build/extension-in-chromium');

const PATIENCE = { timeout: 25_000, polling: 50 };

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let service;
/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {string} chrome-extension://… */
let origin;

before(async () => {
  service = await startSandbox();
  const { chrome } = await buildExtension(OUTPUT);
  browser = await launchChromium({ extension: chrome.folder });
  const target = await browser.waitForTarget((each) => each.type() === 'service_worker' && each.url().endsWith('/background.js'));
  origin = new URL(target.url()).href.replace('/background.js', '');
});
after(async () => {
  await browser?.close();
  service?.close();
});

/** @param {string} path @returns {Promise<{ page: import('puppeteer-core').Page, noise: string[] }>} */
async function open(path) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const noise = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(String(error)));
  await page.goto(`${origin}/${path}`);
  return { page, noise };
}

/** @param {import('puppeteer-core').Page} page @param {string} taskId @param {string} status */
const untilStatus = (page, taskId, status) =>
  page.waitForFunction(async (name, wanted) => /** @type {any} */ ((await chrome.storage.local.get(name))[name])?.status === wanted, { ...PATIENCE, timeout: 60_000 }, `task:${taskId}`, status);

/** @param {import('puppeteer-core').Page} page @param {string} id */
const keyIsWhere = (page, id) => page.evaluate(async (name) => ({ session: (await chrome.storage.session.get(name))[name] ?? null, local: (await chrome.storage.local.get(name))[name] ?? null }), id);

test('without a key the popup says what is needed', async () => {
  const { page, noise } = await open('popup.html');
  await page.waitForSelector('#no-key:not([hidden])');
  assert.deepEqual(noise, []);
  await page.close();
});

test('the options keep the key for the session, and on the computer only when told to', async () => {
  const { page, noise } = await open('options.html');
  await page.type('#api-key', 'sandbox-key');
  await page.type('#base-url', `${service.url}/sandbox`);
  await page.click('button');
  await page.waitForFunction("document.querySelector('#said').value === 'Saved.'", PATIENCE);
  assert.deepEqual(await keyIsWhere(page, 'apiKey'), { session: 'sandbox-key', local: null });
  await page.click('#remember');
  await page.click('button');
  await page.waitForFunction(async () => 'apiKey' in (await chrome.storage.local.get('apiKey')), PATIENCE);
  assert.deepEqual(await keyIsWhere(page, 'apiKey'), { session: null, local: 'sandbox-key' });
  await page.click('#remember');
  await page.click('button');
  await page.waitForFunction(async () => 'apiKey' in (await chrome.storage.session.get('apiKey')), PATIENCE);
  assert.deepEqual(await keyIsWhere(page, 'apiKey'), { session: 'sandbox-key', local: null });
  assert.deepEqual(noise, []);
  await page.close();
});

test('a service that is neither https nor this machine is refused', async () => {
  const { page } = await open('options.html');
  await page.$eval('#base-url', (input) => (/** @type {HTMLInputElement} */ (input).value = 'http://elsewhere.example'));
  await page.click('button');
  await page.waitForFunction("document.querySelector('#said').value.startsWith('The service must be')", PATIENCE);
  await page.close();
});

test('the popup looks a task up', async () => {
  const { page, noise } = await open('popup.html');
  await page.type('#task-id', 'sandbox-succeeded');
  await page.click('button');
  await page.waitForFunction("document.querySelector('aleph-task').state === 'succeeded'", PATIENCE);
  assert.deepEqual(noise, []);
  await page.close();
});

test('a task is followed on without the popup, through a stop of the worker, until the notification', async () => {
  const taskId = 'sandbox-slow-4-stopped';
  const { page } = await open(`popup.html?task=${taskId}`);
  await page.waitForFunction(async (name) => /** @type {any} */ ((await chrome.storage.local.get(name))[name])?.snapshot.attempts > 0, PATIENCE, `task:${taskId}`);
  await page.goto(`${origin}/options.html`);
  assert.equal(await page.evaluate(() => chrome.action.getBadgeText({})), '1');

  const asked = service.asked.length;
  const cdp = await browser.target().createCDPSession();
  const { targetInfos } = await cdp.send('Target.getTargets');
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(origin));
  assert.ok(worker, 'the worker runs');
  await cdp.send('Target.closeTarget', { targetId: worker.targetId });

  await untilStatus(page, taskId, 'succeeded');
  assert.ok(service.asked.length > asked, 'it was looked at again');
  const said = await page.evaluate(async () => ({ notifications: Object.keys(await /** @type {any} */ (chrome.notifications).getAll()), badge: await chrome.action.getBadgeText({}), alarms: await chrome.alarms.getAll() }));
  assert.deepEqual(said, { notifications: [`task:${taskId}`], badge: '1', alarms: [] });

  await page.goto(`${origin}/popup.html?task=${taskId}`);
  await page.waitForFunction(async () => (await chrome.action.getBadgeText({})) === '', PATIENCE);
  await page.close();
});

test('a task that fails is said so, and an unknown key ends the following', async () => {
  const { page } = await open('options.html');
  const send = (/** @type {string} */ taskId) => page.evaluate((id) => void chrome.runtime.sendMessage({ type: 'follow', taskId: id }), taskId);
  await send('sandbox-failed');
  await untilStatus(page, 'sandbox-failed', 'failed');
  await page.evaluate(() => chrome.storage.session.set({ apiKey: 'wrong-key' }));
  await send('sandbox-pending');
  await untilStatus(page, 'sandbox-pending', 'error');
  const stored = JSON.stringify(await page.evaluate(() => chrome.storage.local.get(null)));
  assert.ok(!stored.includes('wrong-key'));
  await page.close();
});
