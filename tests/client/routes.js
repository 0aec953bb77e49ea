// A service with two routes for tests: which tasks each of them has, and what it answers instead when it is told to.
import { AlephClient } from '../../web/client/index.js';
import { envelope, pending, succeeded } from '../helpers/responses.js';

/** @typedef {'aleph' | 'jobs'} Route */

/** By path. @type {Record<string, Route>} */
const ROUTES = { '/api/v1/aleph/record-info': 'aleph', '/api/v1/jobs/recordInfo': 'jobs' };

/** As each route says that it has no such task. @type {Record<Route, string>} */
export const NO_TASK = { aleph: envelope(null), jobs: envelope(null, { code: 422, msg: 'recordInfo is null' }) };

/** An answer of the jobs route. @param {string} taskId @param {string} state */
export function job(taskId, state = 'success') {
  const done = state === 'success';
  return envelope({
    taskId,
    model: 'runway/gen4-aleph',
    state,
    param: '{}',
    resultJson: done ? '{"resultUrls":["https://example.com/out.mp4"]}' : '',
    failCode: null,
    failMsg: null,
    createTime: 1787093500000,
    completeTime: done ? 1787093516000 : null,
    creditsConsumed: 110,
  });
}

/**
 * @param {Record<string, Route>} tasks by id
 * @param {object} [options]
 * @param {(route: Route, request: number, taskId: string) => string | Response | undefined} [options.instead] answers a request,
 *   counted from 1, in place of what it would get
 * @param {() => boolean} [options.done] whether the tasks are
 * @param {import('../../web/client/options.js').AlephClientOptions} [options.client]
 */
export function twoRoutes(tasks, { instead, done = () => true, client } = {}) {
  /** @type {Route[]} every request, in order */
  const asked = [];
  /** @type {typeof globalThis.fetch} */
  const fetch = async (input) => {
    const { pathname, searchParams } = new URL(String(input));
    const route = /** @type {Route} */ (ROUTES[pathname]);
    const taskId = String(searchParams.get('taskId'));
    asked.push(route);
    const answer = instead?.(route, asked.length, taskId);
    if (answer instanceof Response) return answer;
    if (answer !== undefined) return new Response(answer);
    if (tasks[taskId] !== route) return new Response(NO_TASK[route]);
    if (route === 'jobs') return new Response(job(taskId, done() ? 'success' : 'generating'));
    return new Response(done() ? succeeded(taskId) : pending(taskId));
  };
  const options = { baseUrl: 'http://127.0.0.1:1', fetch, maxRetries: 0, ...client };
  return { asked, client: new AlephClient(options), newClient: () => new AlephClient(options) };
}
