// One look at a task: the request to the service, and what of its answer may go on.
import { spellsKey } from '../shared/key-spellings.js';
import { complaintAboutBaseUrl, complaintAboutKey, lookupUrl } from '../shared/request.js';
import { readRetryAfter } from '../shared/retry-after.js';
import { quietly, readBody } from './proxy-body.js';
import { refusal } from './proxy-responses.js';

/** @typedef {import('./proxy-responses.js').Reply} Reply */

/**
 * @param {import('./proxy.js').ProxyOptions & { timeout: number }} options
 * @returns {(taskId: string, signal: AbortSignal) => Promise<Reply>} settles within the timeout, or when the signal aborts,
 *   whatever the fetch does; never rejects
 * @throws {TypeError} for a key or an upstream that cannot work, without quoting the key
 */
export function createLook({
  apiKey,
  upstream: given = 'https://api.kie.ai',
  fetch,
  timeout,
  maxResponseBytes = 1_048_576,
  now = Date.now,
}) {
  const upstream = URL.canParse(given) ? new URL(given).href : given;
  complain(complaintAboutKey(apiKey), KEY_ADVICE);
  complain(complaintAboutBaseUrl(upstream), BASE_URL_ADVICE);

  return async (taskId, signal) => {
    const call = new AbortController();
    const giveUp = () => call.abort();
    const timer = setTimeout(giveUp, timeout);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await unlessAborted(ask(taskId, call.signal), call.signal);
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
   * @param {string} taskId
   * @param {AbortSignal} signal
   * @returns {Promise<Reply>}
   */
  async function ask(taskId, signal) {
    const answer = await (fetch ?? globalThis.fetch)(lookupUrl(upstream, taskId), {
      headers: { Accept: 'application/json', Authorization: `Bearer ${apiKey}` },
      redirect: 'manual',
      signal,
    });
    if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) {
      quietly(() => answer.body?.cancel());
      return refusal(502, 'The service redirected the request, which is not followed');
    }
    const read = await readBody(answer.body, maxResponseBytes, signal);
    if ('problem' in read) return refusal(502, `The answer of the service ${read.problem}`);
    if (spellsKey(new TextDecoder().decode(read.bytes), apiKey)) {
      return refusal(502, 'The answer of the service held the key and was not passed on');
    }
    return { status: answer.status, body: read.bytes, headers: retryAfterOf(answer) };
  }

  /**
   * The one header that goes on, written anew.
   * @param {Response} answer
   * @returns {Record<string, string>}
   */
  function retryAfterOf({ headers }) {
    const seconds = readRetryAfter(headers.get('retry-after') ?? '', now());
    const written = String(Math.ceil(seconds ?? 0));
    // A key of digits is one that a number can say.
    return seconds === null || spellsKey(written, apiKey) ? {} : { 'Retry-After': written };
  }
}

/** @param {number} timeout ms */
export function lateAfter(timeout) {
  return refusal(504, `The service did not answer within ${timeout} ms`);
}

const KEY_ADVICE =
  'The API key must be printable ASCII without spaces, at most 4096 characters. Check for a line break at its end.';
const BASE_URL_ADVICE =
  'The base URL of the service must be an http: or https: URL without user name, query or fragment.';

/** @param {string | null} complaint @param {string} advice */
function complain(complaint, advice) {
  if (complaint) throw new TypeError(`${complaint}. ${advice}`);
}

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
