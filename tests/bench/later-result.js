// The first task of a page that has been open for a while: from `getTask` to the task, with and without `ready()` before.
import { launchChromium } from '../helpers/chromium.js';
import { CONTENDERS, HAND_WRITTEN } from './in-page/contenders.js';
import { startSite } from './in-page/site.js';
import { visit } from './in-page/visits.js';
import { interleaved, rowsOf } from './measuring.js';

export const title = 'First task of a page that is open already: ms from getTask to the task';

/** Runs in the page. */
function measureLater() {
  /** @param {(taskId: string) => Promise<any>} getTask */
  const timeOf = async (getTask) => {
    const start = performance.now();
    await getTask('task-500');
    return performance.now() - start;
  };
  /** What is left of loading the page is over. */
  const untilIdle = async () => {
    if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve));
    await new Promise((resolve) => requestIdleCallback(resolve));
  };
  Object.assign(globalThis, {
    /** @param {(taskId: string) => Promise<any>} getTask @param {() => Promise<void>} [ready] */
    async bench(getTask, ready) {
      await untilIdle();
      if (location.hash === '#ready') await ready?.();
      await untilIdle();
      console.debug(`measured ${JSON.stringify({ ms: await timeOf(getTask) })}`);
    },
  });
}

const OURS = CONTENDERS.map(({ name }) => name).filter((name) => name.startsWith('kie-aleph') && !name.includes(','));

/** The page of whom, and what stands behind its URL. */
const VISITS = [
  { name: HAND_WRITTEN, of: HAND_WRITTEN, hash: '' },
  ...OURS.flatMap((name) => [
    { name, of: name, hash: '' },
    { name: `${name}, ready()`, of: name, hash: '#ready' },
  ]),
];

/** @type {readonly { name: string, conditions: import('./in-page/visits.js').Conditions }[]} */
const CASES = [
  { name: 'plain', conditions: {} },
  { name: 'phone', conditions: { cpu: 4 } },
];

/** @param {import('./measuring.js').Run} run @returns {Promise<import('./measuring.js').Row[]>} */
export async function measure({ rounds, log }) {
  const site = await startSite(measureLater, { hands: ['getTask', 'ready'] });
  const browser = await launchChromium();
  try {
    log(await browser.version());
    const rows = [];
    const contenders = VISITS.map(({ name }) => name);
    for (const { name, conditions } of CASES) {
      const numbers = await interleaved(VISITS, rounds, async ({ of, hash }) => {
        const { ms } = await visit(browser, String(site.urls.get(of)) + hash, conditions);
        return /** @type {number} */ (ms);
      });
      rows.push(...rowsOf({ case: name, unit: 'ms', contenders, numbers, reference: HAND_WRITTEN }));
      log(`${name}: ${rounds} rounds`);
    }
    return rows;
  } finally {
    await browser.close();
    site.close();
  }
}
