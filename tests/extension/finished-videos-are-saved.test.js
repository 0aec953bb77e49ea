// Who has opted in finds each finished video among the downloads, once, under its readable name; who has not finds nothing.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { ROOT } from '../../tools/setup.js';
import { downloadOf } from '../../web/extension/save-video.js';
import { taskWith } from '../save/host.js';
import { PATIENCE, startInChromium, tellSeen, untilStatus } from './in-chromium.js';

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
  /** @type {Awaited<ReturnType<typeof startInChromium>>} */
  let chromium;
  /** @type {string} */
  let downloads;
  /** @type {import('puppeteer-core').Page} of the options */
  let page;

  before(async () => {
    downloads = await mkdtemp(join(tmpdir(), 'kie-aleph-downloads-'));
    chromium = await startInChromium('extension-that-saves', async (folder) => {
      // Nobody is there to answer the browser's question: the permission is given from the start, and asking for it gets it.
      const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
      manifest.permissions.push(...manifest.optional_permissions.splice(0));
      await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
    });
    const cdp = await chromium.browser.target().createCDPSession();
    await cdp.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
    ({ page } = await chromium.open('options.html'));
    await page.type('#api-key', 'sandbox-key');
    await page.type('#base-url', `${chromium.service.url}/sandbox`);
  });
  after(async () => {
    await chromium?.close();
    await rm(downloads, { recursive: true });
  });

  /** @param {string} taskId @param {string} status */
  const follow = async (taskId, status) => {
    await tellSeen(page, taskId);
    await untilStatus(page, taskId, status);
  };

  const submit = async () => {
    await page.click('#save');
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
