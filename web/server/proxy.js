// The proxy that holds the key: forwards the one request of this project and nothing else. A Fetch handler for any server.
import { FinishedTasks } from './proxy-cache.js';
import { Buckets, readRate } from './proxy-limits.js';
import { answerPreflight, judgeOrigin, readHosts, readOrigins } from './proxy-origins.js';

const ENDPOINT = '/api/v1/aleph/record-info';

/** @typedef {import('./proxy-limits.js').Rate} Rate */

/**
 * @typedef {object} ProxyOptions
 * @property {string} apiKey sent to the service, never to the page: printable ASCII without spaces
 * @property {string[]} [allowedOrigins] none: origins such as `https://app.example` whose pages may ask, besides the proxy's own
 * @property {string[]} [hosts] every one: the names this server has, without a port, such as `['localhost', '127.0.0.1']`; a request
 *   under another name is answered with 421. Needed where no front routes by name: any site's name can be made to point at
 *   a server of your own network (DNS rebinding), and its pages would count as the proxy's own
 * @property {(request: Request) => boolean | Response | Promise<boolean | Response>} [authorize] everyone: asked before anything is
 *   sent; `false` is answered with 401, a Response as it is
 * @property {Rate | false} [clientLimit] `{ limit: 10, interval: 10000 }`: of one client
 * @property {Rate | false} [globalLimit] `{ limit: 20, interval: 10000 }`: of all together, what the service gives one key
 * @property {(request: Request) => string | null} [clientOf] names the client for `clientLimit`; `null` is not limited by itself.
 *   Default: `CF-Connecting-IP`, `X-Real-IP`, else `null`. Whoever reaches the proxy without such a front can forge them.
 * @property {string} [upstream] `https://api.kie.ai`; a trailing `/`, `/api` or `/api/v1` is not doubled
 * @property {string} [mount] `/kie`: where it is mounted; other paths are 404
 * @property {typeof globalThis.fetch} [fetch] the global one at call time
 * @property {number} [timeout] `30000` ms, body included
 * @property {number} [maxResponseBytes] `1048576`; a longer answer is cut off with an error
 * @property {() => number} [now] ms, for tests
 */

/**
 * Forwards `GET {mount}/api/v1/aleph/record-info?taskId=…`. No header or cookie of the page goes on, no redirect is followed, and
 * the answer comes back as JSON that no browser takes for a page. Finished tasks are answered from memory for a minute.
 * @param {ProxyOptions} options
 * @returns {(request: Request) => Promise<Response>}
 * @throws {TypeError} for a key, an origin, a limit or an upstream that cannot work; the message never quotes the key
 */
export function createProxy(options) {
  const { mount = '/kie', authorize = () => true, clientOf = addressOf, now = Date.now } = options;
  const allowed = readOrigins(options.allowedOrigins ?? []);
  const isOwnHost = readHosts(options.hosts);
  const forward = createForward(options);
  const cache = new FinishedTasks(now);
  const client = bucketsOf(options.clientLimit ?? { limit: 10, interval: 10_000 }, 'clientLimit', now);
  const all = bucketsOf(options.globalLimit ?? { limit: 20, interval: 10_000 }, 'globalLimit', now);

  /** @param {Request} request @returns {Promise<Response>} */
  const answer = async (request) => {
    const name = clientOf(request);
    const wait = name === null ? 0 : client?.take(name);
    if (wait) return refuse(429, 'Too many requests of this client', { 'Retry-After': String(wait) });
    const [taskId, ...more] = new URL(request.url).searchParams.getAll('taskId');
    if (!taskId || more.length > 0) return refuse(422, 'Exactly one taskId is needed');
    const verdict = await authorize(request);
    if (verdict instanceof Response) return verdict;
    if (!verdict) return refuse(401, 'The proxy does not know this caller');
    const kept = cache.get(taskId);
    if (kept) return respond(kept, 200);
    const full = all?.take('');
    if (full) return refuse(429, 'Too many requests of all clients together', { 'Retry-After': String(full) });
    return forward(taskId, request.signal, (body) => cache.put(taskId, body));
  };

  return async (request) => {
    const url = new URL(request.url);
    if (!isOwnHost(url)) return refuse(421, 'The proxy does not answer under this name');
    if (url.pathname !== mount + ENDPOINT) return refuse(404, 'The proxy forwards only the task lookup');
    const { refused, headers } = judgeOrigin(request, allowed);
    const preflight = request.method === 'OPTIONS' && !refused ? answerPreflight(request, headers) : null;
    if (preflight) return preflight;
    // Another site must not spend this key's requests through its visitors' browsers.
    if (refused) return refuse(403, 'The proxy answers only pages of its own origin and of allowedOrigins', headers);
    if (request.method !== 'GET') return refuse(405, 'The proxy forwards only GET', { ...headers, Allow: 'GET' });
    const response = await answer(request).catch(() => refuse(500, 'The proxy failed'));
    return withHeaders(response, headers);
  };
}

