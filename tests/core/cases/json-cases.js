// What counts as the envelope at all: bytes that are, and bytes that only look like it.
import { bytesOf, error } from './case.js';

/** @typedef {import('./case.js').ContractCase} ContractCase */

/** A member with so many containers in it, one in another. @param {number} depth @param {[string, string]} brackets */
const nested = (depth, [open, close]) => `"x":${open.repeat(depth)}${close.repeat(depth)}`;

/** @param {...(string | number[])} parts text, and bytes as they are */
const bytes = (...parts) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...bytesOf(part)] : part)));

const URL_A = 'https://example.com/a.mp4';
/** @param {string} data JSON of the data */
const sent = (data) => `{"code":200,"msg":"success","data":${data}}`;

/** @type {[name: string, body: string | Uint8Array, task: ContractCase['task']][]} */
const READ = [
  ['white space around', ` \r\n\t${sent('{}')} \n`, {}],
  ['members in any order', '{"data":{"successFlag":1},"msg":null,"code":200}', { status: 'succeeded', successFlag: 1 }],
  ['escaped names', '{"co\\u0064e":200,"data":{"success\\u0046lag":3}}', { status: 'failed', successFlag: 3 }],
  ['names in another case', sent('{"SuccessFlag":3,"successflag":3,"task_id":"x"}'), {}],
  ['a byte order mark', `\uFEFF${sent('{"taskId":"a"}')}`, { taskId: 'a' }],
  [
    'unknown members everywhere',
    `{"traceId":[1,{"code":500}],${sent('{"new":{"a":[{}]},"successFlag":0}').slice(1)}`,
    { successFlag: 0 },
  ],

  // Decoys: names we know, where they mean nothing.
  ['successFlag in an unknown object', sent('{"task":{"successFlag":3,"errorMessage":"oh"}}'), {}],
  ['successFlag in an unknown array', sent('{"tasks":[{"successFlag":3},{"successFlag":1}]}'), {}],
  [
    'successFlag in response',
    sent('{"response":{"successFlag":3}}'),
    { response: { taskId: null, resultVideoUrl: null, resultImageUrl: null } },
  ],
  ['successFlag beside data', '{"code":200,"successFlag":3,"errorMessage":"oh","data":{}}', {}],
  ['data in data', sent('{"data":{"successFlag":1,"taskId":"x"}}'), {}],
  ['response beside data', `{"code":200,"response":{"resultVideoUrl":"${URL_A}"},"data":{}}`, {}],
  [
    'response in response',
    sent(`{"response":{"response":{"resultVideoUrl":"${URL_A}"}}}`),
    { response: { taskId: null, resultVideoUrl: null, resultImageUrl: null } },
  ],
  ['a URL beside response', sent(`{"resultVideoUrl":"${URL_A}","response":null}`), {}],
  [
    'data after an unknown object that was never closed in sight',
    sent('{"a":{"b":[[{"c":{}}]]},"successFlag":1}'),
    { status: 'succeeded', successFlag: 1 },
  ],

  // Duplicate keys: the last one is meant, and replaces all the earlier one said.
  ['two codes', '{"code":500,"code":200,"data":{}}', {}],
  ['two flags', sent('{"successFlag":3,"successFlag":1}'), { status: 'succeeded', successFlag: 1 }],
  ['a flag, then an object', sent('{"successFlag":3,"successFlag":{}}'), {}],
  [
    'two data',
    '{"code":200,"data":{"successFlag":3,"taskId":"a","createTime":"1791187099004"},"data":{"successFlag":1}}',
    { status: 'succeeded', successFlag: 1 },
  ],
  ['data null, then data', '{"code":200,"data":null,"data":{"taskId":"a"}}', { taskId: 'a' }],
  [
    'data with a response, then data without',
    `{"code":200,"data":{"response":{"resultVideoUrl":"${URL_A}"}},"data":{}}`,
    {},
  ],
  [
    'two responses',
    sent(`{"response":{"resultVideoUrl":"${URL_A}"},"response":{"taskId":"b"}}`),
    { response: { taskId: 'b', resultVideoUrl: null, resultImageUrl: null } },
  ],
  ['a response, then null', sent(`{"response":{"resultVideoUrl":"${URL_A}"},"response":null}`), {}],
  [
    'null, then a response',
    sent(`{"response":null,"response":{"taskId":"b"}}`),
    { response: { taskId: 'b', resultVideoUrl: null, resultImageUrl: null } },
  ],

  // What JSON.parse reads: half a surrogate pair as U+FFFD, a number no double holds as none at all.
  ...[
    ['\\ud83d', '\uFFFD'],
    ['\\udE00', '\uFFFD'],
    ['Make it snow \\uD83D', 'Make it snow \uFFFD'],
    ['\\ud83d\\ud83d\\ude00', '\uFFFD😀'],
    ['\\ude00\\ud83d', '\uFFFD\uFFFD'],
    ['\\ud83d\\u0041', '\uFFFDA'],
    ['\\ud83d\\n', '\uFFFD\n'],
    ['\\\\ud83d\\ud83d', '\\ud83d\uFFFD'],
    ['\\"1e999\\ud83d', '"1e999\uFFFD'],
    ['\\ud83d\\ude00\\ud83d', '😀\uFFFD'],
    ['\\udb40\\udc00\\uda00', '\u{E0000}\uFFFD'],
    ['\\udcaf\\udc9f', '\uFFFD\uFFFD'],
    ['\\ud7ff\\ue000\\ud83d', '\uD7FF\uE000\uFFFD'],
  ].map(
    ([escaped, errorMessage]) =>
      /** @type {[string, string, ContractCase['task']]} */ ([
        `half a surrogate pair in "${escaped}"`,
        sent(`{"successFlag":3,"errorMessage":"${escaped}"}`),
        { status: 'failed', successFlag: 3, errorMessage },
      ]),
  ),
  ['half a surrogate pair in a member nobody reads', sent('{"x\\ud83d":["\\ud83d"],"taskId":"a"}'), { taskId: 'a' }],
  ...['1e999', '-1e999', '1E+400', '17.5e308', '9'.repeat(310), `${'9'.repeat(400)}.5e-1`].map(
    (number) =>
      /** @type {[string, string, ContractCase['task']]} */ ([
        `the number ${number.slice(0, 20)} of ${number.length} signs, which no double holds`,
        sent(`{"successFlag":1,"errorCode":${number},"createTime":${number},"taskId":"1e999"}`),
        { status: 'succeeded', successFlag: 1, taskId: '1e999' },
      ]),
  ),
  [
    'a number no double holds in a member nobody reads',
    sent('{"x":[1e999,{"y":1e999}],"taskId":"a"}'),
    { taskId: 'a' },
  ],
  [
    'an escape at the end of a text, then a number no double holds',
    sent('{"errorMessage":"a\\n","x":1e999,"successFlag":1}'),
    { status: 'succeeded', successFlag: 1, errorMessage: 'a\n' },
  ],
  [
    'a number that a double holds, though not its end alone',
    sent('{"successFlag":3,"taskId":"\\ud83d","errorCode":0.1e309}'),
    { status: 'failed', successFlag: 3, taskId: '\uFFFD', errorCode: 1e308 },
  ],
  ['a number no double holds as a flag', sent('{"successFlag":1e999}'), {}],
  ['a numeric text no double holds', sent('{"successFlag":"1e999"}'), {}],
  [
    'both, of which the last counts',
    sent('{"successFlag":3,"taskId":"\\ud83d","successFlag":1e999}'),
    { taskId: '\uFFFD' },
  ],

  ['32 levels of arrays', sent(`{${nested(30, ['[', ']'])}}`), {}],
  ['32 levels of objects', sent(`{${nested(30, ['{"x":', '}']).replace(':}', ':0}')}}`), {}],
  ['32 levels beside data', `{"code":200,"data":{},${nested(31, ['[', ']'])}}`, {}],
  ['10,000 members', sent(`{${'"x":0,'.repeat(10_000)}"successFlag":1}`), { status: 'succeeded', successFlag: 1 }],
];

