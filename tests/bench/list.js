// `node tests/bench/list.js [rounds]`: how long the page takes until its list is ready, with a thousand tasks against ten, in Chromium; and
// its memory. The two are loaded by turns, so that both meet the same load of the machine.
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/local/start.js';
import { launchChromium } from '../helpers/chromium.js';
import { storeTasks } from './in-page/views.js';

/** As many rows as the page shows at once, at most. */
const ROWS = 100;
const SIZES = { few: 10, many: 1000 };

/** @typedef {{ ready: number, memory: number }} Measured ready: ms since the page was asked for; memory: MB of JavaScript */

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {number} count of tasks
 * @returns {Promise<Measured>}
 */
async function load(browser, url, count) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setBypassServiceWorker(true);
  await page.evaluateOnNewDocument(storeTasks, count);
  await page.evaluateOnNewDocument(
    (count, rows) => {
      const wanted = Math.min(count, rows);
      new MutationObserver((_, observer) => {
        if (document.querySelectorAll('#recent-list li').length < wanted) return;
        observer.disconnect();
        // Ready is when it has been painted.
        requestAnimationFrame(() => setTimeout(() => Object.assign(globalThis, { ready: performance.now() })));
      }).observe(document, { childList: true, subtree: true });
    },
    count,
    ROWS,
  );
  await page.goto(url);
  const ready = await (await page.waitForFunction(() => /** @type {any} */ (globalThis).ready)).jsonValue();
  await page.waitForSelector('#keep .buttons');
  const devtools = await page.createCDPSession();
  await devtools.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize = 0 } = await page.metrics();
  await context.close();
  return { ready, memory: JSHeapUsedSize / 1e6 };
}

/**
 * @param {number} rounds in each of which both are loaded
 * @returns {Promise<Record<keyof typeof SIZES, Measured>>} medians
 */
export async function measureList(rounds) {
  const server = await serve();
  const browser = await launchChromium();
  try {
    /** @type {Record<keyof typeof SIZES, Measured[]>} */
    const all = { few: [], many: [] };
    // The first of each warms up the browser.
    for (let round = 0; round <= rounds; round++) {
      for (const size of /** @type {const} */ (['few', 'many'])) {
        const measured = await load(browser, server.url, SIZES[size]);
        if (round > 0) all[size].push(measured);
      }
    }
    const middle = (/** @type {Measured[]} */ of) => ({
      ready: median(of.map(({ ready }) => ready)),
      memory: median(of.map(({ memory }) => memory)),
    });
    return { few: middle(all.few), many: middle(all.many) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { few, many } = await measureList(Number(process.argv[2] ?? 7));
  for (const [count, { ready, memory }] of /** @type {[number, Measured][]} */ ([
    [SIZES.few, few],
    [SIZES.many, many],
  ]))
    console.log(
      `${count} tasks: list ready after ${ready.toFixed(0)} ms, ${memory.toFixed(1)} MB of JavaScript memory`,
    );
  console.log(
    `ratio: ${(many.ready / few.ready).toFixed(2)} of the time, ${(many.memory / few.memory).toFixed(2)} of the memory`,
  );
}
