// The proxy that holds the key: forwards the lookups of a task and nothing else. A Fetch handler for any server.
import { FinishedTasks } from './operations/look/finished-tasks.js';
import { readClientOf, shortNameOf } from './clients.js';
import { Buckets, readRate } from './limits.js';
import { readTaskId } from './operations/look/lookup.js';
import { describeMiss, readMount, routeAt } from './mount.js';
import { answerPreflight, judgeOrigin, readHosts, readOrigins } from './origins.js';
import { refusal, refuse, respond, withHeaders } from './responses.js';
import { SharedLookups } from './operations/look/shared-lookups.js';
import { createForward, lateAfter } from './upstream.js';

const TOO_MANY = 'Too many requests of this client';

/** @typedef {import('./operations/look/lookup.js').Lookup} Lookup one task, on one route */
/** @typedef {import('../shared/endpoints.js').Route} Route where the service keeps a task */
/** @typedef {import('./limits.js').Rate} Rate at most `limit` requests in `interval` ms */
/** @typedef {import('./clients.js').ConnectionInfo} ConnectionInfo what the platform tells of the connection */

/**
 * How the proxy is set up.
 * @typedef {object} ProxyOptions
 * @property {import('./key.js').KeyOption} [apiKey] sent to the service, never to the page: printable ASCII without spaces. A
 *   function is asked before each request, and its time is part of `timeout`. Without a key (a build has none) each lookup is
 *   answered with 500, and the reason is logged once with `console.error`
 * @property {string[]} [allowedOrigins] none: origins such as `https://app.example` whose pages may ask, besides the proxy's own
 * @property {string[]} [hosts] every one: the names this server has, without a port, such as `['localhost', '127.0.0.1']`; a request
 *   under another name is answered with 421. Needed where no front routes by name: any site's name can be made to point at
 *   a server of your own network (DNS rebinding), and its pages would count as the proxy's own
 * @property {(request: Request) => boolean | Response | Promise<boolean | Response>} [authorize] everyone: asked before anything is
 *   sent; `false` is answered with 401, a Response as it is. Who is refused too often gets 429, and takes nothing from others;
 *   such a client is asked about again each time, one over its own `clientLimit` is not
 * @property {Rate | false} [clientLimit] `{ limit: 10, interval: 10000 }` (ms): of one client; as much again may be refused by `authorize`
 * @property {Rate | false} [globalLimit] `{ limit: 20, interval: 10000 }` (ms): of all together, what the service gives one key
 * @property {string} [clientHeader] none: the one header that names the client, such as `X-Real-IP`: one that your front sets
 *   itself, whatever the client sent. Of a list, such as `X-Forwarded-For`, the last entry counts
 * @property {(request: Request, info: ConnectionInfo) => string | null} [clientOf] a rule of your own instead; `null` is not limited
 *   by itself. Default: `clientHeader` if given, else the connection's address where the platform tells it, else `null`.
 *   Of an IPv6 address the first 64 bits count
 * @property {string} [upstream] `https://api.kie.ai`; a trailing `/`, `/api` or `/api/v1` is not doubled
 * @property {string} [mount] `/kie`: the path under which it is served, slashes around it or not; `/` for the root, and where a
 *   framework gives it requests without the prefix (`mount` of Hono and h3). Other paths are 404
 * @property {typeof globalThis.fetch} [fetch] the global one at call time
 * @property {number} [timeout] `30000` ms, body included
 * @property {number} [maxResponseBytes] `1048576`; a longer answer is cut off with an error
 * @property {() => number} [now] epoch ms, for tests
 */

/**
 * Two signatures, so that platforms which pass something else as the second argument take it as a handler of one.
 * @typedef {{ (request: Request): Promise<Response>, (request: Request, info: ConnectionInfo | undefined): Promise<Response> }} ProxyHandler
 */

/**
 * Forwards the service's two lookups, of the aleph and of the jobs route, below `mount`, and nothing else. No header or cookie of the
 * page goes on, no redirect is followed, and the answer comes back as JSON that no browser takes for a page. Finished tasks are
 * answered from memory for a minute; callers that ask for one task on one route at the same time share one request. Limits count both
 * routes together.
 * @param {ProxyOptions} [options]
 * @returns {ProxyHandler}
 * @throws {TypeError} for an option that cannot work; the message never quotes the key
 */
