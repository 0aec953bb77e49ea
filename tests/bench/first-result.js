// From the navigation to the first task, decoded: each contender in a page of its own, in a fresh context, in turns.
import { launchChromium } from '../helpers/chromium.js';
import { launchFirefox } from '../helpers/firefox.js';
import { HAND_WRITTEN, NAMES } from './in-page/contenders.js';
import { startSite } from './in-page/site.js';
import { visit } from './in-page/visits.js';
import { interleaved, rowsOf } from './measuring.js';

export const title = 'First result: ms from the navigation to the first task, decoded';

/** Milliseconds are whole ones there by default. */
const EXACT_TIMES = { 'privacy.reduceTimerPrecision': false };

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {number} share of the rounds: what takes long differs less from round to round
 * @property {import('./in-page/visits.js').Conditions} [conditions]
 */

/** @type {readonly { launch: () => Promise<import('puppeteer-core').Browser>, cases: readonly Case[] }[]} */
const BROWSERS = [
  {
    launch: launchChromium,
    cases: [
      { name: 'plain', share: 1 },
      { name: 'phone', share: 1, conditions: { cpu: 4 } },
      { name: 'Fast 3G', share: 0.3, conditions: { network: 'Fast 3G' } },
      { name: 'Slow 3G', share: 0.15, conditions: { network: 'Slow 3G' } },
      { name: 'phone, Fast 3G', share: 0.3, conditions: { cpu: 4, network: 'Fast 3G' } },
    ],
  },
  {
    launch: () => launchFirefox({ preferences: EXACT_TIMES }),
    cases: [{ name: 'plain, Firefox', share: 1 }],
  },
];

/** Runs in the page. */
function measureFirst() {
  Object.assign(globalThis, {
    /** @param {(taskId: string) => Promise<any>} getTask */
    bench(getTask) {
      getTask('task-500').then(
        (task) => {
          const ms = performance.now();
          const isRead = task.response.resultVideoUrl.endsWith('.mp4') && task.parameters.prompt.includes('snow');
          console.debug(`measured ${JSON.stringify(isRead ? { ms } : { error: 'It reads the task wrongly.' })}`);
        },
        (error) => console.debug(`measured ${JSON.stringify({ error: String(error) })}`),
      );
    },
  });
}

/** @param {import('./measuring.js').Run} run @returns {Promise<import('./measuring.js').Row[]>} */
export async function measure({ rounds, log }) {
  const site = await startSite(measureFirst);
  try {
    const rows = [];
    for (const { launch, cases } of BROWSERS) {
      const browser = await launch();
      try {
        log(await browser.version());
        for (const { name, share, conditions } of cases) {
          const turns = Math.max(1, Math.ceil(rounds * share));
          const numbers = await interleaved(NAMES, turns, async (contender) => {
            const { ms } = await visit(browser, String(site.urls.get(contender)), conditions);
            return /** @type {number} */ (ms);
          });
          rows.push(...rowsOf({ case: name, unit: 'ms', contenders: NAMES, numbers, reference: HAND_WRITTEN }));
          log(`${name}: ${turns} rounds`);
        }
      } finally {
        await browser.close();
      }
    }
    return rows;
  } finally {
    site.close();
  }
}
