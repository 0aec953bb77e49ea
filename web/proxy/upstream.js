// The request to the service, and what of its answer may go on.
import { spellsKey } from '../shared/key-spellings.js';
import { complaintAboutBaseUrl, lookupUrl } from '../shared/request.js';
import { readRetryAfter } from '../shared/retry-after.js';
import { quietly, readBody } from './body.js';
import { createKeySource } from './key.js';
import { refusal } from './responses.js';

/** @typedef {import('./operations/look/lookup.js').Lookup} Lookup */
/** @typedef {import('./responses.js').Reply} Reply */

/**
 * @param {import('./proxy.js').ProxyOptions & { timeout: number }} options
 * @returns {(lookup: Lookup, signal: AbortSignal) => Promise<Reply>} settles within the timeout, or when the signal aborts,
 *   whatever the fetch does; never rejects
 * @throws {TypeError} for a key or an upstream that cannot work, without quoting the key
 */
export function createForward({
  apiKey,
  upstream: given = 'https://api.kie.ai',
  fetch,
  timeout,
  maxResponseBytes = 1_048_576,
  now = Date.now,
}) {
  const upstream = URL.canParse(given) ? new URL(given).href : given;
  const complaint = complaintAboutBaseUrl(upstream);
  if (complaint) throw new TypeError(`${complaint}. ${BASE_URL_ADVICE}`);
  const askKey = createKeySource(apiKey);

  return async (lookup, signal) => {
    const call = new AbortController();
    const giveUp = () => call.abort();
    const timer = setTimeout(giveUp, timeout);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await unlessAborted(ask(lookup, call.signal), call.signal);
    } catch {
      // Not what was thrown: a fetch may put the whole request into its error.
      const timedOut = call.signal.aborted && !signal.aborted;
      return timedOut ? lateAfter(timeout) : refusal(502, 'The service could not be reached');
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  };

  /**
   * @param {Lookup} lookup
   * @param {AbortSignal} signal
   * @returns {Promise<Reply>}
   */
  async function ask({ route, taskId }, signal) {
    const given = await askKey();
    if ('problem' in given) return refusal(500, given.problem);
    signal.throwIfAborted();
    const { key } = given;
    const answer = await (fetch ?? globalThis.fetch)(lookupUrl(upstream, route, taskId), {
      headers: { Accept: 'application/json', Authorization: `Bearer ${key}` },
      redirect: 'manual',
      signal,
    });
    if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) {
      quietly(() => answer.body?.cancel());
      return refusal(502, 'The service redirected the request, which is not followed');
    }
    const read = await readBody(answer.body, maxResponseBytes, signal);
    if ('problem' in read) return refusal(502, `The answer of the service ${read.problem}`);
    if (spellsKey(new TextDecoder().decode(read.bytes), key)) {
      return refusal(502, 'The answer of the service held the key and was not passed on');
    }
    return { status: answer.status, body: read.bytes, headers: retryAfterOf(answer, key) };
  }

  /**
   * The one header that goes on, written anew.
   * @param {Response} answer
   * @param {string} key
   * @returns {Record<string, string>}
   */
  function retryAfterOf({ headers }, key) {
    const seconds = readRetryAfter(headers.get('retry-after') ?? '', now());
    const written = String(Math.ceil(seconds ?? 0));
    // A key of digits is one that a number can say.
    return seconds === null || spellsKey(written, key) ? {} : { 'Retry-After': written };
  }
}

/** @param {number} timeout ms */
export function lateAfter(timeout) {
  return refusal(504, `The service did not answer within ${timeout} ms`);
}

const BASE_URL_ADVICE =
  'The base URL of the service must be an http: or https: URL without user name, query or fragment.';

/**
 * @template T
 * @param {Promise<T>} work
 * @param {AbortSignal} signal
 * @returns {Promise<T>} rejects at once when the signal aborts
 */
function unlessAborted(work, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
