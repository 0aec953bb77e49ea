// The request to the service, and what of its answer may go on.
import { spellsKey } from '../shared/key-spellings.js';
import { API_HOST, complaintAboutBaseUrl, uploadsBaseUrl } from '../shared/request.js';
import { readRetryAfter } from '../shared/retry-after.js';
import { quietly, readBody, watchBody } from './body.js';
import { CallTime } from './call-time.js';
import { createKeySource } from './key.js';
import { refusal } from './responses.js';

/** @typedef {import('./responses.js').Reply} Reply */

/**
 * A request to the service; the key and `Accept` are added to it.
 * @typedef {object} Outgoing
 * @property {string} url
 * @property {'GET' | 'POST'} method
 * @property {Record<string, string>} [headers]
 * @property {string | ReadableStream<Uint8Array>} [body] a stream goes on as it comes
 * @property {number} [timeout] that of the options: ms, body included; of a stream, without anything of it moving
 * @property {boolean} [isKeptOn] the caller's leaving ends it only until it is sent
 */

/**
 * What came of it. `answered`: the reply is the service's; otherwise the proxy's own, about a request that never left (`unsent`),
 * or of which nobody knows what the service made of it (`unknown`).
 * @typedef {{ kind: 'answered', reply: Reply & { body: Uint8Array<ArrayBuffer> } } | { kind: 'unsent' | 'unknown', reply: Reply }} Outcome
 */

/** @typedef {(outgoing: Outgoing, signal: AbortSignal) => Promise<Outcome>} Send */

/**
 * @param {import('./options.js').ProxyOptions} options
 * @returns {{ api: string, uploads: string }} base URLs
 * @throws {TypeError} for one that cannot work
 */
export function readUpstreams({ upstream = API_HOST, uploadUpstream }) {
  const api = readBaseUrl(upstream);
  return { api, uploads: uploadUpstream === undefined ? uploadsBaseUrl(api) : readBaseUrl(uploadUpstream) };
}

/** @param {string} given */
function readBaseUrl(given) {
  const url = URL.canParse(given) ? new URL(given).href : given;
  const complaint = complaintAboutBaseUrl(url);
  if (complaint) throw new TypeError(`${complaint}. ${BASE_URL_ADVICE}`);
  return url;
}

/**
 * @param {import('./options.js').ProxyOptions & { timeout: number }} options
 * @returns {Send} settles within the timeout, or when the signal aborts, whatever the fetch does; never rejects
 * @throws {TypeError} for a key that cannot work, without quoting it
 */
export function createSend({ apiKey, fetch, timeout: usual, maxResponseBytes = 1_048_576, now = Date.now }) {
  const askKey = createKeySource(apiKey);

  return async (outgoing, signal) => {
    const { timeout = usual, isKeptOn } = outgoing;
    const time = new CallTime(timeout, signal);
    let isSent = false;
    const leaves = () => {
      isSent = true;
      if (isKeptOn) time.keepOn();
    };
    try {
      return await time.bound(ask(outgoing, time, leaves));
    } catch {
      // Not what was thrown: a fetch may put the whole request into its error.
      const reply = time.isOver ? lateAfter(timeout) : refusal(502, 'The service could not be reached');
      return { kind: isSent ? 'unknown' : 'unsent', reply };
    } finally {
      time.end();
    }
  };

  /**
   * @param {Outgoing} outgoing
   * @param {CallTime} time
   * @param {() => void} leaves called just before the request does
   * @returns {Promise<Outcome>}
   */
  async function ask({ url, method, headers, body }, time, leaves) {
    const given = await askKey();
    if ('problem' in given) return { kind: 'unsent', reply: refusal(500, given.problem) };
    time.signal.throwIfAborted();
    const { key } = given;
    const isStream = body instanceof ReadableStream;
    /** @type {RequestInit & { duplex?: 'half' }} */
    const request = {
      method,
      headers: { Accept: 'application/json', Authorization: `Bearer ${key}`, ...headers },
      redirect: isStream && takesRedirectError() ? 'error' : 'manual',
      signal: time.signal,
      ...(body !== undefined && {
        body: isStream
          ? withLength(
              watchBody(body, () => time.moved()),
              headers,
            )
          : body,
      }),
      ...(isStream && { duplex: 'half' }),
    };
    leaves();
    const answer = await (fetch ?? globalThis.fetch)(url, request);
    if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) {
      quietly(() => answer.body?.cancel());
      return unknown('The service redirected the request, which is not followed');
    }
    // A fetch may give what no Response can be made with, and what is thrown then would read as "nothing was made".
    if (!(answer.status >= 200 && answer.status <= 599)) {
      quietly(() => answer.body?.cancel());
      return unknown('The service answered with a status that HTTP does not have');
    }
    const read = await readBody(answer.body, maxResponseBytes, time.signal);
    if ('problem' in read) return unknown(`The answer of the service ${read.problem}`);
    if (spellsKey(new TextDecoder().decode(read.bytes), key)) {
      return unknown('The answer of the service held the key and was not passed on');
    }
    return { kind: 'answered', reply: { status: answer.status, body: read.bytes, headers: retryAfterOf(answer, key) } };
  }

  /**
   * The one header that goes on, written anew.
   * @param {Response} answer
   * @param {string} key
   * @returns {Record<string, string>}
   */
  function retryAfterOf({ headers }, key) {
    const seconds = readRetryAfter(headers.get('retry-after') ?? '', now());
    if (seconds === null) return {};
    const written = String(Math.ceil(seconds));
    // A key of digits is one that a number can say.
    return spellsKey(written, key) ? {} : { 'Retry-After': written };
  }
}

/**
 * With `manual` Node's fetch keeps a copy of all that it has sent of a stream. Cloudflare Workers know no `error`.
 * @returns {boolean}
 */
function takesRedirectError() {
  try {
    return new Request('http://localhost', { redirect: 'error' }).redirect === 'error';
  } catch {
    return false;
  }
}

/**
 * Cloudflare Workers leave out the header, and take the length from such a stream.
 * @param {ReadableStream<Uint8Array>} body
 * @param {Record<string, string>} [headers]
 * @returns {ReadableStream<Uint8Array>}
 */
function withLength(body, headers) {
  const length = headers?.['Content-Length'];
  const { FixedLengthStream } = /** @type {{ FixedLengthStream?: new (bytes: number) => TransformStream }} */ (
    /** @type {unknown} */ (globalThis)
  );
  return length !== undefined && FixedLengthStream ? body.pipeThrough(new FixedLengthStream(Number(length))) : body;
}

/** @param {number} timeout ms */
export function lateAfter(timeout) {
  return refusal(504, `The service did not answer within ${timeout} ms`);
}

/** @param {string} why @returns {Outcome} */
function unknown(why) {
  return { kind: 'unknown', reply: refusal(502, why) };
}

const BASE_URL_ADVICE =
  'The base URL of the service must be an http: or https: URL without user name, query or fragment.';
