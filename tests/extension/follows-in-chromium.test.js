// The extension in real Chromium: looks up, follows, survives its service worker being stopped in the middle, and notifies.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PATIENCE, startInChromium, tellSeen, untilStatus } from './in-chromium.js';

/** @type {Awaited<ReturnType<typeof startInChromium>>} */
let chromium;
before(async () => void (chromium = await startInChromium('extension-in-chromium')));
after(() => chromium?.close());

/** Until the worker has done all it has to do: the icon says so last. @param {import('puppeteer-core').Page} page @param {string} text @param {number} alarms */
const untilBadge = (page, text, alarms) =>
  page.waitForFunction(
    async (wanted, many) =>
      (await chrome.action.getBadgeText({})) === wanted && (await chrome.alarms.getAll()).length === many,
    PATIENCE,
    text,
    alarms,
  );

/** The alarm goes off, as if its time had come. @param {import('puppeteer-core').Page} page @param {string} taskId */
const ring = (page, taskId) =>
  page.evaluate((name) => chrome.alarms.create(name, { when: Date.now() }), `task:${taskId}`);

test('without a key the popup says what is needed', async () => {
  const { page, noise } = await chromium.open('popup.html');
  await page.waitForSelector('#no-key:not([hidden])');
  assert.deepEqual(noise, []);
  await page.close();
});

for (const { path, language, says } of [
  { path: 'options.html', language: 'es-MX', says: ['es', 'Tareas de Aleph: opciones', 'Guardar', ''] },
  { path: 'popup.html', language: 'zh-CN', says: ['zh-Hans', 'Aleph 任务', '查看', '任务'] },
  { path: 'popup.html', language: 'fr', says: ['en', 'Aleph tasks', 'Show', 'Tasks'] },
]) {
  test(`${path} speaks ${says[0]} when the browser speaks ${language}`, async () => {
    const { page, noise } = await chromium.open(path);
    await page.evaluateOnNewDocument(
      (language) => Object.defineProperty(navigator, 'languages', { get: () => [language] }),
      language,
    );
    await page.reload();
    await page.waitForSelector('form:not([inert])', PATIENCE);
    const said = await page.evaluate(() => [
      document.documentElement.lang,
      document.title,
      document.querySelector('form button:not([type])')?.textContent,
      document.querySelector('ul')?.getAttribute('aria-label') ?? '',
    ]);
    assert.deepEqual(said, says);
    assert.deepEqual(noise, []);
    await page.close();
  });
}

test('the options keep the key for the session, and on the computer only when told to', async () => {
  const { page, noise } = await chromium.open('options.html');
  await page.type('#api-key', 'sandbox-key');
  await page.type('#base-url', `${chromium.service.url}/sandbox`);
  const save = async () => {
    await page.click('form button:not([type])');
    await page.waitForFunction("document.querySelector('#outcome').value === 'Saved.'", PATIENCE);
    return page.evaluate(async () => [
      await chrome.storage.session.get('apiKey'),
      await chrome.storage.local.get('apiKey'),
    ]);
  };
  assert.deepEqual(await save(), [{ apiKey: 'sandbox-key' }, {}]);
  await page.click('#remember');
  assert.deepEqual(await save(), [{}, { apiKey: 'sandbox-key' }]);
  await page.click('#remember');
  assert.deepEqual(await save(), [{ apiKey: 'sandbox-key' }, {}]);
  assert.deepEqual(noise, []);
  await page.close();
});

/** What is read from the browser's storage comes when `letGo` is called, the n-th reading with its number. @param {import('puppeteer-core').Page} page */
const holdStorage = (page) =>
  page.evaluateOnNewDocument(() => {
    const { session } = chrome.storage;
    const get = session.get.bind(session);
    /** @type {(() => void)[]} */
    const readings = [];
    Object.assign(session, {
      get: async (/** @type {any} */ keys) => {
        await new Promise((resolve) => readings.push(() => resolve(null)));
        return get(keys);
      },
    });
    Object.assign(globalThis, { letGo: (/** @type {number} */ nth) => readings[nth]?.() });
  });

