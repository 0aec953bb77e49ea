// The last answers, kept for when there is no network: where they are, and what may be kept of one.
import { LOOKUPS, lookupIn, ROUTES } from '../shared/endpoints.js';
import { spellsKey } from '../shared/key-spellings.js';

/** The cache they are in, for all versions of the page: a new service worker goes on with what an old one kept. */
export const ANSWERS = 'kie-aleph-answers';
/** When the answer was kept; only answers that did not come from the network have this header. */
export const KEPT_AT = 'X-Kie-Aleph-Offline';

/** The client's own limit is the same. */
const MOST_BYTES = 1_048_576;

/**
 * @param {Request} request
 * @param {Response} response its body is read
 * @returns {Promise<string | null>} the body; null when nothing is kept: it holds no task, is too long, or the request's key can be
 *   read from it or from the URL
 * @throws {SyntaxError} the body is no JSON
 */
export async function toKeep(request, response) {
  const body = await readBounded(response);
  const key = request.headers.get('authorization')?.replace(/^\S+ +/, '') ?? '';
  if (body === null || spellsKey(body, key) || spellsKey(request.url, key)) return null;
  return JSON.parse(body)?.data ? body : null;
}

/**
 * @param {string} url of a lookup
 * @returns {string[]} of the same task of the same service on the other routes
 */
export function otherLookups(url) {
  const { origin, pathname, search } = new URL(url);
  const lookup = lookupIn(pathname);
  if (!lookup) return [];
  return ROUTES.filter((route) => route !== lookup.route).map(
    (route) => origin + lookup.prefix + LOOKUPS[route] + search,
  );
}

/**
 * @param {Response} response
 * @returns {Promise<string | null>} null when it is too long to be kept
 */
async function readBounded(response) {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > MOST_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
