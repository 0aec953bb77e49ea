// The built page: at most 60,000 bytes come over the wire for the first view, nothing moves while a task arrives, and no one else is asked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildPage } from '../../tools/build.js';
import { serve } from '../../web/server/start.js';
import { launchChromium } from '../helpers/chromium.js';
import { untilState } from './page.js';

/** WebAssembly included, media excluded; the bodies as they are encoded. */
const MOST_BYTES = 60_000;
const VIEWPORTS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  await buildPage();
  server = await serve();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/**
 * An empty page, and what it will have received.
 * @param {import('node:test').TestContext} t
 * @param {import('puppeteer-core').Viewport} viewport
 */
async function emptyPage(t, viewport) {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.setViewport(viewport);
  const devtools = await page.createCDPSession();
  await devtools.send('Network.enable');
  /** @type {Map<string, { url: string, type: string, bytes: number }>} by request */
  const received = new Map();
  devtools.on('Network.requestWillBeSent', ({ requestId, request, type = 'Other' }) => received.set(requestId, { url: request.url, type, bytes: 0 }));
  devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const request = received.get(requestId);
    if (request) request.bytes += encodedDataLength;
  });
  return { page, received };
}

test(`the first view weighs at most ${MOST_BYTES} bytes`, async (t) => {
  const { page, received } = await emptyPage(t, VIEWPORTS.phone);
  await page.goto(server.url, { waitUntil: 'networkidle0' });
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  const requests = [...received.values()].filter(({ type }) => type !== 'Media');
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
  const list = requests.map(({ url, bytes }) => `${String(bytes).padStart(7)} ${url.replace(server.url, '/')}`).join('\n');
  t.diagnostic(`${bytes} bytes:\n${list}`);
  // Each of these has a body: a measure that sees none of them would be no measure.
  for (const part of [/\/$/, /\/page-\w+\.js$/, /\/page-\w+\.css$/, /\/aleph-\w+\.js$/]) {
    assert.ok(requests.some(({ url, bytes }) => part.test(url) && bytes > 500), `${part} was not received:\n${list}`);
  }
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes:\n${list}`);
});

for (const [name, viewport] of Object.entries(VIEWPORTS)) {
  test(`nothing moves while a task arrives, and only the page's own origin is asked (${name})`, async (t) => {
    const { page, received } = await emptyPage(t, viewport);
    await page.goto(`${server.url}#task=sandbox-succeeded`, { waitUntil: 'networkidle0' });
    await untilState(page, 'succeeded');
    const shifts = await page.evaluate(async () => {
      /** @type {{ value: number, moved: string[] }[]} */
      const shifts = [];
      const nameOf = (/** @type {Element | null} */ element) => element && `${element.localName}${element.id && `#${element.id}`} ${element.getAttribute('part') ?? element.className}`.trim();
      const add = (/** @type {PerformanceEntryList} */ entries) => {
        for (const { value, sources } of /** @type {any[]} */ (entries)) {
          shifts.push({ value, moved: sources.map((/** @type {any} */ { node }) => nameOf(node?.nodeType === 1 ? node : node?.parentElement)) });
        }
      };
      const observer = new PerformanceObserver((list) => add(list.getEntries()));
      observer.observe({ type: 'layout-shift', buffered: true });
      // A shift is reported after the frame it happened in.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await new Promise((resolve) => setTimeout(resolve));
      add(observer.takeRecords());
      return shifts;
    });
    assert.deepEqual(shifts, []);
    const elsewhere = [...received.values()].map(({ url }) => url).filter((url) => !url.startsWith(server.url));
    assert.deepEqual(elsewhere, []);
  });
}
