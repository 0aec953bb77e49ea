// The packed package, bundled by each bundler and by none, does its main job in Chromium with an empty console.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../helpers/chromium.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { BUNDLERS, choosePage, viteDev } from './bundlers.js';
import { emptyProject } from './installed.js';
import { serveFolder } from './serve-folder.js';
import { EXPECTED, startMainJobService } from './service.js';

const FILES = ['main-job.js', 'page.js', 'page-external.js', 'index.html'];
const PAGES = { root: 'page.js', external: 'page-external.js' };

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => void (browser = await launchChromium()));
after(() => browser?.close());

/**
 * Opens the page and compares what its main job says.
 * @param {import('node:test').TestContext} t
 * @param {string} url
 */
async function expectMainJob(t, url) {
  const service = await startMainJobService(t);
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  /** @type {string[]} */
  const noise = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(String(error)));
  await page.goto(`${url}?service=${encodeURIComponent(service.url)}`);
  await page
    .waitForFunction("document.title !== '…'", { timeout: PATIENCE_MS })
    .catch((error) => assert.fail(`${error.message} ${noise}`));
  assert.deepEqual(readTitle(await page.title()), EXPECTED);
  assert.deepEqual(
    noise.filter((line) => !line.startsWith('debug: [vite]')),
    [],
  );
}

/** @param {string} title */
function readTitle(title) {
  return title.startsWith('{') ? JSON.parse(title) : title;
}

for (const { name, entries, bundle, finishExternal } of BUNDLERS) {
  for (const entry of entries) {
    test(`${name}, ${entry} entry`, async (t) => {
      const folder = await emptyProject(t, FILES);
      const out = await bundle(folder, PAGES[entry]);
      if (entry === 'external') await finishExternal?.(folder, out);
      await expectMainJob(t, await serveFolder(t, out, name !== 'no bundler'));
    });
  }
}

for (const entry of /** @type {const} */ (['root', 'external'])) {
  test(`Vite's development server, ${entry} entry`, async (t) => {
    const folder = await emptyProject(t, FILES);
    await choosePage(folder, PAGES[entry]);
    const { url, close } = await viteDev(folder);
    t.after(close);
    await expectMainJob(t, url);
  });
}
