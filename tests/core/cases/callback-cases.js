// Callbacks in all their shapes and what each says, and what is signed of one. Rules: docs/contract.md, "Callbacks".

/** @typedef {import('../../../web/client/module/module.js').WireTask} WireTask */

/**
 * @typedef {object} CallbackCase
 * @property {string} name
 * @property {object | string | Uint8Array} body an object is sent as JSON
 * @property {'aleph' | 'jobs' | null} [route] default null
 * @property {WireTask['status'] | null} [status] default null: look
 * @property {Partial<WireTask>} [task] its members other than those and `EMPTY_TASK`'s; the id is `ID`
 * @property {string} [complaint] in place of the others
 */

export const ID = 'ee603959-debb-48d1-98c4-a6d1c717eba6';
const VIDEO = 'https://file.com/m/aleph.mp4';
const IMAGE = 'https://file.com/m/aleph.png';

/** @param {string | null} [video] @param {string | null} [image] */
const response = (video = VIDEO, image = IMAGE) => ({
  response: { taskId: null, resultVideoUrl: video, resultImageUrl: image },
});

/** Deeper than anything of the service's. */
const TOO_DEEP = `{"taskId":"${ID}","data":${'['.repeat(40)}${']'.repeat(40)}}`;

/** @type {readonly CallbackCase[]} */
export const callbackCases = [
  {
    name: 'shape A, success',
    body: { code: 200, msg: 'ok', taskId: ID, data: { result_video_url: VIDEO, result_image_url: IMAGE } },
    route: 'aleph',
    status: 'succeeded',
    task: response(),
  },
  {
    name: 'shape A, failure',
    body: { code: 400, msg: 'Prompt refused', taskId: ID, data: null },
    route: 'aleph',
    status: 'failed',
    task: { errorCode: 400, errorMessage: 'Prompt refused' },
  },
  {
    name: 'shape B, success',
    body: { code: 200, msg: 'ok', data: { task_id: ID, video_id: 'v', video_url: VIDEO, image_url: IMAGE } },
    status: 'succeeded',
    task: response(),
  },
  {
    name: 'shape B, failure with empty strings',
    body: { code: 500, msg: 'Internal error', data: { task_id: ID, video_id: '', video_url: '', image_url: '' } },
    status: 'failed',
    task: { errorCode: 500, errorMessage: 'Internal error' },
  },
  {
    name: 'shape B, failure with the id alone and a blank message',
    body: { code: 400, msg: ' ', data: { task_id: ID } },
    status: 'failed',
    task: { errorCode: 400 },
  },
  {
    name: 'shape C, success',
    body: {
      code: 200,
      msg: 'ok',
      data: {
        taskId: ID,
        model: 'runway/aleph',
        state: 'success',
        resultJson: JSON.stringify({ resultUrls: [VIDEO] }),
        creditsConsumed: 100,
        createTime: 1787093500000,
        updateTime: 1787093600000,
      },
    },
    route: 'jobs',
    status: 'succeeded',
    task: { ...response(VIDEO, null), model: 'runway/aleph', credits: 100, createTime: 1787093500000 },
  },
  {
    name: 'shape C, failure: failCode is the reason, not the outer 501',
    body: { code: 501, msg: 'failed', data: { taskId: ID, state: 'fail', failCode: '422', failMsg: 'No video' } },
    route: 'jobs',
    status: 'failed',
    task: { errorCode: 422, errorMessage: 'No video' },
  },
  {
    name: 'shape C, its older members',
    body: { code: 200, data: { taskId: ID, state: 'success', consumeCredits: 12, remainedCredits: 3 } },
    route: 'jobs',
    status: 'succeeded',
    task: { ...response(null, null), credits: 12 },
  },
  {
    name: 'shape C, not over yet',
    body: { code: 200, data: { taskId: ID, state: 'generating' } },
    route: 'jobs',
    status: 'processing',
    task: { stage: 'generating' },
  },
  {
    name: 'a flag of success',
    body: { code: 200, data: { taskId: ID, successFlag: 1, response: { resultVideoUrl: VIDEO } } },
    status: 'succeeded',
    task: { ...response(VIDEO, null), successFlag: 1 },
  },
  {
    name: 'a flag of failure',
    body: { code: 500, data: { taskId: ID, successFlag: 3, errorCode: 500, errorMessage: 'Broken' } },
    status: 'failed',
    task: { successFlag: 3, errorCode: 500, errorMessage: 'Broken' },
  },
  {
    name: 'neither state nor flag, resultVideoUrl',
    body: { code: 200, data: { taskId: ID, resultVideoUrl: VIDEO } },
    status: 'succeeded',
    task: response(VIDEO, null),
  },
  { name: 'code 200 without an address', body: { code: 200, msg: 'ok', data: { taskId: ID } } },
  { name: 'code 200 as a text, without an address', body: { code: '200', data: { taskId: ID } } },
  { name: 'code 200 with an empty address', body: { code: 200, data: { task_id: ID, video_url: '' } } },
  { name: 'no code', body: { data: { taskId: ID } } },
  { name: 'the id outside as task_id', body: { code: 200, task_id: ID, data: null } },
  {
    name: 'ids at all four places that agree',
    body: { code: 200, taskId: ID, task_id: ID, data: { taskId: ID, task_id: ID } },
    route: 'aleph',
  },
  { name: 'an empty id counts for none', body: { code: 200, taskId: '', data: { taskId: null, task_id: ID } } },
  {
    name: 'of duplicates the last one counts',
    body: `{"code":500,"code":200,"data":{"task_id":"other"},"data":{"task_id":"${ID}","video_url":"${VIDEO}"}}`,
    status: 'succeeded',
    task: response(VIDEO, null),
  },
  ...['taskId', 'task_id'].map((name) => ({
    name: `another id outside, in ${name}`,
    body: { code: 200, [name]: 'other', data: { taskId: ID } },
    complaint: 'The callback names two task ids',
  })),
  {
    name: 'another id inside',
    body: { code: 200, data: { taskId: ID, task_id: 'other' } },
    complaint: 'The callback names two task ids',
  },
  { name: 'no id', body: { code: 200, data: {} }, complaint: 'The callback names no task id' },
  { name: 'an id that is a number', body: { code: 200, taskId: 7 }, complaint: 'The task id is not a text' },
  { name: 'an id that no lookup takes', body: { code: 200, taskId: 'a\nb' }, complaint: 'The task id ' },
  { name: 'an id that is too long', body: { code: 200, taskId: 'a'.repeat(513) }, complaint: 'The task id ' },
  ...[
    ['no JSON', 'taskId=1'],
    ['nothing', ''],
    ['an array', `[{"taskId":"${ID}"}]`],
    ['an object that goes too deep', TOO_DEEP],
    ['two objects', `{"taskId":"${ID}"}{}`],
  ].map(([name = '', body = '']) => ({ name, body, complaint: 'The callback is no JSON object' })),
  {
    name: 'broken UTF-8',
    body: new Uint8Array([...new TextEncoder().encode('{"taskId":"'), 0xff, 0x22, 0x7d]),
    complaint: 'The callback is ',
  },
];

