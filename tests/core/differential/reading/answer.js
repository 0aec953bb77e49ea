// A second reading of docs/contract.md, written from the page alone, in plain JavaScript over JSON.parse: what an answer means.
import { alephTask, jobsTask } from './task.js';
import { membersOf, numberOf, objectOf } from './values.js';

/** @typedef {import('../../../../web/client/errors.js').ErrorKind} ErrorKind */

/**
 * @typedef {object} Answer
 * @property {'aleph' | 'jobs'} route that was asked
 * @property {number} status of HTTP
 * @property {string | null} retryAfter the header
 * @property {Uint8Array} body
 */

/** @typedef {{ kind: ErrorKind, code: number | null, status: number | null, retryable: boolean, retryAfter: number | null }} ErrorFacts */

/** @typedef {{ task: object } | { error: ErrorFacts }} Reading one of them */

/** @type {Map<number, ErrorKind>} */
const CODES = new Map([
  [400, 'invalid-request'],
  [401, 'authentication'],
  [402, 'insufficient-credits'],
  [404, 'task-not-found'],
  [408, 'task-failed'],
  [422, 'invalid-request'],
  [429, 'rate-limit'],
  [430, 'rate-limit'],
  [433, 'insufficient-credits'],
  [451, 'asset-unavailable'],
  [455, 'maintenance'],
  [501, 'task-failed'],
  [505, 'feature-disabled'],
]);

/** Where there is no envelope: what is said of the request, and not of the task. @type {Map<number, ErrorKind>} */
const STATUSES = new Map([
  [404, 'invalid-response'],
  [408, 'server'],
  [501, 'server'],
]);

/** @type {ErrorKind[]} */
const RETRYABLE = ['rate-limit', 'maintenance', 'server'];

/**
 * @param {Answer} answer
 * @param {string} askedId
 * @param {number} maxBytes
 * @returns {Reading}
 */
export function readAnswer({ route, status, retryAfter, body }, askedId, maxBytes) {
  /** @param {ErrorKind} kind @param {number | null} code @returns {Reading} */
  const error = (kind, code) => ({
    error: { kind, code, status, retryable: RETRYABLE.includes(kind), retryAfter: secondsAsked(retryAfter) },
  });
  const envelope = body.length > maxBytes ? null : envelopeOf(body);
  const code = numberOf(envelope?.code);
  if (!envelope || code === null) return error(kindOfStatus(status), null);
  const isUnknown = route === 'jobs' && code === 422 && saysUnknown(envelope.msg);
  if (code !== 200) return error(isUnknown ? 'task-not-found' : kindOfCode(code), code);
  const data = membersOf(envelope.data);
  if (!data) return error('task-not-found', 200);
  return { task: route === 'jobs' ? jobsTask(data, askedId) : alephTask(data, askedId) };
}

/** @param {Uint8Array} body */
function envelopeOf(body) {
  try {
    // Without a byte order mark in front, as it decodes.
    return objectOf(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
}

/** @param {number} code @returns {ErrorKind} */
function kindOfCode(code) {
  const isServers = Number.isInteger(code) && code >= 500 && code <= 599;
  return CODES.get(code) ?? (isServers ? 'server' : 'api');
}

/** @param {number} status @returns {ErrorKind} */
function kindOfStatus(status) {
  if (status >= 200 && status <= 299) return 'invalid-response';
  return STATUSES.get(status) ?? kindOfCode(status);
}

/** @param {unknown} msg */
function saysUnknown(msg) {
  return typeof msg === 'string' && /^[\s\u0085]*recordInfo is null[\s\u0085]*$/i.test(msg);
}

/** @param {string | null} header @returns {number | null} seconds; those of a date are not among what is made here */
function secondsAsked(header) {
  return header !== null && /^[ \t]*\d{1,9}[ \t]*$/.test(header) ? Number(header) : null;
}