export function createProxy(options = {}) {
  const { authorize = () => true, timeout = 30_000, now = Date.now } = options;
  const { clientLimit = { limit: 10, interval: 10_000 }, globalLimit = { limit: 20, interval: 10_000 } } = options;
  const mount = readMount(options.mount ?? '/kie');
  const allowed = readOrigins(options.allowedOrigins ?? []);
  const isOwnHost = readHosts(options.hosts);
  const clientOf = readClientOf(options);
  const accepted = bucketsOf(clientLimit, 'clientLimit', now);
  const refused = bucketsOf(clientLimit, 'clientLimit', now);
  const all = bucketsOf(globalLimit, 'globalLimit', now);
  const finished = new FinishedTasks(now);
  const forward = createForward({ ...options, timeout });
  /** @param {Lookup} lookup @param {AbortSignal} signal */
  const forwardAndKeep = async (lookup, signal) => {
    const reply = await forward(lookup, signal);
    if (reply.status === 200 && reply.body instanceof Uint8Array) finished.put(lookup, reply.body);
    return reply;
  };
  const lookups = new SharedLookups(forwardAndKeep, { longest: timeout, late: lateAfter(timeout), now });

  /** @param {Request} request @param {URL} url @param {Route} route @param {ConnectionInfo} info @returns {Promise<Response>} */
  const answer = async (request, url, route, info) => {
    const asked = readTaskId(url);
    if ('complaint' in asked) return refuse(422, asked.complaint);
    const lookup = { route, taskId: asked.taskId };

    const name = clientOf(request, info);
    const client = name === null ? null : await shortNameOf(name);
    // Whatever `authorize` says of it, this client must wait.
    const early = client === null ? 0 : accepted?.wait(client);
    if (early) return refuseFor(early, TOO_MANY);
    const verdict = await authorize(request);
    const agreed = verdict && !(verdict instanceof Response);
    // Counted apart: whoever is refused may have no more of this client than its name.
    const wait = client === null ? 0 : (agreed ? accepted : refused)?.take(client);
    if (wait) return refuseFor(wait, TOO_MANY);
    if (verdict instanceof Response) return verdict;
    if (!agreed) return refuse(401, 'The proxy does not know this caller');

    const kept = finished.get(lookup);
    if (kept) return respond({ status: 200, body: kept });
    const full = lookups.isRunning(lookup) ? 0 : all?.take('');
    if (full) return refuseFor(full, 'Too many requests of all clients together');
    return respond(await lookups.join(lookup, request.signal));
  };

  /** @param {Request} request @param {ConnectionInfo} [info] */
  const handler = async (request, info) => {
    const url = new URL(request.url);
    if (!isOwnHost(url)) return refuse(421, 'The proxy does not answer under this name');
    const route = routeAt(mount, [url.pathname, info?.pathBelowPrefix]);
    // A code of 404 would say that the task is not there.
    if (!route) return respond({ ...refusal(400, describeMiss(mount, url.pathname)), status: 404 });
    const { refused: isForeign, headers } = judgeOrigin(request, allowed);
    const preflight = request.method === 'OPTIONS' && !isForeign ? answerPreflight(request, headers) : null;
    if (preflight) return preflight;
    // Another site must not spend this key's requests through its visitors' browsers.
    if (isForeign) return refuse(403, 'The proxy answers only pages of its own origin and of allowedOrigins', headers);
    if (request.method !== 'GET') return refuse(405, 'The proxy forwards only GET', { ...headers, Allow: 'GET' });
    const response = await answer(request, url, route, info ?? {}).catch(() =>
      request.signal.aborted ? refuse(502, 'The caller left') : refuse(500, 'The proxy failed'),
    );
    return withHeaders(response, headers);
  };
  return handler;
}

/** @param {number} seconds @param {string} why */
function refuseFor(seconds, why) {
  return refuse(429, why, { 'Retry-After': String(seconds) });
}

/**
 * @param {Rate | false} rate
 * @param {string} name of the option
 * @param {() => number} now
 */
function bucketsOf(rate, name, now) {
  const read = readRate(rate, name);
  return read ? new Buckets(read, now) : undefined;
}
