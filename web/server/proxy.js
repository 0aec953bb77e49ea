// The same-origin proxy that holds the key: forwards the one request of this project and nothing else.

const ENDPOINT = '/api/v1/aleph/record-info';

/**
 * @typedef {object} ProxyOptions
 * @property {string} apiKey sent to the service, never to the page: printable ASCII without spaces
 * @property {string} [upstream] `https://api.kie.ai`; a trailing `/`, `/api` or `/api/v1` is not doubled
 * @property {string} [mount] `/kie`: where it is mounted; other paths are 404
 * @property {typeof globalThis.fetch} [fetch]
 * @property {number} [timeout] `30000` ms, body included
 * @property {number} [maxResponseBytes] `1048576`; a longer answer is cut off with an error
 */

/**
 * Forwards `GET {mount}/api/v1/aleph/record-info?taskId=…`. No header or cookie of the page goes on, no redirect is followed, and
 * the answer comes back as JSON that no browser takes for a page.
 * @param {ProxyOptions} options
 * @returns {(request: Request) => Promise<Response>}
 * @throws {TypeError} for a key or an upstream that cannot work; the message never quotes the key
 */
export function createProxy(options) {
  const { apiKey, mount = '/kie', fetch = globalThis.fetch, timeout = 30_000, maxResponseBytes = 1_048_576 } = options;
  const upstream = readUpstream(options.upstream ?? 'https://api.kie.ai');
  if (!/^[\x21-\x7e]{1,4096}$/.test(apiKey)) {
    throw new TypeError('The API key must be printable ASCII without spaces, at most 4096 characters. Check for a line break at its end.');
  }

  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname !== mount + ENDPOINT) return refuse(404, 'The proxy forwards only the task lookup');
    if (request.method !== 'GET') return refuse(405, 'The proxy forwards only GET', { Allow: 'GET' });
    // Another site must not spend this key's requests through its visitors' browsers.
    const site = request.headers.get('sec-fetch-site');
    if (site === 'cross-site' || site === 'same-site') return refuse(403, 'The proxy answers only pages of its own origin');
    const [taskId, ...more] = url.searchParams.getAll('taskId');
    if (!taskId || more.length > 0) return refuse(422, 'Exactly one taskId is needed');

    const upstreamCall = new AbortController();
    const giveUp = () => upstreamCall.abort();
    const timer = setTimeout(giveUp, timeout);
    request.signal.addEventListener('abort', giveUp, { once: true });
    try {
      const answer = await fetch(`${upstream}${ENDPOINT}?taskId=${encodeURIComponent(taskId)}`, {
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
      if (new TextDecoder().decode(body).includes(apiKey)) return refuse(502, 'The answer of the service held the key and was not passed on');
      const retryAfter = answer.headers.get('retry-after');
      return respond(body, answer.status, retryAfter === null ? {} : { 'Retry-After': retryAfter });
    } catch {
      const timedOut = upstreamCall.signal.aborted && !request.signal.aborted;
      return timedOut ? refuse(504, `The service did not answer within ${timeout} ms`) : refuse(502, 'The service could not be reached');
    } finally {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', giveUp);
    }
  };
}

/** @param {string} text */
function readUpstream(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) {
    throw new TypeError('The base URL of the service must be an http: or https: URL without user name, query or fragment.');
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
 * @param {Record<string, string>} headers
 */
function respond(body, status, headers) {
  // These have no body, and a Response refuses one for them.
  return new Response(status === 204 || status === 205 ? null : body, {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...headers },
  });
}
