// Which route a look asks, and what is known of the routes after its answer. Rules: docs/contract.md, "Which route has the task".

/** @typedef {'aleph' | 'jobs'} Route */

/**
 * @typedef {object} RouteCase
 * @property {string} name
 * @property {Route} [wanted] by the caller
 * @property {Route} [known] the route that knew the task
 * @property {Route} [missed] the route that did not know it when it was last asked
 * @property {boolean} [second] whether the other route has just been asked, in the same look
 * @property {Route} asks
 * @property {{ known?: Route, missed?: Route, askOther?: boolean }} [notFound] what is known once that route has no such task; default nothing
 */

/** After a task the route that had it is known, and nothing else; after any other error all is as before. @type {RouteCase[]} */
export const routeCases = [
  { name: 'the older route is asked first', asks: 'aleph', notFound: { missed: 'aleph', askOther: true } },
  { name: 'then the other one, and neither knows it', missed: 'aleph', second: true, asks: 'jobs' },
  {
    name: 'a look that begins with the other one',
    missed: 'aleph',
    asks: 'jobs',
    notFound: { missed: 'jobs', askOther: true },
  },
  { name: 'the route that missed it is not asked again', missed: 'jobs', second: true, asks: 'aleph' },
  {
    name: 'the route that knew it',
    known: 'jobs',
    asks: 'jobs',
    notFound: { known: 'jobs', missed: 'jobs', askOther: true },
  },
  { name: 'and does no more', known: 'jobs', missed: 'jobs', second: true, asks: 'aleph' },
  { name: 'the route of the caller', wanted: 'jobs', asks: 'jobs' },
  {
    name: 'the route of the caller, whatever else is known',
    wanted: 'aleph',
    known: 'jobs',
    missed: 'aleph',
    asks: 'aleph',
    notFound: { known: 'jobs', missed: 'aleph' },
  },
];