/**
 * @param {ProxyOptions} options
 * @returns {(taskId: string, signal: AbortSignal, onAnswer: (body: Uint8Array<ArrayBuffer>) => void) => Promise<Response>}
 */
function createForward({
  apiKey,
  fetch,
  timeout = 30_000,
  maxResponseBytes = 1_048_576,
  upstream: given = 'https://api.kie.ai',
}) {
  const upstream = readUpstream(given);
  if (!/^[\x21-\x7e]{1,4096}$/.test(apiKey)) {
    throw new TypeError(
      'The API key must be printable ASCII without spaces, at most 4096 characters. Check for a line break at its end.',
    );
  }

  return async (taskId, signal, onAnswer) => {
    const upstreamCall = new AbortController();
    const giveUp = () => upstreamCall.abort();
    const timer = setTimeout(giveUp, timeout);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const answer = await (fetch ?? globalThis.fetch)(`${upstream}${ENDPOINT}?taskId=${encodeURIComponent(taskId)}`, {
        headers: { Accept: 'application/json', Authorization: `Bearer ${apiKey}` },
        redirect: 'manual',
        signal: upstreamCall.signal,
      });
      if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) {
        await answer.body?.cancel();
        return refuse(502, 'The service redirected the request, which is not followed');
      }
      const body = await readBounded(answer, maxResponseBytes);
      if (!body) return refuse(502, `The answer of the service is larger than ${maxResponseBytes} bytes`);
      if (new TextDecoder().decode(body).includes(apiKey))
        return refuse(502, 'The answer of the service held the key and was not passed on');
      if (answer.status === 200) onAnswer(body);
      const retryAfter = answer.headers.get('retry-after');
      return respond(body, answer.status, retryAfter === null ? {} : { 'Retry-After': retryAfter });
    } catch {
      const timedOut = upstreamCall.signal.aborted && !signal.aborted;
      return timedOut
        ? refuse(504, `The service did not answer within ${timeout} ms`)
        : refuse(502, 'The service could not be reached');
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  };
}

/** @param {Request} request @returns {string | null} */
function addressOf({ headers }) {
  return headers.get('cf-connecting-ip') ?? headers.get('x-real-ip');
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

/**
 * @param {Response} response
 * @param {Record<string, string>} more
 */
function withHeaders(response, more) {
  // A copy: a response of `authorize` may have headers that cannot be changed.
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}

/** @param {string} text */
function readUpstream(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) {
    throw new TypeError(
      'The base URL of the service must be an http: or https: URL without user name, query or fragment.',
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/api(\/v1)?$/, '');
}

/**
 * @param {Response} answer
 * @param {number} limit
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null when it is longer
 */
async function readBounded(answer, limit) {
  let body = new Uint8Array(0);
  const reader = answer.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    if (body.length + value.length > limit) {
      await reader.cancel();
      return null;
    }
    const longer = new Uint8Array(body.length + value.length);
    longer.set(body);
    longer.set(value, body.length);
    body = longer;
  }
  return body;
}

/**
 * An error of the proxy's own, in the service's form.
 * @param {number} code
 * @param {string} msg
 * @param {Record<string, string>} [headers]
 */
function refuse(code, msg, headers = {}) {
  return respond(JSON.stringify({ code, msg: `${msg}.` }), code, headers);
}

/**
 * @param {BodyInit} body
 * @param {number} status
 * @param {Record<string, string>} [headers]
 */
function respond(body, status, headers = {}) {
  // These have no body, and a Response refuses one for them.
  return new Response(status === 204 || status === 205 ? null : body, {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
  });
}
