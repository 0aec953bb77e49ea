// Who has opted in finds each finished video among the downloads, once, under its readable name; who has not finds nothing.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { buildExtension } from '../../tools/build-extension.js';
import { ROOT } from '../../tools/setup.js';
import { downloadOf } from '../../web/extension/save-video.js';
import { launchChromium } from '../helpers/chromium.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { taskWith } from '../save/host.js';
import { startSandbox } from './service.js';

/** Of this test alone: they run at the same time. */
const OUTPUT = join(ROOT, 'build/extension-that-saves');
const PATIENCE = { timeout: PATIENCE_MS, polling: 50 };
/** Driven from outside, Chromium calls a download after its URL, whatever the extension says. */
const NAME = 'aleph.mp4';

test('a download has a readable name, and takes the place of an earlier one', () => {
  const url = 'https://file.example/a.mp4';
  const filename = 'make-it-snow-0123abcd.mp4';
  assert.deepEqual(downloadOf(taskWith(url)), { url, filename, conflictAction: 'overwrite', saveAs: false });
});

for (const url of [null, 'http://file.example/a.mp4', 'javascript:alert(1)'])
  test(`nothing is downloaded of ${url}`, () => assert.equal(downloadOf(taskWith(url)), null));

suite('in Chromium', () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let service;
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  /** @type {string} */
  let downloads;
  /** @type {import('puppeteer-core').Page} of the options */
  let page;

  before(async () => {
    service = await startSandbox();
    downloads = await mkdtemp(join(tmpdir(), 'kie-aleph-downloads-'));
    const { folder } = (await buildExtension(OUTPUT)).chrome;
    // Nobody is there to answer the browser's question: the permission is given from the start, and asking for it gets it.
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    manifest.permissions.push(...manifest.optional_permissions.splice(0));
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
    browser = await launchChromium({ extension: folder });
    const worker = await browser.waitForTarget((each) => each.url().endsWith('/background.js'));
    const cdp = await browser.target().createCDPSession();
    await cdp.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
    page = await browser.newPage();
    await page.goto(worker.url().replace('background.js', 'options.html'));
    await page.waitForSelector('form:not([inert])', PATIENCE);
    await page.type('#api-key', 'sandbox-key');
    await page.type('#base-url', `${service.url}/sandbox`);
  });
  after(async () => {
    await browser?.close();
    service?.close();
    await rm(downloads, { recursive: true });
  });

  /** @param {string} taskId @param {string} status */
  const follow = async (taskId, status) => {
    await page.evaluate((id) => void chrome.runtime.sendMessage({ type: 'follow', taskId: id }), taskId);
    await page.waitForFunction(
      async (name, wanted) => /** @type {any} */ ((await chrome.storage.local.get(name))[name])?.status === wanted,
      PATIENCE,
      `task:${taskId}`,
      status,
    );
  };

  const submit = async () => {
    await page.click('button');
    await page.waitForFunction("document.querySelector('#outcome').value === 'Saved.'", PATIENCE);
  };

  test('nothing is saved by who has not opted in', async () => {
    await submit();
    await follow('sandbox-jobs-succeeded', 'succeeded');
    assert.deepEqual(await readdir(downloads), []);
  });

  test('a video that succeeds is saved, one that fails is not', async () => {
    await page.click('#save-videos');
    await submit();
    await follow('sandbox-failed', 'failed');
    await follow('sandbox-succeeded', 'succeeded');
    await page.waitForFunction(
      async () =>
        (await /** @type {any} */ (chrome).downloads.search({})).map((/** @type {any} */ { state }) => state).join() ===
        'complete',
      PATIENCE,
    );
    const files = await readdir(downloads);
    assert.deepEqual(files, [NAME]);
    const saved = await readFile(join(downloads, NAME));
    assert.ok(saved.equals(await readFile(join(ROOT, 'web/local/media/aleph.mp4'))));
  });

  test('the options remember it', async () => {
    await page.reload();
    await page.waitForSelector('form:not([inert])', PATIENCE);
    assert.equal(await page.$eval('#save-videos', (box) => /** @type {HTMLInputElement} */ (box).checked), true);
  });
});
