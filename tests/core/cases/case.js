// How a row of the contract's table is written down.
import { KINDS } from './error-cases.js';

/**
 * @typedef {object} ContractCase one answer and what it means; the task asked for is always `ASKED_ID`
 * @property {string} name
 * @property {'aleph' | 'jobs'} [route] that answers; the older one unless told otherwise
 * @property {number} [status] HTTP status, 200
 * @property {Record<string, string>} [headers] of the answer
 * @property {string | Uint8Array | object} body an object is sent as JSON
 * @property {Partial<import('../../../web/client/task.js').Task>} [task] its members other than its route and those of `EMPTY_TASK`
 * @property {ExpectedError} [error]
 */

/**
 * @typedef {object} ExpectedError
 * @property {keyof typeof KINDS} kind
 * @property {number | null} code
 * @property {number | null} status
 * @property {boolean} retryable
 * @property {number | null} retryAfter
 * @property {string} [says] a part of the message
 */

export const ASKED_ID = 'the-id-asked-for';

/** The task of an answer that says nothing about it. @satisfies {import('../../../web/client/task.js').Task} */
export const EMPTY_TASK = {
  taskId: ASKED_ID,
  route: 'aleph',
  status: 'processing',
  stage: null,
  successFlag: null,
  errorCode: null,
  errorMessage: null,
  createTime: null,
  completeTime: null,
  costTime: null,
  credits: null,
  model: null,
  paramJson: null,
  parameters: null,
  response: null,
};

/**
 * @param {ExpectedError['kind']} kind
 * @param {Partial<ExpectedError>} [more]
 * @returns {ExpectedError}
 */
export function error(kind, more = {}) {
  return { kind, code: null, status: 200, retryable: KINDS[kind], retryAfter: null, ...more };
}

/** An answer with this data. @param {unknown} data */
export function answer(data) {
  return { code: 200, msg: 'success', data };
}

/** @param {ContractCase['body']} body @returns {Uint8Array<ArrayBuffer>} what the service sends */
export function bytesOf(body) {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}
