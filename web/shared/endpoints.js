// The service's endpoints that this project asks, for what runs where no WebAssembly is (proxy, sandbox, service worker).
// The table is that of src/core/endpoints.hpp; both are held to tests/core/request-cases.js and tests/core/cases/endpoint-cases.js.

/** Where the service keeps a task: the older route of its own, or that of all models. */
export const ROUTES = /** @type {const} */ (['aleph', 'jobs']);

/** @typedef {typeof ROUTES[number]} Route */
/** @typedef {'look' | 'create' | 'credits' | 'download-url' | 'upload' | 'upload-url'} Operation what is asked of the service */

/**
 * @typedef {object} Endpoint
 * @property {Operation} operation what is done by it
 * @property {Route} route that of the task; of the others `jobs`, which says nothing
 * @property {'GET' | 'POST'} method of HTTP
 * @property {string} path below the base URL; no other one ends with it
 */

/** Of uploads the base URL is that of the host for files, except behind a proxy. @type {readonly Endpoint[]} */
export const ENDPOINTS = [
  { operation: 'look', route: 'aleph', method: 'GET', path: '/api/v1/aleph/record-info' },
  { operation: 'look', route: 'jobs', method: 'GET', path: '/api/v1/jobs/recordInfo' },
  { operation: 'create', route: 'jobs', method: 'POST', path: '/api/v1/jobs/createTask' },
  { operation: 'create', route: 'aleph', method: 'POST', path: '/api/v1/aleph/generate' },
  { operation: 'credits', route: 'jobs', method: 'GET', path: '/api/v1/chat/credit' },
  { operation: 'download-url', route: 'jobs', method: 'POST', path: '/api/v1/common/download-url' },
  { operation: 'upload', route: 'jobs', method: 'POST', path: '/api/file-stream-upload' },
  { operation: 'upload-url', route: 'jobs', method: 'POST', path: '/api/file-url-upload' },
];

/** Paths below the base URL. */
export const LOOKUPS = /* @__PURE__ */ lookupsOf(ENDPOINTS);

/**
 * @param {string} path of a URL, as it is written there
 * @returns {{ endpoint: Endpoint, prefix: string } | null} which endpoint it ends with, and what is before that; null: with none
 */
export function endpointIn(path) {
  const endpoint = ENDPOINTS.find((endpoint) => path.endsWith(endpoint.path));
  return endpoint ? { endpoint, prefix: path.slice(0, -endpoint.path.length) } : null;
}

/**
 * @param {string} path of a URL, as it is written there
 * @returns {{ route: Route, prefix: string } | null} which lookup it ends with, and what is before that; null: with none
 */
export function lookupIn(path) {
  const found = endpointIn(path);
  return found?.endpoint.operation === 'look' ? { route: found.endpoint.route, prefix: found.prefix } : null;
}

/** @param {readonly Endpoint[]} endpoints @returns {Readonly<Record<Route, string>>} */
function lookupsOf(endpoints) {
  const lookups = endpoints.filter(({ operation }) => operation === 'look').map(({ route, path }) => [route, path]);
  return /** @type {Record<Route, string>} */ (Object.fromEntries(lookups));
}
