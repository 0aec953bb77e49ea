// The service's two lookups, as the tests of proxy and sandbox ask for them: written out, so that a changed path is seen.

/** @type {{ route: import('../../web/shared/endpoints.js').Route, path: string }[]} */
export const ROUTES = [
  { route: 'aleph', path: '/api/v1/aleph/record-info' },
  { route: 'jobs', path: '/api/v1/jobs/recordInfo' },
];
