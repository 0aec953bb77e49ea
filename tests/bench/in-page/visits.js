// One visit of a page that says what it has measured: on a machine and a network as slow as wanted.
import { PredefinedNetworkConditions } from 'puppeteer-core';
import { PATIENCE_MS } from '../../helpers/patience.js';

/**
 * @typedef {object} Conditions
 * @property {number} [cpu] 1: how many times slower the page's main thread is, in Chromium; its other threads are not
 * @property {keyof typeof PredefinedNetworkConditions} [network] none: latency of each request and bytes a second, in Chromium
 */

/** What a page begins its one message with: the console is heard without a request, and it comes after what is measured. */
const SIGN = 'measured ';

/**
 * In a fresh context, with nothing kept from earlier visits.
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url of a page that says on its console what it has measured
 * @param {Conditions} [conditions]
 * @returns {Promise<any>} what it said
 */
export async function visit(browser, url, conditions) {
  const context = await browser.createBrowserContext();
  try {
    return (await visitIn(context, url, conditions)).measured;
  } finally {
    await context.close();
  }
}

/**
 * In a context that may know the page already.
 * @param {import('puppeteer-core').BrowserContext} context
 * @param {string} url
 * @param {Conditions} [conditions]
 * @param {(page: import('puppeteer-core').Page) => Promise<unknown>} [prepare] before the page is asked for
 * @returns {Promise<{ page: import('puppeteer-core').Page, measured: any }>} the page is open still
 */
export async function visitIn(context, url, { cpu = 1, network } = {}, prepare = async () => {}) {
  const page = await context.newPage();
  if (cpu > 1) await page.emulateCPUThrottling(cpu);
  if (network) await page.emulateNetworkConditions(PredefinedNetworkConditions[network]);
  await prepare(page);
  const said = measuredIn(page);
  // Else it could fail while the page is still on its way, with nobody there to hear it.
  said.catch(() => {});
  await page.goto(url, { timeout: PATIENCE_MS });
  return { page, measured: await said };
}

/** @param {import('puppeteer-core').Page} page @returns {Promise<any>} */
async function measuredIn(page) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`${page.url()} said nothing.`)), PATIENCE_MS);
      page.on('pageerror', reject);
      page.on('console', (message) => {
        if (!message.text().startsWith(SIGN)) return;
        const { error, ...measured } = JSON.parse(message.text().slice(SIGN.length));
        if (error) reject(new Error(`${page.url()}: ${error}`));
        else resolve(measured);
      });
    });
  } finally {
    clearTimeout(timer);
  }
}
