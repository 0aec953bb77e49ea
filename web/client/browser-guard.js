// Says whether a key given here would be visible to everyone who opens the page.

/** Origins of extension pages and their workers, where only the extension's own user sees the key. */
const EXTENSION = /^(chrome|moz|safari-web|ms-browser)-extension:/;

/**
 * Browsers, and only they, call themselves Mozilla; Node, Deno, Bun and edge workers name themselves. An extension's
 * content script runs in the web page and counts as one.
 * @param {typeof globalThis} [scope] for tests
 * @returns {boolean} true in a web page and in its workers
 */
export function isWebPage(scope = globalThis) {
  const { navigator, document, WorkerGlobalScope, location, origin } = /** @type {any} */ (scope);
  const isBrowser = /^Mozilla\//.test(navigator?.userAgent ?? '');
  const isPageOrWorker =
    document !== undefined || (WorkerGlobalScope !== undefined && scope instanceof WorkerGlobalScope);
  return isBrowser && isPageOrWorker && !EXTENSION.test(origin ?? '') && !EXTENSION.test(location?.protocol ?? '');
}
