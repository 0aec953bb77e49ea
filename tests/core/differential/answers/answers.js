// Makes answers of both routes: right ones, nearly right ones, and some whose bytes were damaged. Each follows from its number.
import { change } from './changes.js';
import { edited } from './edits.js';
import { Chance } from './random.js';
import { TEXTS } from './odd-values.js';
import { Encoded, jsonOf, Members, object, Spelled } from './tree.js';
import { aTime, aUrl, request, result } from './values.js';

/** @typedef {import('./tree.js').Tree} Tree */

/**
 * An answer in parts, so that a smaller one can be made of it.
 * @typedef {object} MadeAnswer
 * @property {'aleph' | 'jobs'} route
 * @property {number} status
 * @property {string | null} retryAfter
 * @property {Tree | Uint8Array} body
 * @property {string} gap white space in it
 * @property {import('./edits.js').Edit[]} edits of its bytes
 */

/** Bytes of a body that is still read. */
export const MAX_BYTES = 65_536;

const CODES =
  '400 401 402 404 408 422 429 430 433 451 455 500 501 502 505 599 600 403 499 201 0 -200 200.5 500.5 2e2 1e15'.split(
    ' ',
  );
const STATUSES = [
  200, 200, 201, 206, 299, 300, 301, 304, 400, 401, 402, 403, 404, 405, 408, 422, 429, 430, 433, 451, 455, 499, 500,
  501, 502, 503, 504, 505, 520, 599,
];
const SAID = [
  'success',
  'no',
  '',
  'recordInfo is null',
  ' RECORDINFO is Null\n',
  'recordInfo is null.',
  '\u3000recordInfo is null\u0085',
  'recordInfo\u00A0is null',
  '积分不足',
  'Record does not exist',
];
const RETRY_AFTER = [
  '0',
  '7',
  '007',
  '86400',
  '31536000',
  '999999999',
  '9999999999',
  '-1',
  '1.5',
  'soon',
  '7, 8',
  '',
  '0x10',
  'Sun, 31 Feb 2094 08:49:37 GMT',
];
const GAPS = [' ', '\n', '\r\n\t '];
const PAGES = [
  '',
  ' ',
  '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>',
  'error code: 1015',
  '{',
  '[]',
  '"success"',
  'null',
  '200',
  '{"success":true}',
  '{"error":{"code":500}}',
];

const FLAGS = [0, 0, 1, 1, 2, 3, '1', '3', null, -1, 1.5];
const STATES = [
  'waiting',
  'wait',
  'queuing',
  'queueing',
  'generating',
  'success',
  'success',
  'fail',
  'failed',
  'SUCCESS',
  'Failed',
  'WAITING',
  'done',
  '',
  ' success',
  'succe\u017F\u017F',
  'WA\u0130TING',
];

/** What each route's `data` has, and what belongs there. @type {Record<'aleph' | 'jobs', Record<string, (chance: Chance) => Tree>>} */
const DATA = {
  aleph: {
    taskId: (chance) => chance.one(['c0d088df35254cc3e7187fb7116b2efa', 'ee603959-debb-48d1-98c4-a6d1c717eba6']),
    paramJson: request,
    response: (chance) =>
      chance.is(0.5) ? null : object({ taskId: 'r', resultVideoUrl: aUrl(chance), resultImageUrl: aUrl(chance) }),
    completeTime: aTime,
    createTime: aTime,
    successFlag: (chance) => chance.one(FLAGS),
    errorCode: (chance) => chance.one([null, null, null, 0, '0', '', 500, '500', 'UPSTREAM']),
    errorMessage: (chance) => chance.one([null, null, null, '', ' ', 'internal error', ...TEXTS]),
  },
  jobs: {
    taskId: () => '0123456789abcdef0123456789abcdef',
    model: () => 'runway/gen4-aleph',
    state: (chance) => chance.one(STATES),
    param: request,
    paramJson: request,
    resultJson: (chance) => (chance.is(0.3) ? '' : new Encoded(result(chance))),
    response: (chance) => (chance.is(0.4) ? null : result(chance)),
    failCode: (chance) => chance.one([null, null, null, '', '0', '500', '422', 501, 'UPSTREAM']),
    failMsg: (chance) => chance.one([null, null, null, '', ' ', 'internal error', ...TEXTS]),
    costTime: (chance) =>
      chance.one([null, chance.below(1000), chance.below(1_000_000), 188, '188', 0, chance.next() * 1000]),
    completeTime: aTime,
    createTime: aTime,
    creditsConsumed: (chance) => chance.one([null, 110, 110.5, 0, '12', new Spelled('110.0')]),
    successFlag: (chance) => chance.one(FLAGS),
  },
};
const ROUTES = /** @type {const} */ (['aleph', 'jobs']);

/**
 * @param {number} seed of all answers
 * @param {number} number of this one
 * @returns {MadeAnswer}
 */
export function answerOf(seed, number) {
  const chance = new Chance(Math.imul(seed, 0x9e3779b1) + Math.imul(number, 0x85ebca6b));
  const route = chance.one(ROUTES);
  const body = chance.is(0.02) ? new Spelled(chance.one(PAGES)) : envelope(chance, route);
  if (chance.is(0.6)) for (let changes = 1 + chance.below(3); changes > 0; changes--) change(chance, body);
  return {
    route,
    status: chance.is(0.8) ? 200 : chance.one(STATUSES),
    retryAfter: chance.is(0.1) ? chance.one(RETRY_AFTER) : null,
    body,
    gap: chance.is(0.1) ? chance.one(GAPS) : '',
    edits: chance.is(0.2) ? Array.from({ length: 1 + chance.below(3) }, () => edit(chance)) : [],
  };
}

/** @param {MadeAnswer} answer @returns {Uint8Array<ArrayBuffer>} as they are sent */
export function bytesOf({ body, gap, edits }) {
  const whole = body instanceof Uint8Array ? body : new TextEncoder().encode(gap + jsonOf(body, gap) + gap);
  return edited(whole, edits);
}

/** @param {Chance} chance @param {'aleph' | 'jobs'} route @returns {Tree} */
function envelope(chance, route) {
  const isGood = chance.is(0.85);
  const code = isGood
    ? chance.one([200, 200, 200, 200, '200', new Spelled('200.0'), ' 200 '])
    : new Spelled(chance.one(CODES));
  const data =
    isGood && chance.is(0.97) ? dataOf(chance, route) : chance.one([null, undefined, [], 'x', new Members([])]);
  return object({
    code: !isGood && chance.is(0.2) ? jsonOf(code) : code,
    msg: chance.is(0.9) ? chance.one(SAID) : undefined,
    data,
  });
}

/** @param {Chance} chance @param {'aleph' | 'jobs'} route @returns {Members} mostly with all members, sometimes with few */
function dataOf(chance, route) {
  const share = chance.one([1, 0.9, 0.6, 0.3]);
  const members = Object.entries(DATA[route]).filter(() => chance.is(share));
  return object(Object.fromEntries(members.map(([name, make]) => [name, make(chance)])));
}

/** @param {Chance} chance @returns {import('./edits.js').Edit} */
function edit(chance) {
  return {
    how: chance.one(['flip', 'flip', 'cut', 'drop', 'insert', 'insert', 'front', 'end', 'repeat', 'pad']),
    at: chance.next(),
    choice: chance.next(),
  };
}
