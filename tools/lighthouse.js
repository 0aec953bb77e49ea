// `npm run lighthouse`: measures the built page over the sandbox, first view and a task, as phone and as desktop. Fails below 95.
import lighthouse, { desktopConfig } from 'lighthouse';
import { serve } from '../web/local/start.js';
import { launchChromium } from '../tests/helpers/chromium.js';
import { build } from './build.js';
import { runMain, SetupError } from './process.js';

const LOWEST = 95;
const ATTEMPTS = 3;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const VIEWS = { 'first view': '', 'a task': '#task=sandbox-succeeded' };
const DEVICES = { phone: undefined, desktop: desktopConfig };
const METRICS = {
  FCP: 'first-contentful-paint',
  LCP: 'largest-contentful-paint',
  TBT: 'total-blocking-time',
  CLS: 'cumulative-layout-shift',
};

/** A metric is a number; these audits say where it comes from. @type {Record<string, string>} */
const DETAILS = {
  'cumulative-layout-shift': 'layout-shifts',
  'total-blocking-time': 'long-tasks',
  'largest-contentful-paint': 'lcp-breakdown-insight',
};

/** @typedef {import('lighthouse').Result} Result */

runMain(async () => {
  await build('release');
  const server = await serve();
  /** @type {{ name: string, result: Result }[]} */
  const measured = [];
  try {
    for (const [view, hash] of Object.entries(VIEWS)) {
      for (const [device, config] of Object.entries(DEVICES)) {
        measured.push({ name: `${view}, ${device}`, result: await measure(server.url + hash, config) });
      }
    }
  } finally {
    await server.close();
  }
  console.table(
    Object.fromEntries(measured.map(({ name, result }) => [name, { ...scores(result), ...metrics(result) }])),
  );
  console.log('Bytes over the wire, headers included:');
  console.table(Object.fromEntries(measured.map(({ name, result }) => [name, transferred(result)])));
  for (const { name, result } of measured) for (const line of lost(result)) console.log(`${name}: ${line}`);
  const all = measured.flatMap(({ name, result }) =>
    Object.entries(scores(result)).map(([category, score]) => ({ score, line: `${name}: ${category} ${score}` })),
  );
  const low = all.filter(({ score }) => score < LOWEST).map(({ line }) => line);
  if (low.length > 0) throw new SetupError([`Below ${LOWEST}:`, ...low].join('\n'));
});

/**
 * Chromium's trace now and then lacks its beginning; such a run says nothing about the page.
 * @param {string} url
 * @param {import('lighthouse').Config | undefined} config
 * @returns {Promise<Result>}
 */
async function measure(url, config) {
  /** @type {Result | undefined} */
  let result;
  for (let attempt = 0; attempt < ATTEMPTS && !(result && !result.runtimeError); attempt++)
    result = await runLighthouse(url, config);
  if (!result || result.runtimeError)
    throw new SetupError(`Lighthouse could not measure ${url}: ${result?.runtimeError?.message ?? 'no result'}`);
  return result;
}

/**
 * In a browser of its own: no cache, no service worker of the run before.
 * @param {string} url
 * @param {import('lighthouse').Config | undefined} config
 */
async function runLighthouse(url, config) {
  const browser = await launchChromium();
  try {
    const port = Number(new URL(browser.wsEndpoint()).port);
    return (await lighthouse(url, { port, onlyCategories: CATEGORIES, logLevel: 'error' }, config))?.lhr;
  } finally {
    await browser.close();
  }
}

/** @param {Result} result */
function scores({ categories }) {
  return Object.fromEntries(Object.entries(categories).map(([id, { score }]) => [id, Math.round((score ?? 0) * 100)]));
}

/** @param {Result} result */
function metrics({ audits }) {
  return Object.fromEntries(
    Object.entries(METRICS).map(([name, id]) => [name, audits[id]?.displayValue?.replaceAll('\u00a0', ' ')]),
  );
}

/** @param {Result} result @returns {Record<string, number>} bytes by type */
function transferred({ audits }) {
  /** @type {Record<string, number>} */
  const bytes = { total: 0 };
  const { details } = audits['network-requests'] ?? {};
  for (const { resourceType = 'Other', transferSize = 0 } of details?.type === 'table'
    ? /** @type {any[]} */ (details.items)
    : []) {
    bytes[resourceType] = (bytes[resourceType] ?? 0) + transferSize;
    bytes.total += transferSize;
  }
  return bytes;
}

/** What cost points, the most first. @param {Result} result */
function lost({ categories, audits }) {
  return Object.values(categories).flatMap(({ id, auditRefs }) => {
    const all = auditRefs.reduce((sum, { weight }) => sum + weight, 0);
    return auditRefs
      .map(({ id: audit, weight }) => ({ audit, points: (weight / all) * 100 * (1 - (audits[audit]?.score ?? 1)) }))
      .filter(({ points }) => points >= 0.5)
      .sort((a, b) => b.points - a.points)
      .map(
        ({ audit, points }) =>
          `${id} −${points.toFixed(1)} ${audits[audit]?.title ?? audit} ${audits[audit]?.displayValue ?? ''}\n${where(audits[DETAILS[audit] ?? audit])}`,
      );
  });
}

/** @param {Result['audits'][string] | undefined} audit @returns {string} the first of what it is about, one a line */
function where(audit) {
  const { details } = audit ?? {};
  const items = details && 'items' in details ? /** @type {any[]} */ (details.items) : [];
  const name = (/** @type {any} */ item) =>
    item.node?.selector ?? item.url ?? item.description ?? item.source ?? JSON.stringify(item).slice(0, 200);
  return items
    .slice(0, 5)
    .map((item) => `    ${name(item)}`)
    .join('\n');
}
