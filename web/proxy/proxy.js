// The proxy that holds the key: forwards what it is allowed to, by default the lookups of a task. A Fetch handler for any server.
import { readClientOf, shortNameOf } from './clients.js';
import { EVENTS_PATH, MONITOR_REL } from '../shared/push.js';
import { limitOf } from './limits.js';
import { methodOf, quietly } from './observing/events.js';
import { describeMiss, endpointAt, readMount } from './mount.js';
import { createOperations, readAllow } from './operations/operations.js';
import { Repeats } from './operations/repeats.js';
import { memoryStore } from './store/memory-store.js';
import { readCallbacks } from './telling.js';
import { answerPreflight, judgeOrigin, readHosts, readOrigins } from './origins.js';
import { refusal, refuse, respond, tooMany, withHeaders } from './responses.js';

const TOO_MANY = 'Too many requests of this client';

/** @typedef {import('./operations/look/lookup.js').Lookup} Lookup one task, on one route */
/** @typedef {import('../shared/endpoints.js').Route} Route where the service keeps a task */
/** @typedef {import('../shared/endpoints.js').Endpoint} Endpoint of the service */
/** @typedef {import('./limits.js').Rate} Rate at most `limit` requests in `interval` ms */
/** @typedef {import('./operations/budget.js').BudgetOption} Budget at most so many credits in any `interval` */
/** @typedef {import('./clients.js').ConnectionInfo} ConnectionInfo what the platform tells of the connection */
/** @typedef {import('./options.js').CallbacksOption} CallbacksOption how the service's callbacks come in */
/** @typedef {import('./options.js').ProxyOptions} ProxyOptions how the proxy is set up */

/**
 * @typedef {object} Closable what has to be ended
 * @property {() => void} close ends the streams of events, whose clients then go where they are led; a server that closes would wait for them
 */

