// The service's lookups by route, for what runs where no WebAssembly is (proxy, sandbox, service worker).
// The table is that of src/core/endpoints.hpp; both are held to tests/core/request-cases.js.

/** Paths below the base URL, by the route that keeps a task. */
export const LOOKUPS = /** @type {const} */ ({
  aleph: '/api/v1/aleph/record-info',
  jobs: '/api/v1/jobs/recordInfo',
});

/** @typedef {keyof typeof LOOKUPS} Route where the service keeps a task: the older route of its own, or that of all models */
