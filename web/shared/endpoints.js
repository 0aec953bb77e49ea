// The service's lookups by route, for what runs where no WebAssembly is (proxy, sandbox, service worker).
// The table is that of src/core/endpoints.hpp; both are held to tests/core/request-cases.js.

/** Where the service keeps a task: the older route of its own, or that of all models. */
export const ROUTES = /** @type {const} */ (['aleph', 'jobs']);

/** @typedef {typeof ROUTES[number]} Route */

/** Paths below the base URL. */
export const LOOKUPS = /** @type {const} @satisfies {Record<Route, string>} */ ({
  aleph: '/api/v1/aleph/record-info',
  jobs: '/api/v1/jobs/recordInfo',
});

/**
 * @param {string} path of a URL, as it is written there
 * @returns {{ route: Route, prefix: string } | null} which lookup it ends with, and what is before that; null: with none
 */
export function lookupIn(path) {
  const route = ROUTES.find((route) => path.endsWith(LOOKUPS[route]));
  return route ? { route, prefix: path.slice(0, -LOOKUPS[route].length) } : null;
}
