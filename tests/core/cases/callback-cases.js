// Callbacks of the service, and what they say. Shapes: docs/contract.md, "Callbacks".

/**
 * @typedef {object} CallbackCase
 * @property {string} name
 * @property {unknown} [body] as JSON
 * @property {string} [text] instead, as it comes
 * @property {string} [taskId]
 * @property {'aleph' | 'jobs'} [route] none: null
 * @property {'processing' | 'succeeded' | 'failed'} [status] none: null, only a look can tell
 * @property {string} [complaint] instead: a part of what is said against it
 */

const ID = 'ee603959-debb-48d1-98c4-a6d1c717eba6';
const VIDEO = 'https://example.com/out.mp4';
const IMAGE = 'https://example.com/out.png';

/** @type {CallbackCase[]} */
export const callbackCases = [
  // The page of Aleph.
  {
    name: 'A succeeded',
    body: { code: 200, msg: 'ok', taskId: ID, data: { result_video_url: VIDEO, result_image_url: IMAGE } },
    taskId: ID,
    route: 'aleph',
    status: 'succeeded',
  },
  {
    name: 'A failed',
    body: { code: 400, msg: 'bad', taskId: ID, data: null },
    taskId: ID,
    route: 'aleph',
    status: 'failed',
  },
  { name: 'A without data', body: { code: 500, msg: 'bad', taskId: ID }, taskId: ID, route: 'aleph', status: 'failed' },
  // The OpenAPI of Aleph, and Runway.
  {
    name: 'B succeeded',
    body: { code: 200, msg: 'ok', data: { task_id: ID, video_id: 'v', video_url: VIDEO, image_url: IMAGE } },
    taskId: ID,
    route: 'aleph',
    status: 'succeeded',
  },
  {
    name: 'B failed, with empty texts',
    body: { code: 400, msg: 'bad', data: { task_id: ID, video_id: '', video_url: '', image_url: '' } },
    taskId: ID,
    route: 'aleph',
    status: 'failed',
  },
  {
    name: 'B failed, with the id alone',
    body: { code: 500, data: { task_id: ID } },
    taskId: ID,
    route: 'aleph',
    status: 'failed',
  },
  // The jobs route.
  {
    name: 'C succeeded',
    body: {
      code: 200,
      msg: 'ok',
      data: { taskId: ID, state: 'success', resultJson: '{}', updateTime: 1, creditsConsumed: 110 },
    },
    taskId: ID,
    route: 'jobs',
    status: 'succeeded',
  },
  {
    name: 'C failed',
    body: { code: 501, msg: 'bad', data: { taskId: ID, state: 'fail', failCode: '400', failMsg: 'bad' } },
    taskId: ID,
    route: 'jobs',
    status: 'failed',
  },
  {
    name: 'C in its older form',
    body: { code: 200, data: { taskId: ID, state: 'success', consumeCredits: 1, remainedCredits: 2 } },
    taskId: ID,
    route: 'jobs',
    status: 'succeeded',
  },
  {
    name: 'the state counts, not the code',
    body: { code: 501, data: { taskId: ID, state: 'success' } },
    taskId: ID,
    route: 'jobs',
    status: 'succeeded',
  },
  {
    name: 'a state that goes on',
    body: { code: 200, data: { taskId: ID, state: 'generating' } },
    taskId: ID,
    route: 'jobs',
    status: 'processing',
  },
  {
    name: 'a state in capitals',
    body: { code: 200, data: { taskId: ID, state: 'SUCCESS' } },
    taskId: ID,
    route: 'jobs',
    status: 'succeeded',
  },
  {
    name: 'a state that nobody knows',
    body: { code: 200, data: { taskId: ID, state: 'done', video_url: VIDEO } },
    taskId: ID,
    route: 'jobs',
  },
  // As a lookup of the older route answers.
  {
    name: 'a flag of success',
    body: { code: 200, data: { taskId: ID, successFlag: 1 } },
    taskId: ID,
    route: 'aleph',
    status: 'succeeded',
  },
  {
    name: 'a flag of failure',
    body: { code: 200, data: { taskId: ID, successFlag: 3 } },
    taskId: ID,
    route: 'aleph',
    status: 'failed',
  },
  {
    name: 'a flag of neither',
    body: { code: 200, data: { taskId: ID, successFlag: 0, video_url: VIDEO } },
    taskId: ID,
    route: 'aleph',
  },
  // What tells little.
  { name: '200 without a video', body: { code: 200, data: { taskId: ID } }, taskId: ID },
  {
    name: 'the newer name of a video',
    body: { code: 200, data: { taskId: ID, resultVideoUrl: VIDEO } },
    taskId: ID,
    status: 'succeeded',
  },
  { name: 'no code', body: { data: { taskId: ID, video_url: VIDEO } }, taskId: ID },
  {
    name: 'a code as a text',
    body: { code: '200', data: { taskId: ID, video_url: VIDEO } },
    taskId: ID,
    status: 'succeeded',
  },
  { name: 'a video that is no text', body: { code: 200, data: { taskId: ID, video_url: 7 } }, taskId: ID },
  { name: 'an outer id of the older kind', body: { code: 200, task_id: ID }, taskId: ID },
  {
    name: 'members nobody knows',
    body: { code: 200, secret: 'x', data: { taskId: ID, more: [1, { a: 2 }] } },
    taskId: ID,
  },
  {
    name: 'of two members of one name the last',
    text: `{"taskId":"first","taskId":${JSON.stringify(ID)},"code":400}`,
    taskId: ID,
    route: 'aleph',
    status: 'failed',
  },
  // Ids.
  {
    name: 'ids that agree',
    body: { code: 400, taskId: ID, data: { taskId: ID, task_id: ID } },
    taskId: ID,
    route: 'aleph',
    status: 'failed',
  },
  {
    name: 'ids that do not',
    body: { code: 400, taskId: ID, data: { task_id: 'other' } },
    complaint: 'names two tasks',
  },
  {
    name: 'an id that is blank beside one that is not',
    body: { code: 400, taskId: ' ', data: { task_id: ID } },
    taskId: ID,
    route: 'aleph',
    status: 'failed',
  },
  { name: 'no id', body: { code: 200, data: { video_url: VIDEO } }, complaint: 'names no task' },
  { name: 'an id that is a number', body: { code: 200, taskId: 7 }, complaint: 'names no task' },
  { name: 'an id with a line break', body: { code: 200, taskId: 'a\nb' }, complaint: 'has control characters' },
  { name: 'an id that is too long', body: { code: 200, taskId: 'a'.repeat(513) }, complaint: 'longer than 512' },
  // No callback.
  { name: 'nothing', text: '', complaint: 'is not a JSON object' },
  { name: 'a list', body: [{ taskId: ID }], complaint: 'is not a JSON object' },
  { name: 'a text', body: ID, complaint: 'is not a JSON object' },
  { name: 'half an object', text: `{"taskId":"${ID}"`, complaint: 'is not a JSON object' },
  { name: 'more behind it', text: `{"taskId":"${ID}"} x`, complaint: 'is not a JSON object' },
  { name: 'a form', text: `taskId=${ID}`, complaint: 'is not a JSON object' },
  {
    name: 'too deep',
    text: `{"taskId":"${ID}","data":${'['.repeat(40)}${']'.repeat(40)}}`,
    complaint: 'is not a JSON object',
  },
];

