// What a request is made of, and what is refused before anything is sent: for what runs where no WebAssembly is (the proxy, the forms
// in which people give a key and a base URL).
// The rules are those of src/core/http/request.cpp; both are held to tests/core/request-cases.js.
import { LOOKUPS } from './endpoints.js';

/** The service's own hosts. */
export const API_HOST = 'https://api.kie.ai';
const UPLOADS_HOST = 'https://kieai.redpandaai.co';

const MOST_TASK_ID_BYTES = 512;
const MOST_KEY_BYTES = 4096;

/** C0, DEL and C1, and half a surrogate pair, which a JavaScript string may hold but UTF-8 may not. */
const CONTROL_OR_HALF_PAIR = /[\p{Cc}\p{Cs}]/u;
const GRAPHIC_ASCII = /^[\x21-\x7e]*$/;

/**
 * @param {string} id
 * @returns {string | null} what is wrong with it, without quoting it: it must be 1 to 512 bytes of UTF-8 without control characters
 */
export function complaintAboutTaskId(id) {
  if (id === '') return 'The task id is empty';
  if (byteLength(id) > MOST_TASK_ID_BYTES) return 'The task id is longer than 512 bytes';
  if (CONTROL_OR_HALF_PAIR.test(id)) return 'The task id has control characters or half a surrogate pair in it';
  return null;
}

/**
 * @param {unknown} key
 * @returns {string | null} what is wrong with it, without quoting it: it must be 1 to 4096 characters of printable ASCII without spaces
 */
export function complaintAboutKey(key) {
  if (key === undefined || key === null) return 'The API key is missing';
  if (typeof key !== 'string') return 'The API key is not a string';
  if (key === '') return 'The API key is empty';
  if (byteLength(key) > MOST_KEY_BYTES) return 'The API key is longer than 4096 bytes';
  if (!GRAPHIC_ASCII.test(key)) return 'The API key has a space, a line break or a non-ASCII character in it';
  return null;
}

/**
 * @param {string} baseUrl as a `URL` writes it
 * @returns {string | null} what is wrong with it, without quoting it
 */
export function complaintAboutBaseUrl(baseUrl) {
  const [, authority] = /^https?:\/\/([^/]*)/i.exec(baseUrl) ?? [];
  if (authority === undefined) return 'The base URL is not an absolute http: or https: URL';
  if (authority === '') return 'The base URL has no host';
  if (authority.includes('@')) return 'The base URL has a user name or password in it';
  if (/[?#]/.test(baseUrl)) return 'The base URL has a query or a fragment';
  if (!GRAPHIC_ASCII.test(baseUrl) || /[\\"<>^`{|}]/.test(baseUrl)) {
    return 'The base URL has characters in it that no URL has';
  }
  return null;
}

/**
 * @param {string} baseUrl of which nothing is to complain about; a trailing `/`, `/api` or `/api/v1` is not doubled
 * @param {import('./endpoints.js').Route} route
 * @param {string} taskId of which nothing is to complain about; opaque, so it is percent-encoded
 * @returns {string} the URL of the request
 */
export function lookupUrl(baseUrl, route, taskId) {
  return `${endpointUrl(baseUrl, LOOKUPS[route])}?taskId=${percentEncode(taskId)}`;
}

/**
 * @param {string} baseUrl of which nothing is to complain about; a trailing `/`, `/api` or `/api/v1` is not doubled
 * @param {string} path of the table of endpoints
 * @returns {string}
 */
export function endpointUrl(baseUrl, path) {
  return withoutEnding(baseUrl) + path;
}

/**
 * The service takes files at another host of its own; whatever stands in its place (a gateway, the sandbox) takes them itself.
 * @param {string} baseUrl of which nothing is to complain about
 * @returns {string} the base URL for uploads
 */
export function uploadsBaseUrl(baseUrl) {
  return withoutEnding(baseUrl).toLowerCase() === API_HOST ? UPLOADS_HOST : baseUrl;
}

/** A host that is itself called "api" stays. @param {string} baseUrl */
function withoutEnding(baseUrl) {
  const [, origin = '', path = ''] = /^([^/]*\/\/[^/]*)([\s\S]*)$/.exec(baseUrl) ?? [];
  return origin + withoutSlashes(withoutSlashes(path).replace(/\/api(\/v1)?$/, ''));
}

/** Not by a pattern: one that looks for slashes at the end is slow for many that are not there. @param {string} path */
function withoutSlashes(path) {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}

/** All but RFC 3986's unreserved characters; encodeURIComponent leaves five more. @param {string} text */
function percentEncode(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** In UTF-8. @param {string} text */
function byteLength(text) {
  return new TextEncoder().encode(text).length;
}
