// Browsers send a POST again by themselves when a connection that they have used before ends without an answer, and nothing in a page can
// keep them from it. They send its headers again, too, and by this one kie-aleph's proxy knows that it has made the task already.
import { randomName } from '../random-name.js';

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} baseUrl of another origin the header would need a preflight, which the service may refuse
 * @returns {typeof globalThis.fetch} for one call: all its attempts have one key (draft-ietf-httpapi-idempotency-key-header)
 */
export function repeatable(fetch, baseUrl) {
  if (!URL.canParse(baseUrl) || new URL(baseUrl).origin !== globalThis.location?.origin) return fetch;
  const key = `"${randomName()}"`;
  return (url, init = {}) =>
    fetch(url, {
      ...init,
      headers: { .../** @type {Record<string, string>} */ (init.headers), 'Idempotency-Key': key },
    });
}