/** The time of the signatures below, in seconds. */
export const SIGNED_AT = 1787093516;

/** @type {readonly { secret: string, taskId: string, timestamp: string, signature: string }[]} */
export const SIGNATURES = [
  {
    secret: 'kie-aleph-test-key',
    taskId: 'c0d088df35254cc3e7187fb7116b2efa',
    timestamp: String(SIGNED_AT),
    signature: 'rJ097oNSTgWMWoRq9hB69eRFNCHJh7nCQI3B83OPJKA=',
  },
  {
    secret: 'clé-ключ',
    taskId: ID,
    timestamp: String(SIGNED_AT),
    signature: 'eVuOLjBnHn/y7mNzpX3SuX3EiDfYyISaaRtsiTuEXH8=',
  },
];

const DIGITS = 'The timestamp is not Unix seconds in digits';
const AWAY = 'The timestamp is more than 300 seconds from now';

/** At `SIGNED_AT` plus `later` seconds. @type {readonly { timestamp: string, later?: number, complaint?: string }[]} */
export const timestampCases = [
  { timestamp: String(SIGNED_AT) },
  { timestamp: `0${SIGNED_AT}` },
  { timestamp: `00${SIGNED_AT}` },
  { timestamp: String(SIGNED_AT), later: 300 },
  { timestamp: String(SIGNED_AT), later: -300 },
  { timestamp: String(SIGNED_AT), later: 300.001, complaint: AWAY },
  { timestamp: String(SIGNED_AT), later: -301, complaint: AWAY },
  { timestamp: '0', complaint: AWAY },
  { timestamp: `${SIGNED_AT}000`, complaint: DIGITS },
  { timestamp: '', complaint: DIGITS },
  { timestamp: `-${SIGNED_AT}`, complaint: DIGITS },
  { timestamp: `${SIGNED_AT}.0`, complaint: DIGITS },
  { timestamp: ` ${SIGNED_AT}`, complaint: DIGITS },
  { timestamp: '1e9', complaint: DIGITS },
];
