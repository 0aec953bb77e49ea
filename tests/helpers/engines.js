// The three engines in the same words, for tests that every engine has to pass.
import { launchChromium } from './chromium.js';
import { launchFirefox } from './firefox.js';
import { PATIENCE_MS } from './patience.js';
import { launchWebKit, webKitTab } from './webkit.js';

/**
 * @typedef {object} Tab
 * @property {string[]} noise what console and page said; nothing in WebKitGTK, whose driver does not tell
 * @property {(url: string) => Promise<void>} goto
 * @property {<T, Args extends any[]>(fn: (...args: Args) => T | Promise<T>, ...args: Args) => Promise<Awaited<T>>} evaluate arguments and result are JSON
 * @property {(...selectors: string[]) => Promise<void>} click the first selector in the page, each further one in the shadow of the one before
 * @property {(text: string) => Promise<void>} type
 * @property {(key: string) => Promise<void>} press
 */

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {() => Promise<{ tab(): Promise<Tab>, close(): Promise<void> }>} launch
 */

/** @type {readonly Engine[]} */
export const ENGINES = [
  { name: 'Chromium', launch: () => puppeteerEngine(launchChromium()) },
  { name: 'Firefox', launch: () => puppeteerEngine(launchFirefox()) },
  { name: 'WebKit', launch: webKitEngine },
];

/**
 * What Firefox ESR (153) says of a request that is aborted at the moment its answer comes, on any page with a service worker: also of one
 * that only does `respondWith(fetch(request))` or `respondWith(new Response(…))`, in 10 to 50 of 1,000 aborts. What our worker
 * throws or refuses it reports in other words.
 */
const FIREFOX_ON_ABORTS = /A ServiceWorker intercepted the request and encountered an unexpected error\.$/;

/** How often it is looked whether something is so in the page, in ms. */
const LOOK_MS = 30;

/**
 * Waits until a function gives true in the page. Not an element: the drivers do not agree on what that is in JSON.
 * @template {any[]} Args
 * @param {Tab} tab
 * @param {(...args: Args) => boolean | undefined} fn
 * @param {Args} args
 */
export async function until(tab, fn, ...args) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await tab.evaluate(/** @type {(...args: any[]) => unknown} */ (fn), ...args))) {
    if (Date.now() > end) throw new Error(`Never true: ${fn}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** @param {Promise<import('puppeteer-core').Browser>} launched */
async function puppeteerEngine(launched) {
  const browser = await launched;
  return {
    tab: async () => puppeteerTab(await (await browser.createBrowserContext()).newPage()),
    close: () => browser.close(),
  };
}

/**
 * @param {import('puppeteer-core').Page} page
 * @returns {Tab}
 */
function puppeteerTab(page) {
  /** @type {string[]} */
  const noise = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => FIREFOX_ON_ABORTS.test(String(error)) || noise.push(String(error)));
  return {
    noise,
    goto: async (url) => void (await page.goto(url)),
    evaluate: (fn, ...args) => /** @type {Promise<any>} */ (page.evaluate(fn, ...args)),
    click: (...selectors) => page.click(selectors.join(' >>> ')),
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key)),
  };
}

async function webKitEngine() {
  const webkit = await launchWebKit();
  return { tab: async () => webKitTab(webkit), close: () => webkit.close() };
}
