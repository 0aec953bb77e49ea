// The built page as `npm start` serves it, with a task or with its list: from the navigation to what is painted, shown, and interactive.
// With `--beside <folder>` in turns with the page of another checkout that is built.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../../web/local/start.js';
import { launchChromium } from '../helpers/chromium.js';
import { PATIENCE_MS } from '../helpers/patience.js';
import { measureView, storeTasks } from './in-page/views.js';
import { visitIn } from './in-page/visits.js';
import { interleaved, rowsOf } from './measuring.js';
import { runAlone } from './parts.js';

export const title = 'The page: ms from the navigation';

const TASK = '#task=sandbox-succeeded';
const IN_LIST = 1000;
/** As many of them as the page shows at once. */
const ROWS = 100;
/** ms without a long task after which none is expected */
const QUIET = 500;
const METRICS = /** @type {const} */ (['painted', 'shown', 'interactive']);

/** @typedef {import('puppeteer-core').BrowserContext} BrowserContext */
/** @typedef {import('./in-page/visits.js').Conditions} Conditions */
/** @typedef {Record<typeof METRICS[number], number>} Times ms */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {Conditions} conditions
 * @property {number} share of the rounds
 * @property {readonly View[]} views in one context, each after the one before
 */

/** @typedef {{ name: string, view: (context: BrowserContext, url: string, conditions: Conditions) => Promise<Times> }} View */

const FIRST = { name: 'first visit', view: showTask };
const SECOND = { name: 'second visit', view: showTaskAgain };
const LIST = { name: `list of ${IN_LIST}`, view: showList };
const PHONE = { cpu: 4 };

/** The network of a service worker cannot be made slow, so that there is no second visit over a slow one. @type {readonly Case[]} */
const CASES = [
  { name: 'plain', conditions: {}, share: 1, views: [FIRST, SECOND] },
  { name: 'phone', conditions: PHONE, share: 1, views: [FIRST, SECOND] },
  { name: 'phone, Fast 3G', conditions: { ...PHONE, network: 'Fast 3G' }, share: 0.5, views: [FIRST] },
  { name: 'plain', conditions: {}, share: 0.5, views: [LIST] },
  { name: 'phone', conditions: PHONE, share: 0.5, views: [LIST] },
];

/** @param {import('./measuring.js').Run} run @returns {Promise<import('./measuring.js').Row[]>} */
export async function measure({ rounds, log, beside }) {
  const servers = [{ name: 'this page', server: await serve() }];
  if (beside !== undefined) servers.push({ name: 'the one beside', server: await serveOf(beside) });
  const browser = await launchChromium();
  try {
    log(await browser.version());
    const rows = [];
    for (const each of CASES) {
      const turns = Math.max(1, Math.ceil(rounds * each.share));
      const visits = await interleaved(servers, turns, ({ server }) => visitAll(browser, server.url, each));
      const contenders = servers.map(({ name }) => name);
      for (const [at, { name }] of each.views.entries()) {
        for (const metric of METRICS) {
          const numbers = visits.map((ofOne) => ofOne.map((views) => Number(views[at]?.[metric])));
          const row = {
            case: `${name}, ${each.name}: ${metric}`,
            unit: /** @type {const} */ ('ms'),
            contenders,
            numbers,
          };
          rows.push(...rowsOf({ ...row, ...(servers[1] && { reference: servers[1].name }) }));
        }
      }
      log(`${each.views.map(({ name }) => name).join(' and ')}, ${each.name}: ${turns} rounds`);
    }
    return rows;
  } finally {
    await browser.close();
    for (const { server } of servers) await server.close();
  }
}

/** @param {string} folder of the other checkout @returns {ReturnType<typeof serve>} its own page from its own server */
async function serveOf(folder) {
  const file = pathToFileURL(join(resolve(folder), 'web/local/start.js')).href;
  return /** @type {{ serve: typeof serve }} */ (await import(file)).serve();
}

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {Case} of
 * @returns {Promise<Times[]>} of each view
 */
async function visitAll(browser, url, { conditions, views }) {
  const context = await browser.createBrowserContext();
  try {
    const all = [];
    for (const { view } of views) all.push(await view(context, url, conditions));
    return all;
  } finally {
    await context.close();
  }
}

/** @type {View['view']} */
async function showTask(context, url, conditions) {
  return measured(context, url + TASK, conditions, 0);
}

/** Once the service worker governs the page, has kept the answer, and has ended, as it does when nobody has needed it for a while. @type {View['view']} */
async function showTaskAgain(context, url, conditions) {
  const page = await context.newPage();
  await page.goto(`${url}icon.svg`);
  await page.waitForFunction(
    async () =>
      (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated' &&
      (await (await caches.open('kie-aleph-answers')).keys()).length > 0,
    { polling: 20, timeout: PATIENCE_MS },
  );
  const devtools = await page.createCDPSession();
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await page.close();
  return measured(context, url + TASK, conditions, 0);
}

/** @type {View['view']} */
async function showList(context, url, conditions) {
  const page = await context.newPage();
  await page.goto(`${url}icon.svg`);
  await page.evaluate(storeTasks, IN_LIST);
  await page.close();
  return measured(context, url, conditions, ROWS);
}

/**
 * @param {BrowserContext} context
 * @param {string} url
 * @param {Conditions} conditions
 * @param {number} rows
 * @returns {Promise<Times>}
 */
async function measured(context, url, conditions, rows) {
  const { page, measured } = await visitIn(context, url, conditions, (page) =>
    page.evaluateOnNewDocument(measureView, { rows, quiet: QUIET }),
  );
  await page.type('#task-id', '+');
  const typed = await page.$eval('#task-id', (input) => /** @type {HTMLInputElement} */ (input).value);
  if (!typed.includes('+')) throw new Error(`${url} does not take what is typed.`);
  if (rows === 0) await page.waitForFunction(() => navigator.serviceWorker.controller, { timeout: PATIENCE_MS });
  await page.close();
  return measured;
}

await runAlone(import.meta.url, { title, measure }, 10);
