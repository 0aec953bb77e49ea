// The original request inside `paramJson`: kept as sent, decoded when it is a JSON object, never an error.
import { answer } from './case.js';

/** An object in JSON, so many levels deep. @param {number} depth */
const nested = (depth) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;

/** @type {[name: string, paramJson: unknown, parameters?: Record<string, unknown> | null][]} */
const ROWS = [
  ['{}', '{}', {}],
  [
    "the wire's keys",
    '{"videoUrl":"https://example.com/in.mp4","uploadCn":false,"prompt":"Make it snow","aspectRatio":"16:9"}',
    { videoUrl: 'https://example.com/in.mp4', uploadCn: false, prompt: 'Make it snow', aspectRatio: '16:9' },
  ],
  [
    'the documented and the old keys',
    '{"waterMark":"","seed":123456,"referenceImage":null,"callBackUrl":"https://example.com/cb","imageUrl":"x"}',
    { waterMark: '', seed: 123456, referenceImage: null, callBackUrl: 'https://example.com/cb', imageUrl: 'x' },
  ],
  ['unknown keys of any kind', ' {"new":{"deep":[1,{"x":[true,null]}]}} ', { new: { deep: [1, { x: [true, null] }] } }],
  ['text in every language', '{"prompt":"让它下雪 🎬 \\ud83c\\udfac"}', { prompt: '让它下雪 🎬 🎬' }],
  ['duplicate keys, of which the last is meant', '{"prompt":"a","prompt":"b"}', { prompt: 'b' }],
  ['keys of Object.prototype', '{"constructor":1,"toString":null}', { constructor: 1, toString: null }],
  ['a __proto__ key', '{"__proto__":{"status":"succeeded"}}', JSON.parse('{"__proto__":{"status":"succeeded"}}')],
  ['32 levels', nested(32), JSON.parse(nested(32))],
  ['a number no double holds', '{"seed":1e999,"uploadCn":false}', { seed: null, uploadCn: false }],
  ['half a surrogate pair', '{"prompt":"snow \\ud83d","seed":1}', { prompt: 'snow \uFFFD', seed: 1 }],

  ['33 levels', nested(33)],
  ['10,000 levels', nested(10_000)],
  ['10,000 open brackets', '{"a":'.repeat(10_000)],
  ['empty text', ''],
  ['white space', ' '],
  ['no JSON', 'prompt=Make it snow'],
  ['cut JSON', '{"prompt":"Make it'],
  ['JSON and more', '{} {}'],
  ['JSON and a zero', '{}\0'],
  ['JSON, a zero and more', '{}\0{'],
  ['a comment', '{/* */}'],
  ['a trailing comma', '{"a":1,}'],
  ['a JSON array', '["Make it snow"]'],
  ['JSON text', '"Make it snow"'],
  ['a JSON number', '7'],
  ['JSON null', 'null'],
  ['JSON twice encoded', JSON.stringify('{"prompt":"x"}')],
];

/** @type {import('./case.js').ContractCase[]} */
export const parameterCases = [
  ...ROWS.map(([name, paramJson, parameters = null]) => ({
    name: `paramJson: ${name}`,
    body: answer({ paramJson }),
    task: { paramJson: /** @type {string} */ (paramJson), parameters },
  })),
  ...[undefined, null, 7, true, {}, { prompt: 'x' }, ['{}']].map((paramJson) => ({
    name: `paramJson that is no text: ${JSON.stringify(paramJson)}`,
    body: answer({ paramJson }),
    task: {},
  })),
  {
    name: 'paramJson with a result URL, which is never the result',
    body: answer({
      successFlag: 1,
      response: null,
      paramJson: '{"resultVideoUrl":"https://example.com/not-the-result.mp4"}',
    }),
    task: {
      status: 'succeeded',
      successFlag: 1,
      paramJson: '{"resultVideoUrl":"https://example.com/not-the-result.mp4"}',
      parameters: { resultVideoUrl: 'https://example.com/not-the-result.mp4' },
      response: null,
    },
  },
];
