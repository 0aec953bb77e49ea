// Which error an envelope's `code` is, and which an HTTP status whose body is no envelope.
import { answer, error } from './case.js';
import { SAID } from './error-cases.js';
import { HTTP_DATES, RETRY_AFTER } from './retry-after-cases.js';

/** @typedef {import('./case.js').ContractCase} ContractCase */

/** @type {[code: number, kind: import('./case.js').ExpectedError['kind']][]} */
export const CODES = [
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
  [500, 'server'],
  [501, 'task-failed'],
  [502, 'server'],
  [503, 'server'],
  [504, 'server'],
  [505, 'feature-disabled'],
  [506, 'server'],
  [599, 'server'],
  [600, 'api'],
  [499, 'api'],
  [403, 'api'],
  [201, 'api'],
  [199, 'api'],
  [0, 'api'],
  [-200, 'api'],
  [200.5, 'api'],
  [500.5, 'api'],
  [1e15, 'api'],
  [1e300, 'api'],
  [Number.MAX_SAFE_INTEGER, 'api'],
];

/** @type {[status: number, kind: import('./case.js').ExpectedError['kind']][]} */
export const STATUSES = [
  [200, 'invalid-response'],
  [201, 'invalid-response'],
  [299, 'invalid-response'],
  [300, 'api'],
  [304, 'api'],
  [400, 'invalid-request'],
  [401, 'authentication'],
  [402, 'insufficient-credits'],
  [403, 'api'],
  [404, 'invalid-response'],
  [405, 'api'],
  [408, 'server'],
  [422, 'invalid-request'],
  [429, 'rate-limit'],
  [430, 'rate-limit'],
  [433, 'insufficient-credits'],
  [451, 'asset-unavailable'],
  [455, 'maintenance'],
  [499, 'api'],
  [500, 'server'],
  [501, 'server'],
  [502, 'server'],
  [503, 'server'],
  [504, 'server'],
  [505, 'feature-disabled'],
  [520, 'server'],
  [599, 'server'],
];

const GATEWAY_PAGE = '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>cloudflare</body></html>';

/** @type {ContractCase[]} */
const codes = CODES.flatMap(([code, kind]) => [
  { name: `code ${code}`, body: { code, msg: 'no' }, error: error(kind, { code, says: 'no' }) },
  { name: `code "${code}" as text`, body: { code: `${code}`, msg: 'no', data: null }, error: error(kind, { code }) },
  {
    name: `code ${code} with data, which is ignored, and its own HTTP status`,
    status: 500,
    body: { code, msg: 'no', data: { successFlag: 1 } },
    error: error(kind, { code, status: 500 }),
  },
]);

/** @type {ContractCase[]} */
const statuses = STATUSES.map(([status, kind]) => ({
  name: `HTTP ${status} with a web page`,
  status,
  body: status === 304 ? '' : GATEWAY_PAGE,
  error: error(kind, { status, says: `HTTP status ${status} without a readable answer. ` }),
}));

/** @type {ContractCase[]} */
const messages = [
  {
    name: 'msg in Chinese',
    body: { code: 402, msg: '积分不足，请充值' },
    error: error('insufficient-credits', { code: 402, says: '积分不足，请充值' }),
  },
  {
    name: 'msg with a sign outside the BMP',
    body: { code: 500, msg: '🎬 failed' },
    error: error('server', { code: 500, says: '🎬 failed' }),
  },
  {
    name: 'msg with a zero, which ends nothing',
    body: { code: 422, msg: '\u3000\0Info is null' },
    error: error('invalid-request', { code: 422, says: 'code 422: \u3000\0Info is null. ' }),
  },
  ...[0, -7, 1000, 999_999_999_999_999, 1e15, -1e15].map((code) => ({
    name: `code ${code} is in the message`,
    body: { code },
    error: error('api', { code, says: `The service answered code ${code}. ` }),
  })),
  ...[1e15 + 1, 2.5, -1e16, 1e300].map((code) => ({
    name: `code ${code} is no number for people`,
    body: { code },
    error: error('api', { code, says: 'The service answered code of no known form. ' }),
  })),
  {
    name: 'msg null',
    body: { code: 401, msg: null },
    error: error('authentication', { code: 401, says: 'code 401. ' }),
  },
  { name: 'msg absent', body: { code: 401 }, error: error('authentication', { code: 401, says: 'code 401. ' }) },
  {
    name: 'msg blank',
    body: { code: 401, msg: ' \n' },
    error: error('authentication', { code: 401, says: 'code 401. ' }),
  },
  {
    name: 'msg an object',
    body: { code: 401, msg: { text: 'no' } },
    error: error('authentication', { code: 401, says: 'code 401. ' }),
  },
  ...SAID.map(([msg, opening]) => ({
    name: `msg ${JSON.stringify(msg)} ends as a sentence`,
    body: { code: 401, msg },
    error: error('authentication', { code: 401, says: `code 401: ${opening}The API key` }),
  })),
  {
    name: 'a msg of 300 bytes is whole',
    body: { code: 401, msg: 'x'.repeat(300) },
    error: error('authentication', { code: 401, says: `: ${'x'.repeat(300)}. ` }),
  },
  {
    name: 'a long msg is cut, never within a character',
    body: { code: 401, msg: `x${'错'.repeat(500)}` },
    error: error('authentication', { code: 401, says: `: x${'错'.repeat(99)}. ` }),
  },
];

