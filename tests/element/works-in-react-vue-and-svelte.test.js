// <aleph-task> inside React 19, Vue 3 and Svelte 5: one small app each, built by Vite, in Chromium under a strict policy.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';
import { createApp } from '../../web/local/app.js';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { CONTENT_SECURITY_POLICY } from '../../web/local/static.js';
import { launchChromium } from '../helpers/chromium.js';

const FOLDER = fileURLToPath(new URL('frameworks', import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({ '.html': 'text/html', '.js': 'text/javascript' });

/** Frameworks have policies of their own for the templates they make; what the element does needs none. */
const POLICY = CONTENT_SECURITY_POLICY.replace(
  'trusted-types kie-aleph-worker',
  'trusted-types svelte-trusted-html vue',
).replace("img-src 'self'", "img-src 'self' data:");

const isElement = (/** @type {string} */ tag) => tag.includes('-');

const FRAMEWORKS = [
  {
    name: 'react',
    plugins: () => [],
    render: async (/** @type {any} */ { App }) =>
      (await import('react-dom/server')).renderToString((await import('react')).createElement(App)),
    entry: 'App.jsx',
  },
  {
    name: 'vue',
    plugins: () => [vue({ template: { compilerOptions: { isCustomElement: isElement } } })],
    render: async (/** @type {any} */ { default: App }) =>
      (await import('vue/server-renderer')).renderToString((await import('vue')).createSSRApp(App)),
    entry: 'App.vue',
  },
  {
    name: 'svelte',
    plugins: () => [svelte({ configFile: false })],
    render: async (/** @type {any} */ { default: App }) => (await import('svelte/server')).render(App).body,
    entry: 'App.svelte',
  },
];

/** @type {string} */
let folder;
/** @type {import('node:http').Server} */
let server;
/** @type {string} */
let url;
/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kie-aleph-frameworks-'));
  const app = createApp();
  server = createServer(
    nodeListener(async (request) => {
      const { pathname } = new URL(request.url);
      const type = TYPES[extname(pathname)];
      if (pathname.startsWith('/kie/') || type === undefined) return app(request);
      return new Response(await readFile(join(folder, pathname)), {
        headers: { 'Content-Type': type, 'Content-Security-Policy': POLICY },
      });
    }),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

for (const { name, plugins, render, entry } of FRAMEWORKS) {
  describe(name, () => {
    const options = {
      root: join(FOLDER, name),
      base: `/${name}/`,
      configFile: /** @type {const} */ (false),
      logLevel: /** @type {const} */ ('error'),
      plugins: plugins(),
    };
    before(() => build({ ...options, build: { outDir: join(folder, name), emptyOutDir: true } }));

    test('state goes in as properties, events come out as handlers, and slots are slots', async () => {
      const page = await browser.newPage();
      /** @type {string[]} */
      const noise = [];
      page.on('console', (message) => noise.push(message.text()));
      page.on('pageerror', (error) => noise.push(String(error)));
      await page.goto(`${url}/${name}/index.html`);
      const log = () => page.$$eval('#log li', (items) => items.map((item) => item.textContent));
      const logged = (/** @type {number} */ count) =>
        page.waitForFunction((count) => document.querySelectorAll('#log li').length === count, {}, count);

      await page.waitForFunction(() => document.querySelector('aleph-task > p')?.checkVisibility());
      await page.click('#sandbox-succeeded');
      await logged(2);
      await page.click('#sandbox-failed');
      await logged(4);
      await page.click('#sandbox-no-credits');
      await logged(5);
      assert.deepEqual(await log(), [
        'aleph-update succeeded',
        'aleph-success succeeded',
        'aleph-update failed',
        'aleph-failure failed',
        'aleph-error insufficient-credits',
      ]);
      assert.equal(await page.$eval('aleph-task > p', (element) => element.checkVisibility()), false);

      await page.click('#sandbox-pending');
      await logged(6);
      await page.click('#once');
      await page.waitForFunction(() => /** @type {any} */ (document.querySelector('aleph-task')).follow === false);
      await logged(7);
      assert.equal(await page.$('aleph-task >>> [part~=look-now]:not([hidden])'), null, 'follow={false} is one look');

      await page.click('#toggle');
      await page.waitForFunction(() => document.querySelector('aleph-task') === null);
      /** @type {string[]} */
      const asked = await page.evaluate(() => /** @type {any} */ (globalThis).requests);
      const lookups = asked.filter((url) => !url.includes('/events?'));
      assert.equal(lookups.length, 5, 'all through the client that was given');
      await page.click('#toggle');
      await logged(8);
      assert.equal(
        await page.evaluate(() => document.querySelector('aleph-task')?.getAttribute('task-id')),
        'sandbox-pending',
      );
      assert.deepEqual(noise, []);
      await page.close();
    });

    test('it renders on a server', async () => {
      const outDir = join(FOLDER, '..', '..', '..', 'build', 'frameworks', name);
      await build({
        ...options,
        build: {
          ssr: join(FOLDER, name, entry),
          outDir,
          emptyOutDir: true,
          rollupOptions: { output: { entryFileNames: 'app.js' } },
        },
      });
      const html = await render(await import(pathToFileURL(join(outDir, 'app.js')).href));
      assert.match(html, /<aleph-task[\s\S]*<p slot="empty">Choose one<\/p>[\s\S]*<\/aleph-task>/);
    });
  });
}
