// What each further call takes, after the first: all contenders in one page, in turns, with answers of several sizes.
import { launchChromium } from '../helpers/chromium.js';
import { HAND_WRITTEN, NAMES } from './in-page/contenders.js';
import { ANSWERS } from './in-page/server.js';
import { startSite } from './in-page/site.js';
import { interleaved, rowsOf } from './measuring.js';

export const title = 'Each further call: µs in one page in Chromium';

/** In a turn: few, so that what slows the machine for a while meets all of them. */
const CALLS = 5;
/** For each round of the bench. */
const TURNS = 8;
const WARM_UP = 20;

/** Runs in the page: the contenders in their order. */
function collect() {
  /** @type {unknown[]} */
  const everyone = [];
  Object.assign(globalThis, { everyone, bench: (/** @type {unknown} */ getTask) => everyone.push(getTask) });
}

/** Runs in the page: µs of one call. @param {number} at which contender @param {string} taskId @param {number} calls */
async function timeInPage(at, taskId, calls) {
  const getTask = /** @type {any} */ (globalThis).everyone[at];
  const start = performance.now();
  for (let call = 0; call < calls; call++) await getTask(taskId);
  return ((performance.now() - start) * 1000) / calls;
}

/** @param {import('./measuring.js').Run} run @returns {Promise<import('./measuring.js').Row[]>} */
export async function measure({ rounds, log }) {
  const site = await startSite(collect);
  const browser = await launchChromium();
  try {
    log(await browser.version());
    const page = await browser.newPage();
    await page.goto(site.together);
    const count = await page.evaluate(() => /** @type {any} */ (globalThis).everyone.length);
    if (count !== NAMES.length) throw new Error(`Only ${count} of ${NAMES.length} contenders have come.`);
    const rows = [];
    for (const [taskId, size] of Object.entries(ANSWERS)) {
      const timeOf = (/** @type {number} */ at) => page.evaluate(timeInPage, at, taskId, CALLS);
      const numbers = await interleaved([...NAMES.keys()], rounds * TURNS, timeOf, { warmUp: WARM_UP });
      const name = `${size / 1000} kB`;
      rows.push(...rowsOf({ case: name, unit: 'µs', contenders: NAMES, numbers, reference: HAND_WRITTEN }));
      log(`${name}: ${rounds * TURNS} rounds of ${CALLS} calls`);
    }
    return rows;
  } finally {
    await browser.close();
    site.close();
  }
}
