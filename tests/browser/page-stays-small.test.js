// The built page: few bytes come over the wire for the first view, nothing moves while a task arrives, and no one else is asked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildPage } from '../../tools/build.js';
import { serve } from '../../web/local/start.js';
import { launchChromium } from '../helpers/chromium.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { shiftsOf } from './layout-shifts.js';
import { untilState } from './page.js';

/** WebAssembly included, media excluded; the bodies as they are encoded. */
const MOST_BYTES = 72_500;
const VIEWPORTS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  await buildPage();
  browser = await launchChromium();
});
after(() => browser?.close());

/**
 * An empty page, what it will have received, and a server that was asked nothing yet.
 * @param {import('node:test').TestContext} t
 * @param {import('puppeteer-core').Viewport} viewport
 */
async function emptyPage(t, viewport) {
  const server = await serve();
  const context = await browser.createBrowserContext();
  t.after(() => Promise.all([context.close(), server.close()]));
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.setViewport(viewport);
  const devtools = await page.createCDPSession();
  await devtools.send('Network.enable');
  /** @type {Map<string, { url: string, type: string, bytes: number }>} by request */
  const received = new Map();
  devtools.on('Network.requestWillBeSent', ({ requestId, request, type = 'Other' }) =>
    received.set(requestId, { url: request.url, type, bytes: 0 }),
  );
  // All that came, less the headers that had come when the response began.
  devtools.on('Network.responseReceived', ({ requestId, response }) => add(requestId, -response.encodedDataLength));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => add(requestId, encodedDataLength));
  const add = (/** @type {string} */ requestId, /** @type {number} */ bytes) => {
    const request = received.get(requestId);
    if (request) request.bytes += bytes;
  };
  return { url: server.url, page, received };
}

test(`the first view weighs at most ${MOST_BYTES} bytes`, async (t) => {
  const { url, page, received } = await emptyPage(t, VIEWPORTS.phone);
  await page.goto(url, { waitUntil: 'networkidle0' });
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  const requests = [...received.values()].filter(({ type }) => type !== 'Media');
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
  const list = requests
    .map((request) => `${String(request.bytes).padStart(7)} ${request.url.replace(url, '/')}`)
    .join('\n');
  t.diagnostic(`${bytes} bytes:\n${list}`);
  // Each of these has a body: a measure that sees none of them would be no measure.
  for (const part of [/\/$/, /\/index-[\w-]+\.js$/, /\/index-[\w-]+\.css$/, /\/aleph-[\w-]+\.js$/]) {
    assert.ok(
      requests.some(({ url, bytes }) => part.test(url) && bytes > 500),
      `${part} was not received:\n${list}`,
    );
  }
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes:\n${list}`);
});

for (const [name, viewport] of Object.entries(VIEWPORTS)) {
  test(`nothing moves while a task arrives, and only the page's own origin is asked (${name})`, async (t) => {
    const { url, page, received } = await emptyPage(t, viewport);
    await page.goto(`${url}#task=sandbox-succeeded`);
    await untilState(page, 'succeeded');
    // The last to come: both videos have said how large they are.
    await page.waitForSelector('aleph-task >>> [part~=compare]', { visible: true });
    assert.deepEqual(await shiftsOf(page), []);
    // The buttons of the browser's own video player come as data: URLs.
    const elsewhere = [...received.values()]
      .map((request) => request.url)
      .filter((asked) => !asked.startsWith(url) && !asked.startsWith('data:'));
    assert.deepEqual(elsewhere, []);
  });
}
