// Every odd value in every place of an answer that a reading looks at: what chance would need a long time for.
import { NO_NUMBERS, NUMBERS, TEXTS, TIMES } from './odd-values.js';

/** @typedef {import('../reading/answer.js').Answer & { place: string }} PlacedValue */

/** White space of JSON and of others, and what is none. */
const AROUND = [' ', '\t\r\n', '\u00A0', '\u3000', '\uFEFF', '\u0085', '\v', '\0'];

/** @type {string[]} as JSON has them */
const VALUES = [
  ...NUMBERS,
  ...[...NUMBERS, ...NO_NUMBERS, ...TEXTS, ...TIMES].map((text) => JSON.stringify(text)),
  ...AROUND.flatMap((blank) =>
    ['3', '500', '1787093500000', TIMES[0]].map((text) => JSON.stringify(`${blank}${text}${blank}`)),
  ),
  ...['null', 'true', 'false', '{}', '[]', '[0]', '[[]]', '{"a":1e999}', '{"a":-0}'],
  ...['"\\ud83d"', '"\\ud83d\\ude00"', '{"\\ud83d":1,"\\ude00":2}', '"{\\"\\ud83d\\":1}"', '{"__proto__":{"a":1}}'],
];

/** @param {string} name @returns {(value: string) => string} */
const member = (name) => (value) => `{"code":200,"data":{"${name}":${value}}}`;

/** @param {(value: string) => string} json @returns {(value: string) => string} as a text within `param` */
const param = (json) => (value) => member('param')(JSON.stringify(json(value)));

const SPAN = '"createTime":1787093500000,"completeTime":1787093516000';
const BACKWARDS = '"createTime":1787093516000,"completeTime":1787093500000';
const BOTH = ['taskId', 'paramJson', 'response', 'completeTime', 'createTime', 'successFlag'];

/** @type {Record<string, (value: string) => string>} */
const ENVELOPE = {
  code: (value) => `{"code":${value},"data":{}}`,
  'msg of a 422': (value) => `{"code":422,"msg":${value}}`,
  data: (value) => `{"code":200,"data":${value}}`,
};

/** By route and name. @type {Record<'aleph' | 'jobs', Record<string, (value: string) => string>>} */
const PLACES = {
  aleph: {
    ...ENVELOPE,
    ...Object.fromEntries([...BOTH, 'errorCode', 'errorMessage'].map((name) => [name, member(name)])),
    result: (value) => member('response')(`{"taskId":${value},"resultVideoUrl":${value},"resultImageUrl":${value}}`),
  },
  jobs: {
    ...ENVELOPE,
    ...Object.fromEntries(
      [...BOTH, 'model', 'state', 'param', 'resultJson', 'failCode', 'failMsg', 'costTime', 'creditsConsumed'].map(
        (name) => [name, member(name)],
      ),
    ),
    result: (value) =>
      `{"code":200,"data":{"state":"success","response":{"resultUrls":[${value}],"resultVideoUrl":${value}}}}`,
    'resultJson of a success': (value) => `{"code":200,"data":{"state":"success","resultJson":${value}}}`,
    'costTime of a span': (value) => `{"code":200,"data":{"costTime":${value},${SPAN}}}`,
    'costTime of a span backwards': (value) => `{"code":200,"data":{"costTime":${value},${BACKWARDS}}}`,
    'createTime of a costTime': (value) =>
      `{"code":200,"data":{"costTime":15,"createTime":${value},"completeTime":1787093500000}}`,
    input: param((value) => `{"input":${value},"x":1}`),
    'a parameter': param((value) => `{"input":{"video_url":${value}},"x":${value}}`),
    'a parameter in a text': param((value) =>
      JSON.stringify({ input: `{"video_url":${value},"videoUrl":1,"video_url":${value}}` }),
    ),
  },
};

/** @returns {PlacedValue[]} */
export function placedValues() {
  return /** @type {const} */ (['aleph', 'jobs']).flatMap((route) =>
    Object.entries(PLACES[route]).flatMap(([name, bodyOf]) =>
      VALUES.map((value) => {
        const body = new TextEncoder().encode(bodyOf(value));
        return { place: `${route}: ${name}`, route, status: 200, retryAfter: null, body };
      }),
    ),
  );
}
