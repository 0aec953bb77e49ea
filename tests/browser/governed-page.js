// The built page of a server of its own, governed by its service worker, and what that has kept.
import { after, before } from 'node:test';
import { buildPage } from '../../tools/build.js';
import { serve } from '../../web/local/start.js';
import { launchChromium } from '../helpers/chromium.js';
import { PATIENCE_MS } from '../helpers/patience.js';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('node:test').TestContext} TestContext */

export const ENDPOINT = '/api/v1/aleph/record-info';

/** Builds the page and opens a browser for the tests of one file. */
export function governedPages() {
  /** @type {import('puppeteer-core').Browser} */
  let browser;
  before(async () => {
    await buildPage();
    browser = await launchChromium();
  });
  after(() => browser?.close());

  /**
   * A page at a URL, once its service worker governs it.
   * @param {TestContext} t
   * @param {string} url
   */
  const openAt = async (t, url) => {
    const page = await (await browser.createBrowserContext()).newPage();
    t.after(() => page.browserContext().close());
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(url);
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    return page;
  };

  /**
   * The same, with a server of its own.
   * @param {TestContext} t
   * @param {string} [hash]
   */
  const open = async (t, hash = '') => {
    const server = await serve();
    t.after(() => server.close());
    return { server, page: await openAt(t, server.url + hash) };
  };
  return { open, openAt };
}

/**
 * @param {Page} page
 * @returns {Promise<string[]>} the URLs of the kept answers, in their order
 */
export function keptUrls(page) {
  return page.evaluate(async () => (await (await caches.open('kie-aleph-answers')).keys()).map(({ url }) => url));
}

/**
 * @param {Page} page
 * @param {string} taskId
 * @param {boolean} [there]
 */
export async function untilKept(page, taskId, there = true) {
  const isIn = async (/** @type {string} */ taskId, /** @type {boolean} */ there) => {
    const keys = await (await caches.open('kie-aleph-answers')).keys();
    return keys.some(({ url }) => url.endsWith(`taskId=${taskId}`)) === there;
  };
  await page.waitForFunction(isIn, { polling: 20 }, taskId, there);
}

/**
 * Asks as the client does.
 * @param {Page} page
 * @param {string} url
 * @param {Record<string, string>} [headers]
 * @param {string} [method]
 */
export function ask(page, url, headers = {}, method = 'GET') {
  const inPage = async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    try {
      const response = await fetch(url, {
        ...init,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      });
      return {
        status: response.status,
        body: await response.text(),
        keptAt: response.headers.get('X-Kie-Aleph-Offline'),
      };
    } catch (error) {
      return { status: 0, body: String(error), keptAt: null };
    }
  };
  return page.evaluate(inPage, url, { headers, method });
}
