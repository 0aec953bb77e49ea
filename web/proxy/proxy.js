// The proxy that holds the key: forwards what it is allowed to, by default the lookups of a task. A Fetch handler for any server.
import { readClientOf, shortNameOf } from './clients.js';
import { bucketsOf } from './limits.js';
import { describeMiss, endpointAt, readMount } from './mount.js';
import { createOperations, readAllow } from './operations/operations.js';
import { Repeats } from './operations/repeats.js';
import { answerPreflight, judgeOrigin, readHosts, readOrigins } from './origins.js';
import { refusal, refuse, respond, tooMany, withHeaders } from './responses.js';

const TOO_MANY = 'Too many requests of this client';

/** @typedef {import('./operations/look/lookup.js').Lookup} Lookup one task, on one route */
/** @typedef {import('../shared/endpoints.js').Route} Route where the service keeps a task */
/** @typedef {import('../shared/endpoints.js').Endpoint} Endpoint of the service */
/** @typedef {import('./limits.js').Rate} Rate at most `limit` requests in `interval` ms */
/** @typedef {import('./operations/budget.js').BudgetOption} Budget at most so many credits in any `interval` */
/** @typedef {import('./clients.js').ConnectionInfo} ConnectionInfo what the platform tells of the connection */
/** @typedef {import('./options.js').ProxyOptions} ProxyOptions how the proxy is set up */

/**
 * Two signatures, so that platforms which pass something else as the second argument take it as a handler of one.
 * @typedef {{ (request: Request): Promise<Response>, (request: Request, info: ConnectionInfo | undefined): Promise<Response> }} ProxyHandler
 */

/**
 * Forwards what `allow` names of the service, below `mount`, and nothing else: by default the lookups of a task. No header or cookie of
 * the page goes on, no redirect is followed, and the answer comes back as JSON that no browser takes for a page.
 *
 * Finished tasks are answered from memory for a minute; callers that ask for one task on one route at the same time share one request.
 * A request that creates is sent once, also when a browser repeats it (`Idempotency-Key`); of which nobody knows what came of it, the answer is not in the service's
 * form, so that the client says `unknown-outcome`. Uploads go on as they come. Limits count all routes together.
 * @param {ProxyOptions} [options]
 * @returns {ProxyHandler}
 * @throws {TypeError} for an option that cannot work; the message never quotes the key
 */
export function createProxy(options = {}) {
  const { authorize = () => true, timeout = 30_000, now = Date.now } = options;
  const { clientLimit = { limit: 10, interval: 10_000 } } = options;
  const { clientCreateLimit = { limit: 5, interval: 60_000 } } = options;
  const served = readAllow(options);
  const mount = readMount(options.mount ?? '/kie');
  const allowed = readOrigins(options.allowedOrigins ?? []);
  const isOwnHost = readHosts(options.hosts);
  const clientOf = readClientOf(options);
  const asking = bucketsOf(clientLimit, 'clientLimit', now);
  const creating = bucketsOf(clientCreateLimit, 'clientCreateLimit', now);
  const refused = bucketsOf(clientLimit, 'clientLimit', now);
  const repeats = new Repeats(now);
  const operations = createOperations({ ...options, timeout, now }, repeats);

  /** @param {Request} request @param {Endpoint} endpoint @param {ConnectionInfo} info @returns {Promise<Response>} */
  const answer = async (request, endpoint, info) => {
    const { operation } = endpoint;
    const answerer = operations[operation](request, endpoint);
    if (typeof answerer !== 'function') return respond(answerer);

    const asked = withoutBody(request);
    // A repeat takes nothing: a limit's refusal would say that no task was made.
    const isRepeat = operation === 'create' && repeats.has(request);
    const accepted = isRepeat ? undefined : operation === 'create' ? creating : asking;
    const name = clientOf(asked, info);
    const client = name === null ? null : await shortNameOf(name);
    // Whatever `authorize` says of it, this client must wait.
    const early = client === null ? 0 : accepted?.wait(client);
    if (early) return respond(tooMany(early, TOO_MANY));
    const verdict = await authorize(asked);
    const agreed = verdict && !(verdict instanceof Response);
    // Counted apart: whoever is refused may have no more of this client than its name.
    const wait = client === null ? 0 : (agreed ? accepted : refused)?.take(client);
    if (wait) return respond(tooMany(wait, TOO_MANY));
    if (verdict instanceof Response) return verdict;
    if (!agreed) return refuse(401, 'The proxy does not know this caller');
    return respond(await answerer());
  };

  /** @param {Request} request @param {ConnectionInfo} [info] */
  const handler = async (request, info) => {
    const url = new URL(request.url);
    if (!isOwnHost(url)) return refuse(421, 'The proxy does not answer under this name');
    const endpoint = endpointAt(mount, served, [url.pathname, info?.pathBelowPrefix]);
    // A code of 404 would say that the task is not there.
    if (!endpoint) return respond({ ...refusal(400, describeMiss(mount, served, url.pathname)), status: 404 });
    const { method } = endpoint;
    const { refused: isForeign, headers } = judgeOrigin(request, allowed);
    const preflight = request.method === 'OPTIONS' && !isForeign ? answerPreflight(request, method, headers) : null;
    if (preflight) return preflight;
    // Another site must not spend this key's requests through its visitors' browsers.
    if (isForeign) return refuse(403, 'The proxy answers only pages of its own origin and of allowedOrigins', headers);
    if (request.method !== method) {
      return refuse(405, `The proxy forwards this path only as ${method}`, { ...headers, Allow: method });
    }
    const response = await answer(request, endpoint, info ?? {}).catch(() =>
      request.signal.aborted ? refuse(502, 'The caller left') : refuse(500, 'The proxy failed'),
    );
    return withHeaders(response, headers);
  };
  return handler;
}

/**
 * What rules may look at: a copy with the body would hold all of it in memory.
 * @param {Request} request
 */
function withoutBody(request) {
  const { method, headers, signal } = request;
  return request.body ? new Request(request.url, { method, headers, signal }) : request;
}
