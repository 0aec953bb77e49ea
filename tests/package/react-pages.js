// What the pages of the React stacks must do in Chromium, whichever framework rendered them on its server.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { createSandbox, SANDBOX_KEY } from '../../web/local/sandbox.js';
import { launchChromium } from '../helpers/chromium.js';
import { PATIENCE_MS } from '../helpers/patience.js';

/**
 * The sandbox as a service of its own, for the proxy of a stack.
 * @param {import('node:test').TestContext} t it ends with this test
 * @returns {Promise<{ KIE_API_KEY: string, KIE_BASE_URL: string }>} the environment of who asks it
 */
export async function startSandbox(t) {
  const server = createServer(nodeListener(createSandbox()));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { KIE_API_KEY: SANDBOX_KEY, KIE_BASE_URL: `http://127.0.0.1:${port}` };
}

/**
 * @param {import('node:test').TestContext} t the browser ends with this test
 * @returns {Promise<{ page: import('puppeteer-core').Page, noise: string[] }>} noise: the warnings and errors of page and console
 */
export async function openPage(t) {
  const browser = await launchChromium();
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  /** @type {string[]} */
  const noise = [];
  page.on('console', (message) => {
    const isIcon = message.location().url?.endsWith('/favicon.ico');
    if (['warn', 'error'].includes(message.type()) && !isIcon) noise.push(message.text());
  });
  page.on('pageerror', (error) => noise.push(String(error)));
  return { page, noise };
}

/**
 * The server's markup of a task: enough for a reader of the page's source, and nothing that asks before the page is hydrated.
 * @param {string} url
 */
export async function expectMarkup(url) {
  const html = await (await fetch(url)).text();
  const [tag = ''] = html.match(/<aleph-task[^>]*>/) ?? [];
  assert.match(tag, / task-id="sandbox-succeeded"/);
  assert.match(tag, / defer-hydration=""/);
  assert.ok(!html.includes(SANDBOX_KEY));
}

/**
 * A page with a client of its own that writes down what it is told (app/watch/page.tsx of stacks/next).
 * @param {import('puppeteer-core').Page} page
 * @param {string} url
 */
export async function expectWatchPage(page, url) {
  await expectMarkup(url);
  /** @type {string[]} */
  const asked = [];
  const note = (/** @type {import('puppeteer-core').HTTPRequest} */ request) => {
    if (request.url().includes('record-info')) asked.push(request.url());
  };
  page.on('request', note);
  await page.goto(url);
  const told = (/** @type {string} */ text) =>
    page.waitForFunction((text) => document.querySelector('output')?.textContent === text, {}, text);

  const first = 'update succeeded; success with a video';
  await told(first);
  await page.click('#fail');
  const second = `${first}; update failed; failure sandbox-failed`;
  await told(second);
  // Taken out and put back it follows anew, with listeners of its own.
  await page.click('#toggle');
  await page.waitForFunction(() => document.querySelector('aleph-task') === null);
  await page.click('#toggle');
  await told(`${second}; update failed; failure sandbox-failed`);

  const seen = await page.$eval('aleph-task', (element) => ({
    state: Reflect.get(element, 'state'),
    className: element.className,
    footer: element.querySelector('[slot=footer]')?.checkVisibility(),
    byClient: Reflect.get(globalThis, 'asked'),
  }));
  page.off('request', note);
  assert.deepEqual(seen, { state: 'failed', className: 'task', footer: true, byClient: asked });
  assert.equal(asked.length, 3, 'one look each, none before the client was there');
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {string} url of a page with one element that shows a succeeded task
 */
export async function expectSuccess(page, url) {
  await page.goto(url);
  await page.waitForFunction(() => Reflect.get(document.querySelector('aleph-task') ?? {}, 'state') === 'succeeded');
}
