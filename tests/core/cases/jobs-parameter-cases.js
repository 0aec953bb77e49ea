// The original request as the jobs route has it, `param`: told in the older route's names, never an error.
import { answer } from './case.js';

/** An object in JSON, so many levels deep. @param {number} depth */
const nested = (depth) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;

/** @type {[name: string, param: string, parameters: object | null][]} */
const ROWS = [
  ['{}', '{}', {}],
  ['white space around all', ' { "input" : { "seed" : 1 } , "x" : [ 1 , 2 ] } ', { x: [1, 2], seed: 1 }],
  ['input an object', '{"input":{"prompt":"a","seed":7}}', { prompt: 'a', seed: 7 }],
  [
    'half a surrogate pair beside a line that begins like its digits',
    String.raw`{"input":{"prompt":"\ud83d\nd83d"}}`,
    { prompt: '\ufffd\nd83d' },
  ],
  ['input a text', String.raw`{"input":"{\"prompt\":\"a\",\"seed\":7}"}`, { prompt: 'a', seed: 7 }],
  ['input an empty object', '{"input":{},"model":"m"}', {}],
  ['input an object in a text', '{"input":" { } "}', {}],
  ['no input', '{"model":"m","callBackUrl":"https://example.com/cb"}', { callBackUrl: 'https://example.com/cb' }],
  [
    'every key that has a new name',
    '{"input":{"video_url":"v","watermark":"w","upload_cn":false,"aspect_ratio":"16:9","reference_image":"r"}}',
    { videoUrl: 'v', waterMark: 'w', uploadCn: false, aspectRatio: '16:9', referenceImage: 'r' },
  ],
  [
    'an escaped name',
    String.raw`{"inpu\u0074":{"video\u005furl":"v","p\"q":1},"mode\u006c":"m"}`,
    { videoUrl: 'v', 'p"q': 1 },
  ],
  [
    'keys of the older route and unknown ones',
    '{"input":{"videoUrl":"v","nsfw_checker":true,"new":{"video_url":[1,{"x":null}]}}}',
    { videoUrl: 'v', nsfw_checker: true, new: { video_url: [1, { x: null }] } },
  ],
  ['keys in another case', '{"Input":{"a":1},"input":{"Video_url":"v"}}', { Input: { a: 1 }, Video_url: 'v' }],
  [
    'outer keys, none of which is renamed',
    '{"callBackUrl":"c","video_url":"v","progressCallBackUrl":null,"input":{"prompt":"a"}}',
    { callBackUrl: 'c', video_url: 'v', progressCallBackUrl: null, prompt: 'a' },
  ],
  [
    'model and input within input',
    '{"model":"m","input":{"model":"n","input":{"x":1}}}',
    { model: 'n', input: { x: 1 } },
  ],
  [
    'a key outside and inside, of which the inner is meant',
    '{"input":{"prompt":"in"},"prompt":"out"}',
    { prompt: 'in' },
  ],
  ['two inputs, of which the last is meant', '{"input":{"a":1},"input":{"b":2}}', { b: 2 }],
  ['two of a key', '{"input":{"video_url":"a","videoUrl":"b"}}', { videoUrl: 'b' }],
  [
    'signs of JSON in texts',
    String.raw`{"input":{"prompt":"a,\"}{:[\\","x":"]"},"y":"}\\"}`,
    { y: '}\\', prompt: 'a,"}{:[\\', x: ']' },
  ],
  ['an empty key', '{"":1,"input":{"":2}}', { '': 2 }],
  ['a __proto__ key', '{"input":{"__proto__":{"x":1}}}', JSON.parse('{"__proto__":{"x":1}}')],
  [
    'text in every language',
    String.raw`{"input":"{\"prompt\":\"让它下雪 🎬 \\ud83c\\udfac\"}"}`,
    { prompt: '让它下雪 🎬 🎬' },
  ],
  ['half a surrogate pair in an object', String.raw`{"input":{"prompt":"snow \ud83d"}}`, { prompt: 'snow \uFFFD' }],
  ['half a surrogate pair in a text', String.raw`{"input":"{\"prompt\":\"snow \\ud83d\"}"}`, { prompt: 'snow \uFFFD' }],
  [
    'half a surrogate pair around a text',
    String.raw`{"input":"{\"prompt\":\"snow \ud83d\"}"}`,
    { prompt: 'snow \uFFFD' },
  ],
  ['a number no double holds', '{"input":{"seed":1e999},"x":-1e999}', { x: null, seed: null }],
  ['input 31 levels deep, 32 with what is around it', `{"input":${nested(31)}}`, JSON.parse(nested(31))],
  ['input a text, 32 levels deep', JSON.stringify({ input: nested(32) }), JSON.parse(nested(32))],

  ['input 32 levels deep, 33 with what is around it', `{"input":${nested(32)}}`, null],
  ['input a text, 33 levels deep', JSON.stringify({ input: nested(33) }), null],
  ['input a text encoded twice', JSON.stringify({ input: JSON.stringify('{"prompt":"a"}') }), null],
  ['input no JSON', '{"input":"prompt=a","callBackUrl":"c"}', null],
  ['input cut JSON', JSON.stringify({ input: '{"prompt":"a' }), null],
  ['input JSON and more', JSON.stringify({ input: '{} {}' }), null],
  ['input JSON and a zero', JSON.stringify({ input: '{}\0' }), null],
  ['input with a byte order mark', JSON.stringify({ input: '\uFEFF{}' }), null],
  ['input an empty text', '{"input":""}', null],
  ['input null', '{"input":null}', null],
  ['input a number', '{"input":7}', null],
  ['input true', '{"input":true}', null],
  ['input an array', '{"input":[{"prompt":"a"}]}', null],
  ['no JSON', 'prompt=a', null],
  ['cut JSON', '{"input":{"prompt":"a"}', null],
  ['a JSON array', '[{"input":{}}]', null],
  ['a JSON text', JSON.stringify('{"input":{}}'), null],
  ['10,000 open brackets', '{"input":'.repeat(10_000), null],
];

/** @type {[name: string, data: object, paramJson: string | null, parameters: object | null][]} */
const SOURCES = [
  ['param before paramJson', { param: '{"a":1}', paramJson: '{"b":1}' }, '{"a":1}', { a: 1 }],
  [
    'paramJson where there is no param',
    { paramJson: '{"input":{"video_url":"v"}}' },
    '{"input":{"video_url":"v"}}',
    { videoUrl: 'v' },
  ],
  ['paramJson where param is null', { param: null, paramJson: '{"b":1}' }, '{"b":1}', { b: 1 }],
  ['paramJson where param is an object', { param: { a: 1 }, paramJson: '{"b":1}' }, '{"b":1}', { b: 1 }],
  ['paramJson where param is blank', { param: ' ', paramJson: '{"b":1}' }, '{"b":1}', { b: 1 }],
  ['param that is no JSON, all the same before paramJson', { param: 'x', paramJson: '{"b":1}' }, 'x', null],
  ['an empty paramJson', { paramJson: '' }, '', null],
  ['neither', { param: 7, paramJson: ['{}'] }, null, null],
];

/** @type {import('./case.js').ContractCase[]} */
export const jobsParameterCases = [
  .../** @type {typeof SOURCES} */ (ROWS.map(([name, param, parameters]) => [name, { param }, param, parameters])),
  ...SOURCES,
].map(([name, data, paramJson, parameters]) => ({
  name: `jobs: param: ${name}`,
  route: 'jobs',
  body: answer(data),
  task: { paramJson, parameters: /** @type {Record<string, unknown> | null} */ (parameters) },
}));
