// The page's side of its service worker (sw.js): starts it, and forgets what it kept.
import { lookupIn } from '../shared/endpoints.js';
import { ANSWERS } from './kept-answers.js';

/**
 * Starts the service worker once the page has loaded. Quiet where there is none to be had: an insecure origin, an old browser, a
 * browser that refuses. The page run from its sources has none either: a worker is for files that do not change under it.
 */
export async function registerOffline() {
  const workers = globalThis.isSecureContext ? navigator.serviceWorker : undefined;
  if (!workers || new URL(import.meta.url).pathname.startsWith('/web/')) return;
  await loaded();
  if (!workers.controller) workers.addEventListener('controllerchange', keepWhatWasSeen, { once: true });
  try {
    await workers.register(/** @type {string} */ (workerUrl()));
  } catch {
    // Without it the page only works online.
  }
}

/**
 * Forgets the kept answers of some tasks, from every service.
 * @param {string[]} taskIds
 */
export async function forgetAnswers(taskIds) {
  const forgotten = new Set(taskIds);
  await forget((url) => forgotten.has(url.searchParams.get('taskId') ?? ''));
}

/** Forgets every kept answer. */
export async function forgetAllAnswers() {
  await forget(() => true);
}

/** @param {(url: URL) => boolean} which */
async function forget(which) {
  try {
    if (!(await caches.has(ANSWERS))) return;
    const cache = await caches.open(ANSWERS);
    const kept = (await cache.keys()).filter(({ url }) => which(new URL(url)));
    await Promise.all(kept.map((request) => cache.delete(request)));
  } catch {
    // Where storage is refused, nothing was kept.
  }
}

/** @returns {Promise<void>} */
function loaded() {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => addEventListener('load', () => resolve(), { once: true }));
}

/** On the first visit the worker comes after the first looks: they are taken again, through it. Those with a key wait for the next visit. */
function keepWhatWasSeen() {
  const again = new Set();
  const observer = new PerformanceObserver((list) => {
    for (const { name, workerStart } of /** @type {PerformanceResourceTiming[]} */ (list.getEntries())) {
      const { origin, pathname } = new URL(name);
      if (workerStart > 0 || origin !== location.origin || !lookupIn(pathname) || again.has(name)) continue;
      again.add(name);
      fetch(name, { cache: 'no-store', credentials: 'omit' }).catch(() => {});
    }
  });
  // Also looks that are still under way get here, once they end.
  observer.observe({ type: 'resource', buffered: true });
}

/** Under Trusted Types a worker's URL has to come from a policy; this one knows a single URL. */
function workerUrl() {
  /** @type {{ createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown } } | undefined} */
  const factory = /** @type {any} */ (globalThis).trustedTypes;
  return factory
    ? factory.createPolicy('kie-aleph-worker', { createScriptURL: () => '/sw.js' }).createScriptURL('')
    : '/sw.js';
}