/** As JavaScript reads them: to the nearest double, however they are written. */
const NUMBERS = [
  '1',
  '-1',
  '500',
  '999999999999999999',
  '-999999999999999999',
  '1000000000000000000',
  '9007199254740991',
  '9007199254740993',
  '-9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
  '9223372036854775808',
  '18446744073709551615',
  '18446744073709551616',
  '123456789012345678901234567890',
  '0.1',
  '-0.5',
  '5e-324',
  '1.7976931348623157e308',
  '1E+2',
  '1e-7',
  '123456789.123456789',
];

/** @type {[name: string, body: string | Uint8Array][]} */
const REFUSED = [
  ['nothing', ''],
  ['white space', ' \n'],
  ['an array', `[${sent('{}')}]`],
  ['text', '"success"'],
  ['a number', '200'],
  ['null', 'null'],
  ['a web page', '<html>{"code":200}</html>'],
  ['cut in a name', sent('{"successFlag":1}').slice(0, 30)],
  ['cut before the last bracket', sent('{"successFlag":1}').slice(0, -1)],
  ['a second object', `${sent('{}')}${sent('{}')}`],
  ['a comma at the end', `${sent('{}')},`],
  ['text at the end', `${sent('{}')} ok`],
  ['a zero at the end', `${sent('{}')}\0`],
  ['a zero and more at the end', `${sent('{}')}\0<html>`],
  ['a zero in text', sent('{"taskId":"a\0b"}')],
  ['a zero in front', `\0${sent('{}')}`],
  ['a line break in text', sent('{"taskId":"a\nb"}')],
  ['single quotes', "{'code':200,'data':{}}"],
  ['a comment', `${sent('{}')} // ok`],
  ['NaN', sent('{"errorCode":NaN}')],
  ['a number with a leading zero', sent('{"errorCode":01}')],
  ['a number no double holds that is no number', sent('{"errorCode":01e999}')],
  ['a number no double holds with a second point', sent('{"errorCode":1e999.5}')],
  ['a number no double holds and a letter', sent('{"errorCode":1e999x}')],
  ['a number no double holds as a name', sent('{1e999:1}')],
  ['a number no double holds behind a beginning of null', sent('{"errorCode":nu1e999}')],
  ['a number no double holds with a point and no digit', sent('{"errorCode":1.e999}')],
  ['a number no double holds and a point at its end', sent(`{"errorCode":${'9'.repeat(310)}.}`)],
  ['a number no double holds and an e at its end', sent(`{"errorCode":${'9'.repeat(310)}e}`)],
  ['a sign without a number', sent('{"errorCode":-abc}')],
  ['half a surrogate pair with a sign for a digit, below 0', sent('{"taskId":"\\ud83/"}')],
  ['half a surrogate pair with a sign for a digit, below a', sent('{"taskId":"\\ud83`"}')],
  ['cut in an escape', '{"code":200,"msg":"\\u'],
  ['cut in half a surrogate pair', '{"code":200,"msg":"\\ud8'],
  ['half a surrogate pair without its last digit', sent('{"taskId":"\\ud83"}')],
  ['half a surrogate pair with a letter for a digit', sent('{"taskId":"\\ud83g"}')],
  ['half a surrogate pair outside of a text', sent('{"taskId":\\ud83d}')],
  ['a code no double holds', '{"code":1e999,"data":{}}'],
  ['33 levels of arrays', sent(`{${nested(31, ['[', ']'])}}`)],
  ['33 levels of objects', sent(`{${nested(31, ['{"x":', '}']).replace(':}', ':0}')}}`)],
  ['33 levels beside data', `{"code":200,"data":{},${nested(32, ['[', ']'])}}`],
  ['100,000 open brackets', sent('['.repeat(100_000))],
  ['UTF-16', bytes(...[...sent('{}')].map((sign) => [sign.charCodeAt(0), 0]))],
  ['a byte that is no UTF-8', bytes('{"code":200,"data":{"taskId":"', [0xff], '"}}')],
  ['a continuation byte alone', bytes('{"code":200,"data":{"taskId":"', [0x80], '"}}')],
  ['a cut sequence', bytes('{"code":200,"data":{"taskId":"', [0xe9, 0x94], '"}}')],
  ['an overlong zero', bytes('{"code":200,"data":{"taskId":"', [0xc0, 0x80], '"}}')],
  ['a surrogate as UTF-8', bytes('{"code":200,"data":{"taskId":"', [0xed, 0xa0, 0x80], '"}}')],
  ['beyond U+10FFFF', bytes('{"code":200,"data":{"taskId":"', [0xf4, 0x90, 0x80, 0x80], '"}}')],
  ['no UTF-8 in a member nobody reads', bytes('{"code":200,"data":{},"x":"', [0xff], '"}')],
];

/** @type {ContractCase[]} */
export const jsonCases = [
  ...READ.map(([name, body, task = {}]) => ({ name: `read: ${name}`, body, task })),
  ...NUMBERS.map((number) => ({
    name: `the number ${number} is exact`,
    body: sent(`{"errorCode":${number}}`),
    task: { status: /** @type {const} */ ('failed'), errorCode: Number(number) },
  })),
  { name: 'the number -0 is 0', body: sent('{"errorCode":-0}'), task: { errorCode: 0 } },
  ...REFUSED.map(([name, body]) => ({
    name: `not the envelope: ${name}`,
    body,
    error: error('invalid-response', { says: 'HTTP status 200' }),
  })),
  {
    name: 'data, then data null',
    body: '{"code":200,"data":{"successFlag":1},"data":null}',
    error: error('task-not-found', { code: 200 }),
  },
  {
    name: 'data, then data []',
    body: '{"code":200,"data":{"successFlag":1},"data":[]}',
    error: error('task-not-found', { code: 200 }),
  },
];
