// Astro with its Node adapter: server-rendered, a script of the page, the proxy in a route of its own; built, and in development.
import { after, before, test } from 'node:test';
import { launchChromium } from '../helpers/chromium.js';
import { expectTasksShown, runInSite, startSite, startVideoService } from './framework-site.js';
import { installStack } from './stacks.js';

const ASTRO = 'node_modules/astro/bin/astro.mjs';

/** @type {string} */
let folder;
/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  folder = await installStack('astro');
  browser = await launchChromium();
});
after(() => browser?.close());

test('built and started', async (t) => {
  await runInSite(folder, [ASTRO, 'build']);
  const service = await startVideoService(t);
  const url = await startSite(t, folder, () => ['dist/server/entry.mjs'], service);
  await expectTasksShown(t, browser, url, service);
});

test('in development', async (t) => {
  const service = await startVideoService(t);
  const url = await startSite(t, folder, (port) => [ASTRO, 'dev', '--host', '127.0.0.1', '--port', port], service);
  await expectTasksShown(t, browser, url, service, /^debug: \[vite\]/);
});