/** @type {ContractCase[]} */
const data = [
  ['null', null],
  ['absent', undefined],
  ['an array', [{ taskId: 'x', successFlag: 1 }]],
  ['text', '{"successFlag":1}'],
  ['a number', 1],
  ['true', true],
].map(([what, value]) => ({
  name: `code 200 with data ${what}`,
  body: answer(value),
  error: error('task-not-found', { code: 200 }),
}));

/** @type {ContractCase[]} */
const precedence = [
  {
    name: 'HTTP 500 with a good envelope',
    status: 500,
    body: answer({ taskId: 'a', successFlag: 1 }),
    task: { taskId: 'a', status: 'succeeded', successFlag: 1 },
  },
  { name: 'HTTP 404 with a pending task', status: 404, body: answer({ taskId: 'a' }), task: { taskId: 'a' } },
  {
    name: 'HTTP 429 with code 401',
    status: 429,
    body: { code: 401, msg: 'no' },
    error: error('authentication', { code: 401, status: 429 }),
  },
  {
    name: 'HTTP 401 with code 200 and no data',
    status: 401,
    body: answer(null),
    error: error('task-not-found', { code: 200, status: 401 }),
  },
  { name: 'code 200 as text', body: { code: '200', data: { taskId: 'a' } }, task: { taskId: 'a' } },
  { name: 'code 200.0', body: '{"code":200.0,"data":{"taskId":"a"}}', task: { taskId: 'a' } },
  { name: 'code " 200 "', body: '{"code":" 200 ","data":{"taskId":"a"}}', task: { taskId: 'a' } },
];

/** @type {ContractCase[]} */
const noCode = [
  ['missing', { data: { successFlag: 1 } }],
  ['null', { code: null, data: { successFlag: 1 } }],
  ['true', { code: true, data: { successFlag: 1 } }],
  ['"OK"', { code: 'OK', data: { successFlag: 1 } }],
  ['""', { code: '', data: { successFlag: 1 } }],
  ['"0xC8"', { code: '0xC8', data: { successFlag: 1 } }],
  ['"Infinity"', { code: 'Infinity', data: { successFlag: 1 } }],
  ['"2 00"', { code: '2 00', data: { successFlag: 1 } }],
  ['"200 OK"', { code: '200 OK', data: { successFlag: 1 } }],
  ['"200\\u0000"', { code: '200\0', data: { successFlag: 1 } }],
  ['[200]', { code: [200], data: { successFlag: 1 } }],
  ['{"code":200}', { code: { code: 200 }, data: { successFlag: 1 } }],
].flatMap(([what, body = '']) => [
  { name: `code ${what}`, body, error: error('invalid-response') },
  { name: `code ${what}, HTTP 503`, status: 503, body, error: error('server', { status: 503 }) },
]);

/** @type {ContractCase[]} */
const retryAfter = [
  {
    name: 'Retry-After with an envelope',
    headers: { 'Retry-After': '7' },
    body: { code: 429, msg: '' },
    error: error('rate-limit', { code: 429, retryAfter: 7 }),
  },
  {
    name: 'Retry-After with a web page',
    status: 429,
    headers: { 'Retry-After': ' 0 ' },
    body: GATEWAY_PAGE,
    error: error('rate-limit', { status: 429, retryAfter: 0 }),
  },
  ...[...RETRY_AFTER, ...HTTP_DATES].map(([value, read]) => ({
    name: `Retry-After ${JSON.stringify(value)}`,
    status: 503,
    headers: { 'Retry-After': value },
    body: '',
    // A date of the past asks for no wait.
    error: error('server', { status: 503, retryAfter: typeof read === 'string' ? 0 : read }),
  })),
];

export const codeCases = [...codes, ...statuses, ...messages, ...data, ...precedence, ...noCode, ...retryAfter];