/** When the signatures below were made: their timestamp, as epoch ms. */
export const SIGNED_AT = 1_787_093_516_000;

/**
 * Headers of a callback, whether they count, and what was signed. Signatures: those of docs/contract.md.
 * @typedef {{ name: string, timestamp: string, age?: number, text?: string, complaint?: string }} SignedTextCase age: ms since it was made
 */

/** @type {SignedTextCase[]} */
export const signedTextCases = [
  { name: 'now', timestamp: '1787093516', text: `${ID}.1787093516` },
  { name: 'five minutes old', timestamp: '1787093516', age: 300_000, text: `${ID}.1787093516` },
  { name: 'five minutes ahead', timestamp: '1787093516', age: -300_000, text: `${ID}.1787093516` },
  { name: 'older', timestamp: '1787093516', age: 300_001, complaint: 'old' },
  { name: 'further ahead', timestamp: '1787093516', age: -300_001, complaint: 'ahead' },
  { name: 'none', timestamp: '', complaint: 'not a time' },
  { name: 'in milliseconds', timestamp: '1787093516000', complaint: 'not a time' },
  { name: 'a fraction', timestamp: '178709351.', complaint: 'not a time' },
  { name: 'with a sign', timestamp: '+178709351', complaint: 'not a time' },
  { name: 'in other digits', timestamp: '１７８７０９３５１６', complaint: 'not a time' },
];

/** @type {{ secret: string, taskId: string, timestamp: string, signature: string }[]} */
export const SIGNATURES = [
  {
    secret: 'kie-aleph-test-key',
    taskId: 'c0d088df35254cc3e7187fb7116b2efa',
    timestamp: '1787093516',
    signature: 'rJ097oNSTgWMWoRq9hB69eRFNCHJh7nCQI3B83OPJKA=',
  },
  {
    secret: 'clé-ключ',
    taskId: ID,
    timestamp: '1787093516',
    signature: 'eVuOLjBnHn/y7mNzpX3SuX3EiDfYyISaaRtsiTuEXH8=',
  },
];