test('the options can be edited once they hold what is stored, not before', async () => {
  const { page } = await chromium.open('options.html');
  await holdStorage(page);
  await page.reload();
  assert.ok(await page.$('form[inert]'));
  await page.evaluate('letGo(0)');
  await page.waitForSelector('form:not([inert])', PATIENCE);
  assert.equal(await page.$eval('#api-key', (input) => /** @type {HTMLInputElement} */ (input).value), 'sandbox-key');
  await page.close();
});

test('the popup shows what was asked for last, however long the storage takes', async () => {
  const { page } = await chromium.open('popup.html');
  await holdStorage(page);
  await page.goto(`${chromium.origin}/popup.html?task=sandbox-failed`);
  await page.type('#task-id', 'sandbox-succeeded');
  await page.click('form button:not([type])');
  await page.evaluate('letGo(1)');
  await page.waitForFunction("document.querySelector('aleph-task').state === 'succeeded'", PATIENCE);
  await page.evaluate('letGo(0)');
  // What the earlier one would do it does before a reading that began after it.
  await page.evaluate(() => chrome.storage.local.get('baseUrl'));
  assert.equal(await page.$eval('aleph-task', (element) => element.getAttribute('task-id')), 'sandbox-succeeded');
  await page.close();
});

test('a service that is neither https nor this machine is refused', async () => {
  const { page } = await chromium.open('options.html');
  await page.$eval('#base-url', (input) => {
    /** @type {HTMLInputElement} */ (input).value = 'http://elsewhere.example';
  });
  await page.click('form button:not([type])');
  await page.waitForFunction("document.querySelector('#outcome').value.startsWith('The service must be')", PATIENCE);
  await page.close();
});

test('the popup looks a task up', async () => {
  const { page, noise } = await chromium.open('popup.html');
  await page.type('#task-id', 'sandbox-succeeded');
  await page.click('form button:not([type])');
  await page.waitForFunction("document.querySelector('aleph-task').state === 'succeeded'", PATIENCE);
  assert.deepEqual(noise, []);
  await page.close();
});

test('a task is followed on without the popup, through a stop of the worker, until the notification', async () => {
  const taskId = 'sandbox-slow-4-stopped';
  const { page } = await chromium.open(`popup.html?task=${taskId}`);
  await untilBadge(page, '1', 1);
  await page.goto(`${chromium.origin}/options.html`);

  const { arrived, gone, release } = chromium.service.hold();
  await ring(page, taskId);
  await arrived;
  await chromium.stopWorker();
  await gone;
  const [rescue] = await page.evaluate(() => chrome.alarms.getAll());
  assert.ok(rescue && rescue.scheduledTime <= Date.now() + 60_000, 'it will be looked at again within a minute');

  chromium.service.pass(4);
  release();
  await ring(page, taskId);
  await untilStatus(page, taskId, 'succeeded');
  await untilBadge(page, '1', 0);
  const notifications = await page.evaluate(async () =>
    Object.keys(await /** @type {any} */ (chrome.notifications).getAll()),
  );
  assert.deepEqual(notifications, [`task:${taskId}`]);

  await page.goto(`${chromium.origin}/popup.html?task=${taskId}`);
  await page.waitForFunction(async () => (await chrome.action.getBadgeText({})) === '', PATIENCE);
  await page.close();
});

test('a task that fails is said so, and an unknown key ends the following', async () => {
  const { page } = await chromium.open('options.html');
  await tellSeen(page, 'sandbox-failed');
  await untilStatus(page, 'sandbox-failed', 'failed');
  await page.evaluate(() => chrome.storage.session.set({ apiKey: 'wrong-key' }));
  await tellSeen(page, 'sandbox-pending');
  await untilStatus(page, 'sandbox-pending', 'error');
  const stored = JSON.stringify(await page.evaluate(() => chrome.storage.local.get(null)));
  assert.ok(!stored.includes('wrong-key'));
  await page.close();
});
