// A page of the real server in real Chromium, whose console must stay empty.
import { after, before } from 'node:test';
import { serve } from '../../web/server/start.js';
import { launchChromium } from '../helpers/chromium.js';

/**
 * Opens pages for the tests of one file; the browser and the server end with it.
 * @param {import('../../web/server/app.js').AppOptions} [options]
 */
export function pages(options = {}) {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  before(async () => {
    server = await serve(options);
    browser = await launchChromium();
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
     * @param {string} [hash] such as "#task=…"
     * @param {{ width?: number, height?: number }} [viewport]
     * @returns {Promise<{ page: import('puppeteer-core').Page, noise: string[] }>} noise: all the console and the page said
     */
    async open(hash = '', { width = 900, height = 700 } = {}) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      /** @type {string[]} */
      const noise = [];
      page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => noise.push(String(error)));
      await page.evaluateOnNewDocument(() => {
        document.addEventListener('securitypolicyviolation', (event) => console.error('CSP', event.violatedDirective, event.blockedURI));
      });
      page.setDefaultTimeout(15_000);
      await page.setViewport({ width, height });
      await page.goto(server.url + hash);
      return { page, noise };
    },
  };
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {string} text
 * @param {string} [selector]
 */
export async function untilText(page, text, selector = 'main') {
  await page.waitForFunction((text, selector) => document.querySelector(selector)?.textContent?.includes(text), {}, text, selector);
}

/**
 * @param {import('puppeteer-core').Page} page
 * @param {string} selector
 * @returns {Promise<string>} the text as it is shown
 */
export function innerText(page, selector) {
  return page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).innerText);
}
