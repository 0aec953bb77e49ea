// Where the time of a first result goes: marks around what the page can see, without a change in what is measured.
import { launchChromium } from '../helpers/chromium.js';
import { NAMES } from './in-page/contenders.js';
import { startSite } from './in-page/site.js';
import { visit } from './in-page/visits.js';
import { interleaved, rowsOf } from './measuring.js';

export const title = 'Where the time of a first result goes: ms of each step in Chromium';

/** @typedef {Partial<Record<string, number>>} Marks ms since the navigation; missing where a contender has no such moment */

/** From one mark to another. The two that are part of another step are only of those who start a module. */
const STEPS = [
  { name: 'navigation → script has come', from: 'navigation', to: 'arrived' },
  { name: 'script has come → has run', from: 'arrived', to: 'run' },
  { name: 'has run → fetch is called', from: 'run', to: 'fetch' },
  { name: 'of it: has run → module ready', from: 'run', to: 'ready' },
  { name: 'of it: module ready → fetch', from: 'ready', to: 'fetch' },
  { name: 'fetch → headers', from: 'fetch', to: 'headers' },
  { name: 'headers → task', from: 'headers', to: 'task' },
];

/** @type {readonly { name: string, conditions: import('./in-page/visits.js').Conditions }[]} */
const CASES = [
  { name: 'plain', conditions: {} },
  { name: 'phone', conditions: { cpu: 4 } },
];

/** Runs in the page. */
function markSteps() {
  const mark = (/** @type {string} */ name) => performance.mark(name);
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    // The module may be fetched as well.
    if (!/\/record-info|\/fal$/.test(url)) return fetch(input, init);
    mark('fetch');
    const response = await fetch(input, init);
    mark('headers');
    return response;
  };
  Object.assign(globalThis, {
    /** @param {(taskId: string) => Promise<any>} getTask @param {() => Promise<void>} [ready] */
    async bench(getTask, ready) {
      mark('run');
      const task = getTask('task-500').then(() => mark('task'));
      await Promise.all([task, ready?.().then(() => mark('ready'))]);
      const marks = performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime]);
      const resources = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
      const script = resources.find(({ name }) => name.endsWith('.js'));
      console.debug(
        `measured ${JSON.stringify({ navigation: 0, arrived: script?.responseEnd, ...Object.fromEntries(marks) })}`,
      );
    },
  });
}

/** @param {number} [start] @param {number} [end] @returns {number[]} nothing, for whom a mark is missing */
function lasted(start, end) {
  return start === undefined || end === undefined ? [] : [end - start];
}

/** @param {import('./measuring.js').Run} run @returns {Promise<import('./measuring.js').Row[]>} */
export async function measure({ rounds, log }) {
  const site = await startSite(markSteps, { hands: ['getTask', 'ready'] });
  const browser = await launchChromium();
  try {
    log(await browser.version());
    const rows = [];
    for (const { name, conditions } of CASES) {
      const all = await interleaved(
        NAMES,
        rounds,
        async (contender) =>
          /** @type {Promise<Marks>} */ (visit(browser, String(site.urls.get(contender)), conditions)),
      );
      for (const { name: step, from, to } of STEPS) {
        const numbers = all.map((marks) => marks.flatMap((one) => lasted(one[from], one[to])));
        rows.push(...rowsOf({ case: `${name}: ${step}`, unit: 'ms', contenders: NAMES, numbers }));
      }
      log(`${name}: ${rounds} rounds`);
    }
    return rows;
  } finally {
    await browser.close();
    site.close();
  }
}
