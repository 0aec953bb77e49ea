// A page of the real server in real Chromium, whose console must stay empty.
import { after, afterEach, before } from 'node:test';
import { serve } from '../../web/local/start.js';
import { launchChromium } from '../helpers/chromium.js';
import { PATIENCE_MS } from '../helpers/patience.js';

/**
 * Opens pages for the tests of one file; the browser and the server end with it.
 * @param {import('../../web/local/app.js').AppOptions & import('../../web/local/sandbox.js').SandboxOptions} [options]
 */
export function pages(options = {}) {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  /** @type {import('puppeteer-core').BrowserContext[]} */
  let contexts = [];
  before(async () => {
    server = await serve(options);
    browser = await launchChromium();
  });
  // Pages left open would go on playing and polling beside those of the next test.
  afterEach(async () => {
    const ended = contexts;
    contexts = [];
    for (const context of ended) await context.close();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  return {
    /** @returns {string} */
    get url() {
      return server.url;
    },
    /**
     * @param {string} [path] such as "#task=…"
     * @param {{ width?: number, height?: number, prepare?: (page: import('puppeteer-core').Page) => Promise<void> }} [options] prepare: what comes before
     * @returns {Promise<{ page: import('puppeteer-core').Page, noise: string[] }>} noise: all the console and the page said
     */
    async open(path = '', { width = 900, height = 700, prepare = async () => {} } = {}) {
      const context = await browser.createBrowserContext();
      contexts.push(context);
      const page = await context.newPage();
      /** @type {string[]} */
      const noise = [];
      page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => noise.push(String(error)));
      await page.evaluateOnNewDocument(() => {
        document.addEventListener('securitypolicyviolation', (event) =>
          console.error('CSP', event.violatedDirective, event.blockedURI),
        );
      });
      // A page governed by its service worker asks behind these tests' back; governed-page.js is for those.
      await page.setBypassServiceWorker(true);
      page.setDefaultTimeout(PATIENCE_MS);
      await page.setViewport({ width, height });
      await prepare(page);
      await page.goto(server.url + path);
      return { page, noise };
    },
  };
}

/** Where in the element something is: puppeteer's ">>>" goes into its shadow. */
export const inTask = (/** @type {string} */ selector) => `aleph-task >>> ${selector}`;

/**
 * Waits until an element holds a text.
 * @param {import('puppeteer-core').Page} page
 * @param {string} text
 * @param {string} [selector] one element, also of the same shadow root at a later time
 */
export async function untilText(page, text, selector = 'main') {
  const [host, inner] = selector.split(' >>> ');
  await page.waitForFunction(
    (text, host, inner) => {
      const element = document.querySelector(host);
      return (inner === '' ? element : element?.shadowRoot?.querySelector(inner))?.textContent?.includes(text);
    },
    {},
    text,
    String(host),
    inner ?? '',
  );
}

/**
 * Waits until something is there in an element's shadow. Puppeteer's own `waitForSelector` looks again only when the document changes, and of
 * a shadow's changes the document says nothing.
 * @param {import('puppeteer-core').Page} page
 * @param {string} selector such as `inTask` makes it
 */
export async function untilInShadow(page, selector) {
  const [host, inner] = selector.split(' >>> ');
  await page.waitForFunction(
    (host, inner) => document.querySelector(host)?.shadowRoot?.querySelector(inner),
    {},
    String(host),
    String(inner),
  );
}

/**
 * Waits until <aleph-task> is in a state.
 * @param {import('puppeteer-core').Page} page
 * @param {import('../../web/element/view.js').AlephTaskState} state
 */
export async function untilState(page, state) {
  await page.waitForFunction(
    (state) => /** @type {any} */ (document.querySelector('aleph-task'))?.state === state,
    {},
    state,
  );
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {string} selector
 * @returns {Promise<string>} the text as it is shown
 */
export function innerText(page, selector) {
  return page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).innerText);
}
