// Answers of the jobs route (docs/contract.md, "The jobs route"): states, results, reasons, times and costs, and what is not a task.
import { answer, error } from './case.js';

/** @typedef {import('./case.js').ContractCase} ContractCase */
/** @typedef {import('../../../web/client/task.js').Task} Task */

const URL_A = 'https://example.com/a.mp4';
const URL_B = 'https://example.com/b.mp4';
const NO_URL = { taskId: null, resultVideoUrl: null, resultImageUrl: null };
/** @param {string} url */
const video = (url) => ({ ...NO_URL, resultVideoUrl: url });

const CREATED = 1791187099004;
const CREATED_AT = '2026-10-05T07:58:19.004Z';
const SUCCEEDED = /** @type {const} */ ({ status: 'succeeded', response: NO_URL });
const FAILED = /** @type {const} */ ({ status: 'failed' });

/** Whole answers: of observed or documented shape, ids shortened. @type {ContractCase[]} */
const whole = [
  {
    name: 'waiting, input within param a text',
    body: String.raw`{"code":200,"msg":"success","data":{"taskId":"0123456789abcdef0123456789abcdef","model":"runway/gen4-aleph","state":"waiting","param":"{\"input\":\"{\\\"prompt\\\":\\\"Make it snow\\\",\\\"video_url\\\":\\\"https://example.com/in.mp4\\\"}\",\"model\":\"runway/gen4-aleph\"}","resultJson":"","failCode":null,"failMsg":null,"costTime":null,"completeTime":null,"createTime":1791187099004,"creditsConsumed":110.0,"successFlag":0}}`,
    task: {
      taskId: '0123456789abcdef0123456789abcdef',
      stage: 'waiting',
      successFlag: 0,
      createTime: CREATED_AT,
      credits: 110,
      model: 'runway/gen4-aleph',
      paramJson: String.raw`{"input":"{\"prompt\":\"Make it snow\",\"video_url\":\"https://example.com/in.mp4\"}","model":"runway/gen4-aleph"}`,
      parameters: { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' },
    },
  },
  {
    name: 'queuing, input within param an object',
    body: String.raw`{"code":200,"msg":"success","data":{"taskId":"t1","model":"runway/gen4-aleph","state":"queuing","param":"{\"callBackUrl\":\"https://example.com/cb\",\"input\":{\"prompt\":\"Make it snow\",\"video_url\":\"https://example.com/in.mp4\"}}","resultJson":"","failCode":"","failMsg":"","createTime":1791187099004}}`,
    task: {
      taskId: 't1',
      stage: 'queuing',
      createTime: CREATED_AT,
      model: 'runway/gen4-aleph',
      paramJson: `{"callBackUrl":"https://example.com/cb","input":{"prompt":"Make it snow","video_url":"https://example.com/in.mp4"}}`,
      parameters: {
        callBackUrl: 'https://example.com/cb',
        prompt: 'Make it snow',
        videoUrl: 'https://example.com/in.mp4',
      },
    },
  },
  {
    name: 'generating, without a flag',
    body: '{"code":200,"msg":"success","data":{"taskId":"t1","state":"generating","param":"{}","resultJson":"","failCode":null,"createTime":1791187099004,"creditsConsumed":0.0}}',
    task: {
      taskId: 't1',
      stage: 'generating',
      createTime: CREATED_AT,
      credits: 0,
      paramJson: '{}',
      parameters: {},
    },
  },
  {
    name: 'success',
    body: String.raw`{"code":200,"msg":"success","data":{"taskId":"t1","state":"success","param":"{}","resultJson":"{\"resultUrls\":[\"https://example.com/out.mp4\"]}","failCode":null,"costTime":188,"completeTime":1791187286812,"createTime":1791187099004,"creditsConsumed":110.0,"response":{"resultUrls":["https://example.com/out.mp4"]},"successFlag":1}}`,
    task: {
      taskId: 't1',
      status: 'succeeded',
      successFlag: 1,
      createTime: CREATED_AT,
      completeTime: '2026-10-05T08:01:26.812Z',
      costTime: 188,
      credits: 110,
      paramJson: '{}',
      parameters: {},
      response: video('https://example.com/out.mp4'),
    },
  },
  {
    name: 'fail',
    body: '{"code":200,"msg":"success","data":{"taskId":"t1","state":"fail","param":"{}","resultJson":"","failCode":"500","failMsg":"internal error","completeTime":1791187115004,"createTime":1791187099004,"creditsConsumed":0.0,"successFlag":3}}',
    task: {
      taskId: 't1',
      status: 'failed',
      successFlag: 3,
      errorCode: 500,
      errorMessage: 'internal error',
      createTime: CREATED_AT,
      completeTime: '2026-10-05T07:58:35.004Z',
      credits: 0,
      paramJson: '{}',
      parameters: {},
    },
  },
];

/** @type {[name: string, data: object, task: Partial<Task>][]} */
const STATES = [
  ['an empty data', {}, {}],
  ...['success', 'SUCCESS', 'Success'].map((state) => row(`state ${state}`, { state }, SUCCEEDED)),
  ...['fail', 'failed', 'FAIL', 'Failed'].map((state) => row(`state ${state}`, { state }, FAILED)),
  ...['waiting', 'wait', 'WAITING', 'Wait'].map((state) => row(`state ${state}`, { state }, { stage: 'waiting' })),
  ...['queuing', 'queueing', 'QUEUING', 'Queueing'].map((state) =>
    row(`state ${state}`, { state }, { stage: 'queuing' }),
  ),
  ...['generating', 'GENERATING'].map((state) => row(`state ${state}`, { state }, { stage: 'generating' })),

  // A known state decides alone.
  row('success, flag 3', { state: 'success', successFlag: 3 }, { ...SUCCEEDED, successFlag: 3 }),
  row(
    'success with a reason',
    { state: 'success', failCode: '500', failMsg: 'old words' },
    { ...SUCCEEDED, errorCode: 500, errorMessage: 'old words' },
  ),
  row('fail, flag 1', { state: 'fail', successFlag: 1 }, { ...FAILED, successFlag: 1 }),
  row('fail without a reason', { state: 'fail', failCode: '', failMsg: '' }, FAILED),
  row('waiting, flag 1', { state: 'waiting', successFlag: 1 }, { stage: 'waiting', successFlag: 1 }),
  row(
    'generating with a reason',
    { state: 'generating', failCode: '500', failMsg: 'oh' },
    { stage: 'generating', errorCode: 500, errorMessage: 'oh' },
  ),

  // No state that we know: the flag, then the reason.
  ...[undefined, null, '', ' ', 'done', 'waiting…', 'successful', 'suc', 7, true, {}, ['success']].flatMap((state) => [
    row(`state ${JSON.stringify(state)}, flag 1`, { state, successFlag: 1 }, { ...SUCCEEDED, successFlag: 1 }),
    row(`state ${JSON.stringify(state)}, flag 3`, { state, successFlag: 3 }, { ...FAILED, successFlag: 3 }),
    row(`state ${JSON.stringify(state)}, flag 0`, { state, successFlag: 0 }, { successFlag: 0 }),
    row(`state ${JSON.stringify(state)}, a reason`, { state, failMsg: 'oh' }, { ...FAILED, errorMessage: 'oh' }),
    row(`state ${JSON.stringify(state)}`, { state }, {}),
  ]),
  row('flag "1"', { successFlag: '1' }, { ...SUCCEEDED, successFlag: 1 }),
  row('flag 2', { successFlag: 2 }, { ...FAILED, successFlag: 2 }),
  row('flag "2"', { successFlag: '2' }, { ...FAILED, successFlag: 2 }),
  row(
    'flag 1 with a reason',
    { successFlag: 1, failCode: '500', failMsg: 'old words' },
    { ...SUCCEEDED, successFlag: 1, errorCode: 500, errorMessage: 'old words' },
  ),
  row('flag 0 with a reason', { successFlag: 0, failCode: '500' }, { ...FAILED, successFlag: 0, errorCode: 500 }),
  row('flag -1 with a reason', { successFlag: -1, failMsg: 'oh' }, { ...FAILED, successFlag: -1, errorMessage: 'oh' }),

  // The reason. These five are none.
  row('failCode null', { failCode: null }, {}),
  row('failCode ""', { failCode: '' }, {}),
  row('failCode 0', { failCode: 0 }, { errorCode: 0 }),
  row('failCode "0"', { failCode: '0' }, { errorCode: 0 }),
  row('failMsg blank', { failMsg: ' \u3000\n' }, {}),
  row('failMsg no text', { failMsg: 7 }, {}),
  row('failCode "422"', { failCode: '422' }, { ...FAILED, errorCode: 422 }),
  row('failCode 422', { failCode: 422 }, { ...FAILED, errorCode: 422 }),
  row('failCode "UPSTREAM"', { failCode: 'UPSTREAM' }, { ...FAILED, errorMessage: 'UPSTREAM' }),
  row(
    'failCode "UPSTREAM" and failMsg blank',
    { failCode: 'UPSTREAM', failMsg: ' ' },
    { ...FAILED, errorMessage: 'UPSTREAM' },
  ),
  row('failCode "UPSTREAM" and failMsg', { failCode: 'UPSTREAM', failMsg: 'oh' }, { ...FAILED, errorMessage: 'oh' }),
  row('failCode " "', { failCode: ' ' }, FAILED),
  row('failCode true', { failCode: true }, FAILED),
  row('failCode {}', { failCode: {} }, FAILED),
  row('failMsg in Chinese', { failMsg: '生成失败' }, { ...FAILED, errorMessage: '生成失败' }),
  row('errorCode and errorMessage, names of the other route', { errorCode: 500, errorMessage: 'oh' }, {}),

  // Other members.
  row('taskId blank', { taskId: ' ' }, {}),
  row('taskId null', { taskId: null }, {}),
  row('model as sent', { model: ' Some/Model ' }, { model: ' Some/Model ' }),
  row('model blank', { model: ' ' }, {}),
  row('model a number', { model: 4 }, {}),
  row('operationType, a copy of model, is not model', { operationType: 'runway/gen4-aleph' }, {}),
  row('creditsConsumed fractional', { creditsConsumed: 12.5 }, { credits: 12.5 }),
  row('creditsConsumed as text', { creditsConsumed: '110.0' }, { credits: 110 }),
  row('creditsConsumed null', { creditsConsumed: null }, {}),
  row('creditsConsumed 0.0 when failed', { state: 'fail', creditsConsumed: 0.0 }, { ...FAILED, credits: 0 }),
  row('unknown members', { progress: 40, updateTime: CREATED, expireFlag: 1, state: 'wait' }, { stage: 'waiting' }),
];

/** @type {[name: string, data: object, task: Partial<Task>][]} */
const RESULTS = [
  ...[
    ['both', { response: { resultUrls: [URL_A] }, resultJson: JSON.stringify({ resultUrls: [URL_B] }) }, URL_A],
    ['response alone', { response: { resultUrls: [URL_A] } }, URL_A],
    ['resultJson alone', { resultJson: JSON.stringify({ resultUrls: [URL_B] }) }, URL_B],
    ['resultJson an object', { resultJson: { resultUrls: [URL_B] } }, URL_B],
    ['the first of several', { response: { resultUrls: [URL_A, URL_B] } }, URL_A],
    ['response null', { response: null, resultJson: JSON.stringify({ resultUrls: [URL_B] }) }, URL_B],
    ['response.resultUrls empty', { response: { resultUrls: [] }, resultJson: { resultUrls: [URL_B] } }, URL_B],
    ['its first blank', { response: { resultUrls: [' ', URL_A] }, resultJson: { resultUrls: [URL_B] } }, URL_B],
    ['its first no text', { response: { resultUrls: [7, URL_A] }, resultJson: { resultUrls: [URL_B] } }, URL_B],
    ['its first an array', { response: { resultUrls: [[URL_A]] }, resultJson: { resultUrls: [URL_B] } }, URL_B],
    ['its first an object', { response: { resultUrls: [{ '': URL_A }] }, resultJson: { resultUrls: [URL_B] } }, URL_B],
    ['no array but an object', { response: { resultUrls: { '': URL_A } }, resultJson: { resultUrls: [URL_B] } }, URL_B],
    ['resultVideoUrl of response', { response: { resultVideoUrl: URL_A } }, URL_A],
    ['resultVideoUrl of resultJson', { resultJson: JSON.stringify({ resultVideoUrl: URL_B }) }, URL_B],
    ['resultVideoUrl of resultJson an object', { resultJson: { resultVideoUrl: URL_B } }, URL_B],
    [
      'resultVideoUrl of both',
      { response: { resultVideoUrl: URL_A }, resultJson: JSON.stringify({ resultVideoUrl: URL_B }) },
      URL_A,
    ],
    [
      'resultUrls of resultJson before resultVideoUrl of response',
      { response: { resultVideoUrl: URL_A }, resultJson: JSON.stringify({ resultUrls: [URL_B] }) },
      URL_B,
    ],
    ['resultJson broken beside response', { response: { resultUrls: [URL_A] }, resultJson: '{"resultUrls":["' }, URL_A],
    [
      'resultJson with more',
      {
        resultJson: JSON.stringify({
          firstFrameUrl: URL_A,
          lastFrameUrl: URL_A,
          resultObject: {},
          resultUrls: [URL_B],
        }),
      },
      URL_B,
    ],
    ['half a surrogate pair beside it', { resultJson: `{"x":"\\ud83d","resultUrls":["${URL_B}"]}` }, URL_B],
    ['a number no double holds beside it', { resultJson: `{"x":1e999,"resultUrls":["${URL_B}"]}` }, URL_B],
    ['the last of two resultUrls', { resultJson: `{"resultUrls":["${URL_A}"],"resultUrls":["${URL_B}"]}` }, URL_B],
  ].map(([what, data, url]) =>
    row(
      `the URL: ${what}`,
      { state: 'success', .../** @type {object} */ (data) },
      {
        status: 'succeeded',
        response: video(String(url)),
      },
    ),
  ),
  ...[
    ['no result', {}],
    ['resultJson empty', { resultJson: '' }],
    ['resultJson null', { resultJson: null }],
    ['resultJson no JSON', { resultJson: 'soon' }],
    ['resultJson cut', { resultJson: `{"resultUrls":["${URL_A}"]` }],
    ['resultJson with more behind it', { resultJson: `{"resultUrls":["${URL_A}"]} ok` }],
    ['resultJson a JSON array', { resultJson: JSON.stringify([{ resultUrls: [URL_A] }]) }],
    ['resultJson an array', { resultJson: [{ resultUrls: [URL_A] }] }],
    ['resultJson encoded twice', { resultJson: JSON.stringify(JSON.stringify({ resultUrls: [URL_A] })) }],
    ['resultJson 33 levels deep', { resultJson: `{"resultUrls":["${URL_A}"],"x":${'['.repeat(32)}${']'.repeat(32)}}` }],
    ['resultUrls {}', { response: { resultUrls: {} } }],
    ['resultUrls a text', { response: { resultUrls: URL_A } }],
    [
      'a URL in the wrong place',
      { resultUrls: [URL_A], resultVideoUrl: URL_A, data: { response: { resultUrls: [URL_A] } } },
    ],
    ['a second resultUrls without one', `{"state":"success","response":{"resultUrls":["${URL_A}"],"resultUrls":[]}}`],
    ['a response, then null', `{"state":"success","response":{"resultUrls":["${URL_A}"]},"response":null}`],
    [
      'resultJson an object, then a text',
      `{"state":"success","resultJson":{"resultUrls":["${URL_A}"]},"resultJson":"{}"}`,
    ],
  ].map(
    ([what, data]) =>
      /** @type {[string, object, Partial<Task>]} */ ([
        `no URL: ${what}`,
        typeof data === 'string' ? new String(data) : { state: 'success', .../** @type {object} */ (data) },
        SUCCEEDED,
      ]),
  ),
  row(
    'a URL in param, which is never the result',
    { state: 'success', param: JSON.stringify({ input: { resultUrls: [URL_A] }, resultVideoUrl: URL_A }) },
    {
      ...SUCCEEDED,
      paramJson: JSON.stringify({ input: { resultUrls: [URL_A] }, resultVideoUrl: URL_A }),
      parameters: { resultVideoUrl: URL_A, resultUrls: [URL_A] },
    },
  ),
  row(
    'no response while generating',
    { state: 'generating', response: { resultUrls: [URL_A] } },
    { stage: 'generating' },
  ),
  row('no response when failed', { state: 'fail', resultJson: { resultUrls: [URL_A] } }, FAILED),
];

/** @type {[costTime: unknown, spanMs: number | null, read: number | null][]} */
const COST_TIMES = [
  [188, 187_808, 188],
  [188_000, 187_808, 188],
  [187_808, 187_808, 187.808],
  ['188', 187_808, 188],
  [15, 16_000, 15],
  [16, 15_101, 16],
  [900, 900_000, 900],
  [900_000, 900_000, 900],
  [0, 16_000, 0],
  [0, 0, 0],
  // Nearer to which: 500.5 times the number lies between the two.
  [100, 50_051, 100],
  [100, 50_050, 100],
  [100, 50_049, 0.1],
  // Also where they make no sense.
  [-1, 16_000, -0.001],
  [-1, -16_000, -1],
  [16, -16_000, 0.016],
  // Without both times the wire's unit.
  [188, null, 188],
  [188_000, null, 188_000],
  [null, 187_808, null],
  ['soon', 187_808, null],
  [true, 187_808, null],
];

/** @type {ContractCase[]} */
const costTimes = COST_TIMES.map(([costTime, span, read]) => ({
  name: `costTime ${JSON.stringify(costTime)} of ${span === null ? 'an unknown time' : `${span} ms`}`,
  body: answer({ costTime, createTime: CREATED, completeTime: span === null ? null : CREATED + span }),
  task: {
    costTime: read,
    createTime: CREATED_AT,
    completeTime: span === null ? null : new Date(CREATED + span).toISOString(),
  },
}));

/** @type {ContractCase[]} */
const times = [
  ['2026-10-05T07:58:19.004Z', CREATED_AT],
  ['2026-10-05 07:58:19', '2026-10-05T07:58:19.000Z'],
  [1791187099, '2026-10-05T07:58:19.000Z'],
  ['1791187099004', CREATED_AT],
  [0, null],
  ['soon', null],
].map(([createTime, read]) => ({
  name: `createTime ${JSON.stringify(createTime)}`,
  body: answer({ createTime }),
  task: { createTime: /** @type {string | null} */ (read) },
}));

/** @type {[msg: unknown, isUnknown: boolean][]} */
const REFUSALS = [
  ['recordInfo is null', true],
  ['RECORDINFO IS NULL', true],
  ['recordinfo Is Null', true],
  [' recordInfo is null\n', true],
  ['\u3000recordInfo is null\u00A0', true],
  ['recordInfo is null.', false],
  ['The recordInfo is null', false],
  ['recordInfo is nul', false],
  ['recordInfo  is null', false],
  ['Record does not exist', false],
  ['', false],
  [null, false],
  [{ text: 'recordInfo is null' }, false],
];

/** @type {ContractCase[]} */
const notTasks = [
  ...REFUSALS.map(([msg, isUnknown]) => ({
    name: `422 ${JSON.stringify(msg)}`,
    body: { code: 422, msg, data: null },
    error: error(isUnknown ? 'task-not-found' : 'invalid-request', {
      code: 422,
      says: 'The service answered code 422',
    }),
  })),
  {
    name: '422 as text',
    status: 422,
    body: { code: '422', msg: 'recordInfo is null' },
    error: error('task-not-found', {
      code: 422,
      status: 422,
      says: 'recordInfo is null. The service has no such task',
    }),
  },
  {
    name: '400 recordInfo is null',
    body: { code: 400, msg: 'recordInfo is null' },
    error: error('invalid-request', { code: 400 }),
  },
  {
    name: '404',
    body: { code: 404, msg: 'Task not found' },
    error: error('task-not-found', { code: 404, says: 'Task not found' }),
  },
  ...[null, undefined, [], 'x'].map((data) => ({
    name: `200 with data ${JSON.stringify(data)}`,
    body: answer(data),
    error: error('task-not-found', { code: 200 }),
  })),
  {
    name: '433, the cap of this key',
    body: { code: 433, msg: 'API key limit' },
    error: error('insufficient-credits', { code: 433, says: 'API key limit' }),
  },
  {
    name: '429 in the body',
    body: { code: 429, msg: 'Too many requests' },
    error: error('rate-limit', { code: 429 }),
  },
  ...[
    [400, 'invalid-request'],
    [401, 'authentication'],
    [402, 'insufficient-credits'],
    [455, 'maintenance'],
    [500, 'server'],
    [501, 'task-failed'],
    [505, 'feature-disabled'],
  ].map(([code, kind]) => ({
    name: `code ${code}`,
    body: { code, msg: 'no' },
    error: error(/** @type {'server'} */ (kind), { code: Number(code), says: 'no' }),
  })),
  {
    name: 'a web page',
    status: 404,
    body: '<!DOCTYPE html>',
    error: error('invalid-response', { status: 404, says: 'HTTP status 404' }),
  },
  {
    name: '33 levels',
    body: `{"code":200,"data":{"x":${'['.repeat(31)}${']'.repeat(31)}}}`,
    error: error('invalid-response', { says: 'HTTP status 200' }),
  },
];

/** @type {ContractCase[]} */
const hostile = [
  {
    name: '32 levels',
    body: `{"code":200,"data":{"x":${'['.repeat(30)}${']'.repeat(30)},"state":"wait"}}`,
    task: { stage: 'waiting' },
  },
  { name: 'two states', body: '{"code":200,"data":{"state":"success","state":"fail"}}', task: FAILED },
  {
    name: 'two data',
    body: `{"code":200,"data":{"state":"success","response":{"resultUrls":["${URL_A}"]}},"data":{"state":"wait"}}`,
    task: { stage: 'waiting' },
  },
  {
    name: 'two data, the second with a response of its own',
    body: `{"code":200,"data":{"response":{"resultUrls":["${URL_A}"]}},"data":{"state":"success","response":{}}}`,
    task: SUCCEEDED,
  },
  {
    name: 'half a surrogate pair in failMsg and a number no double holds',
    body: '{"code":200,"data":{"state":"fail","failMsg":"snow \\ud83d","failCode":1e999}}',
    task: { ...FAILED, errorMessage: 'snow \uFFFD' },
  },
  {
    name: 'the flag and the result of the other places',
    body: `{"code":200,"state":"success","data":{"response":{"state":"success","successFlag":1}}}`,
    task: {},
  },
];

/** @param {string} name @param {object} data @param {Partial<Task>} task @returns {[string, object, Partial<Task>]} */
function row(name, data, task) {
  return [name, data, task];
}

/** @param {object} data a String is JSON already */
const bodyOf = (data) => (data instanceof String ? `{"code":200,"data":${data}}` : answer(data));

/** @type {ContractCase[]} */
const answers = [
  ...whole,
  ...[...STATES, ...RESULTS].map(([name, data, task]) => ({ name, body: bodyOf(data), task })),
  ...costTimes,
  ...times,
  ...notTasks,
  ...hostile,
];

export const jobsCases = answers.map((each) => ({
  ...each,
  name: `jobs: ${each.name}`,
  route: /** @type {const} */ ('jobs'),
}));
