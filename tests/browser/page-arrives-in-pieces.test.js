// On a slow network a page is shown while its document arrives. What is shown then stays where it is.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { buildPage } from '../../tools/build.js';
import { serve } from '../../web/local/start.js';
import { launchChromium } from '../helpers/chromium.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { shiftsOf } from './layout-shifts.js';

/** The document stops behind the first of these. @type {[name: string, end: string][]} */
const PIECES = [
  ['the title', '</h1>'],
  ['the first button', '</button>'],
  ['the buttons', '</div>'],
  ['the header', '</header>'],
  ['the form', '</form>'],
  ['the task', '</aleph-task>'],
];

/** @type {import('puppeteer-core').Browser} */
let browser;
before(async () => {
  await buildPage();
  browser = await launchChromium();
});
after(() => browser?.close());

for (const [name, end] of PIECES) {
  test(`nothing moves when the document stops behind ${name}`, async (t) => {
    const { url, sendRest } = await halvedPage(t, end);
    const page = await browser.newPage();
    t.after(() => page.close());
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setViewport({ width: 390, height: 844 });
    const arrives = page.goto(url, { waitUntil: 'networkidle0' });
    await page.waitForFunction(() => document.querySelector('h1') && performance.getEntriesByType('paint').length > 0);
    sendRest();
    await arrives;
    assert.deepEqual(await shiftsOf(page), []);
  });
}

/**
 * The local server, but its document comes in two pieces.
 * @param {import('node:test').TestContext} t
 * @param {string} end of the first
 */
async function halvedPage(t, end) {
  const origin = await serve();
  /** @type {() => void} */
  let sendRest = () => {};
  const rest = new Promise((resolve) => {
    sendRest = () => resolve(undefined);
  });
  const server = createServer((request, response) => {
    // The page may still ask for something when the test is over, and the local server is not there any more.
    answer(String(request.url), response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  /** @param {string} path @param {import('node:http').ServerResponse} response */
  const answer = async (path, response) => {
    const whole = await fetch(new URL(path, origin.url));
    response.writeHead(whole.status, { 'content-type': String(whole.headers.get('content-type')) });
    if (path !== '/') return response.end(Buffer.from(await whole.arrayBuffer()));
    const text = await whole.text();
    const at = text.indexOf(end) + end.length;
    response.write(text.slice(0, at));
    await rest;
    return response.end(text.slice(at));
  };
  await once(server, 'listening');
  t.after(async () => {
    sendRest();
    server.closeAllConnections();
    server.close();
    await origin.close();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/`, sendRest };
}
