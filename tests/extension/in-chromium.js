// The extension in real Chromium beside a sandbox: what its tests there have in common.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { buildExtension } from '../../tools/build-extension.js';
import { ROOT } from '../../tools/setup.js';
import { launchChromium } from '../helpers/chromium.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { startSandbox } from './service.js';

/** @typedef {import('puppeteer-core').Page} Page */

export const PATIENCE = { timeout: PATIENCE_MS, polling: 50 };

/**
 * @param {string} name of the folder in build/, of one test alone: they run at the same time
 * @param {(folder: string) => Promise<void>} [change] what is built
 */
export async function startInChromium(name, change) {
  const service = await startSandbox();
  const { folder } = (await buildExtension(join(ROOT, 'build', name))).chrome;
  await change?.(folder);
  const browser = await launchChromium({ extension: folder });
  const isWorker = (/** @type {import('puppeteer-core').Target} */ each) => each.url().endsWith('/background.js');
  const origin = (await browser.waitForTarget(isWorker)).url().replace('/background.js', '');

  return {
    service,
    browser,
    /** chrome-extension://… */
    origin,

    /** @param {string} path @returns {Promise<{ page: Page, noise: string[] }>} */
    async open(path) {
      const page = await browser.newPage();
      /** @type {string[]} */
      const noise = [];
      page.on('console', (message) => noise.push(message.text()));
      page.on('pageerror', (error) => noise.push(String(error)));
      await page.goto(`${origin}/${path}`);
      await page.waitForSelector('form:not([inert])', PATIENCE);
      return { page, noise };
    },

    /** As the options would store it. @param {string} [apiKey] */
    async useSandbox(apiKey = 'sandbox-key') {
      const { page } = await this.open('options.html');
      await page.evaluate(
        (apiKey, baseUrl) =>
          Promise.all([chrome.storage.session.set({ apiKey }), chrome.storage.local.set({ baseUrl })]),
        apiKey,
        `${service.url}/sandbox`,
      );
      await page.close();
    },

    /** As if its menu had been used. @param {object} clicked `chrome.contextMenus.OnClickData` */
    async clickMenu(clicked) {
      // Not by puppeteer's own session: while one evaluates in it, a worker that was stopped does not start again.
      const session = await (await browser.waitForTarget(isWorker)).createCDPSession();
      const before = new Set(browser.targets());
      const opened = browser.waitForTarget((each) => !before.has(each) && each.url().includes('.html?'), {
        timeout: PATIENCE_MS,
      });
      await session.send('Runtime.evaluate', {
        expression: `chrome.contextMenus.onClicked.dispatch(${JSON.stringify(clicked)})`,
      });
      await session.detach();
      const page = await (await opened).asPage();
      await page.waitForSelector('form:not([inert])', PATIENCE);
      return page;
    },

    async stopWorker() {
      const cdp = await browser.target().createCDPSession();
      const { targetInfos } = await cdp.send('Target.getTargets');
      const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(origin));
      assert.ok(worker, 'the worker runs');
      await cdp.send('Target.closeTarget', { targetId: worker.targetId });
    },

    async close() {
      await browser.close();
      service.close();
    },
  };
}

/** @param {Page} page @param {string} taskId @param {string} status */
export const untilStatus = (page, taskId, status) =>
  page.waitForFunction(
    async (name, wanted) => /** @type {any} */ ((await chrome.storage.local.get(name))[name])?.status === wanted,
    PATIENCE,
    `task:${taskId}`,
    status,
  );

/** As the popup tells the worker. @param {Page} page @param {string} taskId @param {string} [status] */
export const tellSeen = (page, taskId, status = 'processing') =>
  page.evaluate(
    (taskId, status) => void chrome.runtime.sendMessage({ type: 'seen', taskId, status, facts: {} }),
    taskId,
    status,
  );

/** Until an element says what is wanted. @param {Page} page @param {string} selector @param {string} part of its text */
export const untilSaid = (page, selector, part) =>
  page.waitForFunction(
    (selector, part) => document.querySelector(selector)?.textContent?.includes(part),
    PATIENCE,
    selector,
    part,
  );