/**
 * Two signatures, so that platforms which pass something else as the second argument take it as a handler of one.
 * @typedef {{ (request: Request): Promise<Response>, (request: Request, info: ConnectionInfo | undefined): Promise<Response> } & Closable} ProxyHandler
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
  const { store = memoryStore({ now }) } = options;
  const onEvent = quietly(options.onEvent);
  const served = readAllow(options);
  const mount = readMount(options.mount ?? '/kie');
  const allowed = readOrigins(options.allowedOrigins ?? []);
  const isOwnHost = readHosts(options.hosts);
  const clientOf = readClientOf(options);
  const asking = limitOf('clientLimit', options, store);
  const creating = limitOf('clientCreateLimit', options, store);
  const refused = limitOf('clientLimit', options, store, 'client-refused');
  const repeats = new Repeats(store, timeout);
  const telling = readCallbacks(options, { store, now, onEvent });
  const { operations, lookOnce } = createOperations(
    { ...options, timeout, now, store, onEvent },
    repeats,
    telling?.onSeen ?? (async () => {}),
    telling?.callbacks,
  );
  telling?.lookWith(lookOnce);
  const callbackPath = mount + (options.callbacks?.path ?? '/callbacks');
  const streams = /** @type {const} */ ({ operation: 'events', method: 'GET', path: EVENTS_PATH });
  const answered = telling ? [...served, streams] : served;

  /** @param {Request} request @param {Endpoint | typeof streams} endpoint @param {ConnectionInfo} info @returns {Promise<Response>} */
  const answer = async (request, endpoint, info) => {
    const { operation } = endpoint;
    const answerer =
      operation === 'events'
        ? /** @type {import('./telling.js').Telling} */ (telling).events(request)
        : operations[operation](request, /** @type {Endpoint} */ (endpoint));
    if (typeof answerer !== 'function') return respond(answerer);

    const asked = withoutBody(request);
    // A repeat takes nothing: a limit's refusal would say that no task was made.
    const isRepeat = operation === 'create' && (await repeats.has(request));
    const accepted = isRepeat ? undefined : operation === 'create' ? creating : asking;
    const name = clientOf(asked, info);
    const client = name === null ? null : await shortNameOf(name);
    // Whatever `authorize` says of it, this client must wait.
    const early = client === null ? 0 : await accepted?.wait(client);
    const isTooMuch = () => onEvent({ type: 'refused', why: 'client-limit', operation });
    if (early) {
      isTooMuch();
      return respond(tooMany(early, TOO_MANY));
    }
    const verdict = await authorize(asked);
    const agreed = verdict && !(verdict instanceof Response);
    // Counted apart: whoever is refused may have no more of this client than its name.
    const wait = client === null ? 0 : await (agreed ? accepted : refused)?.take(client);
    if (wait) {
      isTooMuch();
      return respond(tooMany(wait, TOO_MANY));
    }
    if (!agreed) onEvent({ type: 'refused', why: 'authorize', operation });
    if (verdict instanceof Response) return verdict;
    if (!agreed) return refuse(401, 'The proxy does not know this caller');
    return respond(await answerer(client));
  };

  /**
   * @param {Request} request
   * @param {ConnectionInfo | undefined} info
   * @param {{ operation: import('./observing/events.js').Observed }} seen what it turns out to be
   */
  const handle = async (request, info, seen) => {
    const url = new URL(request.url);
    /** @param {'host' | 'path' | 'origin' | 'method'} why */
    const isRefused = (why) => onEvent({ type: 'refused', why, operation: seen.operation });
    if (!isOwnHost(url)) {
      isRefused('host');
      return refuse(421, 'The proxy does not answer under this name');
    }
    const paths = [url.pathname, info?.pathBelowPrefix];
    if (telling && paths.includes(callbackPath)) {
      seen.operation = 'callback';
      return answerCallback(telling, request, info ?? {});
    }
    const endpoint = endpointAt(mount, answered, paths);
    // A code of 404 would say that the task is not there.
    if (!endpoint) {
      isRefused('path');
      return respond({ ...refusal(400, describeMiss(mount, answered, url.pathname)), status: 404 });
    }
    const { method, operation } = endpoint;
    seen.operation = operation;
    const { refused: isForeign, headers } = judgeOrigin(request, allowed);
    const preflight = request.method === 'OPTIONS' && !isForeign ? answerPreflight(request, method, headers) : null;
    if (preflight) return preflight;
    // Another site must not spend this key's requests through its visitors' browsers.
    if (isForeign) {
      isRefused('origin');
      return refuse(403, 'The proxy answers only pages of its own origin and of allowedOrigins', headers);
    }
    if (request.method !== method) {
      isRefused('method');
      return refuse(405, `The proxy forwards this path only as ${method}`, { ...headers, Allow: method });
    }
    const response = await answer(request, endpoint, info ?? {}).catch(() =>
      request.signal.aborted ? refuse(502, 'The caller left') : refuse(500, 'The proxy failed'),
    );
    return withHeaders(response, telling && operation === 'look' ? { ...headers, ...offer(mount, headers) } : headers);
  };
  /** @param {Request} request @param {ConnectionInfo} [info] */
  const handler = async (request, info) => {
    const since = now();
    /** @type {{ operation: import('./observing/events.js').Observed }} */
    const seen = { operation: 'none' };
    const response = await handle(request, info, seen);
    const { status } = response;
    onEvent({
      type: 'request',
      operation: seen.operation,
      method: methodOf(request.method),
      status,
      ms: now() - since,
    });
    return response;
  };
  return Object.assign(handler, { close: () => telling?.close() });
}

/**
 * How a client hears that there are streams.
 * @param {string} mount as `readMount` gives it
 * @param {Record<string, string>} headers of judgeOrigin
 * @returns {Record<string, string>}
 */
function offer(mount, { 'Access-Control-Expose-Headers': exposed }) {
  const link = `<${mount}${EVENTS_PATH}>; rel="${MONITOR_REL}"`;
  return { Link: link, ...(exposed && { 'Access-Control-Expose-Headers': `${exposed}, Link` }) };
}

/**
 * From the service, which is no page and no caller of `authorize`.
 * @param {import('./telling.js').Telling} telling
 * @param {Request} request
 * @param {ConnectionInfo} info
 */
async function answerCallback(telling, request, info) {
  if (request.method !== 'POST') return refuse(405, 'Callbacks are sent as POST', { Allow: 'POST' });
  const reply = await telling.answerCallback(request, info).catch(() => refusal(500, 'The proxy failed'));
  return respond(reply);
}

/**
 * What rules may look at: a copy with the body would hold all of it in memory.
 * @param {Request} request
 */
function withoutBody(request) {
  const { method, headers, signal } = request;
  return request.body ? new Request(request.url, { method, headers, signal }) : request;
}
