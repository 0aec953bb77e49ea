// Which state a task is in: successFlag first, then errorCode and errorMessage.
import { answer } from './case.js';

/** @typedef {import('./case.js').ContractCase} ContractCase */
/** @typedef {import('../../../web/client/task.js').Task} Task */

const URLS = { taskId: 'r', resultVideoUrl: 'https://example.com/v.mp4', resultImageUrl: 'https://example.com/i.png' };

/** @type {[name: string, data: object, task: Partial<Task>][]} */
const ROWS = [
  ['an empty data', {}, { status: 'processing' }],
  ['flag 0', { successFlag: 0 }, { status: 'processing', successFlag: 0 }],
  [
    'flag 0, all nulls as on the wire',
    { successFlag: 0, errorCode: null, errorMessage: null, response: null },
    { status: 'processing', successFlag: 0 },
  ],
  [
    'flag 0, zeros as documented',
    { successFlag: 0, errorCode: 0, errorMessage: '' },
    { status: 'processing', successFlag: 0, errorCode: 0 },
  ],
  ['flag 1', { successFlag: 1, response: URLS }, { status: 'succeeded', successFlag: 1, response: URLS }],
  ['flag 1 without a response', { successFlag: 1, response: null }, { status: 'succeeded', successFlag: 1 }],
  [
    'flag 1 without a video URL',
    { successFlag: 1, response: { taskId: 'r' } },
    { status: 'succeeded', successFlag: 1, response: { taskId: 'r', resultVideoUrl: null, resultImageUrl: null } },
  ],
  [
    'flag 1 with a message and a code, still succeeded',
    { successFlag: 1, errorCode: 500, errorMessage: 'old words' },
    { status: 'succeeded', successFlag: 1, errorCode: 500, errorMessage: 'old words' },
  ],
  ['flag "1"', { successFlag: '1' }, { status: 'succeeded', successFlag: 1 }],
  ['flag 1.0 as text', { successFlag: '1.0' }, { status: 'succeeded', successFlag: 1 }],
  ['flag 2', { successFlag: 2 }, { status: 'failed', successFlag: 2 }],
  [
    'flag 3',
    { successFlag: 3, errorCode: 500, errorMessage: 'oh' },
    { status: 'failed', successFlag: 3, errorCode: 500, errorMessage: 'oh' },
  ],
  [
    'flag 3 without a reason',
    { successFlag: 3, errorCode: 0, errorMessage: '' },
    { status: 'failed', successFlag: 3, errorCode: 0 },
  ],
  ['flag 3 with a response', { successFlag: 3, response: URLS }, { status: 'failed', successFlag: 3, response: URLS }],
  ['flag "3"', { successFlag: '3' }, { status: 'failed', successFlag: 3 }],
  ['flag 99', { successFlag: 99 }, { status: 'failed', successFlag: 99 }],
  ['flag 2.5', { successFlag: 2.5 }, { status: 'failed', successFlag: 2.5 }],

  // Flags that say nothing: the reason decides.
  ['flag 1.5', { successFlag: 1.5 }, { status: 'processing', successFlag: 1.5 }],
  [
    'flag 1.5 with a message',
    { successFlag: 1.5, errorMessage: 'oh' },
    { status: 'failed', successFlag: 1.5, errorMessage: 'oh' },
  ],
  ['flag -1', { successFlag: -1 }, { status: 'processing', successFlag: -1 }],
  ['flag -1 with a code', { successFlag: -1, errorCode: 500 }, { status: 'failed', successFlag: -1, errorCode: 500 }],
  ['flag missing', { taskId: 'a' }, { taskId: 'a', status: 'processing' }],
  ['flag missing with a message', { errorMessage: 'oh' }, { status: 'failed', errorMessage: 'oh' }],
  ['flag null', { successFlag: null }, { status: 'processing' }],
  ['flag null with a code', { successFlag: null, errorCode: 501 }, { status: 'failed', errorCode: 501 }],
  ['flag "done"', { successFlag: 'done' }, { status: 'processing' }],
  ['flag "done" with a message', { successFlag: 'done', errorMessage: 'oh' }, { status: 'failed', errorMessage: 'oh' }],
  ['flag "3 1"', { successFlag: '3 1' }, { status: 'processing' }],
  ['flag ""', { successFlag: '' }, { status: 'processing' }],
  ['flag true', { successFlag: true }, { status: 'processing' }],
  ['flag {}', { successFlag: {} }, { status: 'processing' }],
  ['flag [3]', { successFlag: [3] }, { status: 'processing' }],

  // Flag 0 with a reason: the old pages' way to fail.
  [
    'flag 0 with a message',
    { successFlag: 0, errorMessage: 'oh' },
    { status: 'failed', successFlag: 0, errorMessage: 'oh' },
  ],
  [
    'flag 0 with a message in Chinese',
    { successFlag: 0, errorMessage: '生成失败' },
    { status: 'failed', successFlag: 0, errorMessage: '生成失败' },
  ],
  ['flag 0 with a blank message', { successFlag: 0, errorMessage: ' \t\n' }, { status: 'processing', successFlag: 0 }],
  // Unicode's White_Space, one of each kind, and the byte order mark; then what only looks blank.
  ...[...'\r\u0085\u00A0\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF', '\u3000 \uFEFF\t'].map(
    (blank) =>
      /** @type {[string, object, Partial<Task>]} */ ([
        `flag 0 with a message of U+${blank.charCodeAt(0).toString(16)}${blank.length > 1 ? ' and more' : ''}`,
        { successFlag: 0, errorMessage: blank },
        { status: 'processing', successFlag: 0 },
      ]),
  ),
  ...[...'\u000E!\u0086\u00A1\u0805\u200B\u2060\u00AD\u1F00\u3001\uFE0F\uFF01', '\u{13000}', '\u3000.'].map(
    (text) =>
      /** @type {[string, object, Partial<Task>]} */ ([
        `flag 0 with a message of U+${text.codePointAt(0)?.toString(16)}${text.endsWith('.') ? ' and more' : ''}, which is not blank`,
        { successFlag: 0, errorMessage: text },
        { status: 'failed', successFlag: 0, errorMessage: text },
      ]),
  ),
  [
    'a byte order mark in front of texts',
    { taskId: '\uFEFFa', errorMessage: '\uFEFFoh' },
    { taskId: '\uFEFFa', status: 'failed', errorMessage: '\uFEFFoh' },
  ],
  [
    'flag 0 with a message that is no text',
    { successFlag: 0, errorMessage: 7 },
    { status: 'processing', successFlag: 0 },
  ],
  ['flag 0, code 500', { successFlag: 0, errorCode: 500 }, { status: 'failed', successFlag: 0, errorCode: 500 }],
  ['flag 0, code "500"', { successFlag: 0, errorCode: '500' }, { status: 'failed', successFlag: 0, errorCode: 500 }],
  ['flag 0, code -1', { successFlag: 0, errorCode: -1 }, { status: 'failed', successFlag: 0, errorCode: -1 }],
  ['flag 0, code "UPSTREAM"', { successFlag: 0, errorCode: 'UPSTREAM' }, { status: 'failed', successFlag: 0 }],
  // The contract names five values that are no reason; these only look like them.
  ['flag 0, code true', { successFlag: 0, errorCode: true }, { status: 'failed', successFlag: 0 }],
  ['flag 0, code false', { successFlag: 0, errorCode: false }, { status: 'failed', successFlag: 0 }],
  ['flag 0, code {}', { successFlag: 0, errorCode: {} }, { status: 'failed', successFlag: 0 }],
  ['flag 0, code [1]', { successFlag: 0, errorCode: [1] }, { status: 'failed', successFlag: 0 }],
  ['flag 0, code "00"', { successFlag: 0, errorCode: '00' }, { status: 'failed', successFlag: 0 }],
  ['flag 0, code " "', { successFlag: 0, errorCode: ' ' }, { status: 'failed', successFlag: 0 }],
  ['flag 0, code "+0"', { successFlag: 0, errorCode: '+0' }, { status: 'failed', successFlag: 0 }],
  ['flag 0, code -0.0', { successFlag: 0, errorCode: -0.0 }, { status: 'processing', successFlag: 0, errorCode: 0 }],
  ['flag 0, code 0', { successFlag: 0, errorCode: 0 }, { status: 'processing', successFlag: 0, errorCode: 0 }],
  ['flag 0, code "0"', { successFlag: 0, errorCode: '0' }, { status: 'processing', successFlag: 0, errorCode: 0 }],
  ['flag 0, code ""', { successFlag: 0, errorCode: '' }, { status: 'processing', successFlag: 0 }],
  ['flag 0, code null', { successFlag: 0, errorCode: null }, { status: 'processing', successFlag: 0 }],
  [
    'a code of 53 bits',
    { successFlag: 3, errorCode: Number.MAX_SAFE_INTEGER },
    { status: 'failed', successFlag: 3, errorCode: Number.MAX_SAFE_INTEGER },
  ],

  // Members in forms of their own.
  [
    'task id of another form',
    { taskId: 'ee603959-debb-48d1-98c4-a6d1c717eba6' },
    { taskId: 'ee603959-debb-48d1-98c4-a6d1c717eba6' },
  ],
  ['task id null', { taskId: null }, {}],
  ['task id blank', { taskId: ' ' }, {}],
  ['task id a number', { taskId: 12 }, {}],
  [
    'message with a zero and signs outside the BMP',
    { successFlag: 3, errorMessage: 'a\0b 🎬' },
    { status: 'failed', successFlag: 3, errorMessage: 'a\0b 🎬' },
  ],
  ['response {}', { response: {} }, { response: { taskId: null, resultVideoUrl: null, resultImageUrl: null } }],
  ['response []', { response: [URLS] }, {}],
  ['response text', { response: 'https://example.com/v.mp4' }, {}],
  [
    'response with blanks and numbers',
    { response: { taskId: 4, resultVideoUrl: ' ', resultImageUrl: '' } },
    { response: { taskId: null, resultVideoUrl: null, resultImageUrl: null } },
  ],
  [
    'response with unknown members',
    { response: { ...URLS, resultUrls: ['https://example.com/other.mp4'] } },
    { response: URLS },
  ],
];

/** @type {ContractCase[]} */
export const stateCases = ROWS.map(([name, data, task]) => ({ name, body: answer(data), task }));
