// What is sent to the endpoints beside the lookups, and what their answers are: as tables, for the core alone and for the client.
// Rules: docs/contract.md, "Creating" and "Helpers".

/** @typedef {Exclude<import('../../../web/client/module/module.js').Operation, 'look'>} Operation */

/**
 * @typedef {object} SentCase
 * @property {string} name
 * @property {Operation} operation
 * @property {'aleph' | 'jobs'} [route] none: whichever is the default
 * @property {Record<string, unknown>} [input]
 * @property {string} method
 * @property {string} [host] none: the service's own
 * @property {string} path
 * @property {unknown} [body] decoded; none: nothing is sent
 * @property {string} [bytes] the body to the byte
 * @property {string} [warning] a part of it
 */

const VIDEO = 'https://example.com/in.mp4';
const LEAST = { prompt: 'Make it snow', videoUrl: VIDEO };
const MODEL = 'runway/gen4-aleph';
const ON_JOBS = { operation: /** @type {const} */ ('create'), method: 'POST', path: '/api/v1/jobs/createTask' };
const ON_ALEPH = { ...ON_JOBS, route: /** @type {const} */ ('aleph'), path: '/api/v1/aleph/generate' };

const EVERYTHING = {
  ...LEAST,
  aspectRatio: '9:16',
  referenceImage: 'https://example.com/style.png',
  seed: 42,
  waterMark: 'mine',
  uploadCn: false,
  callBackUrl: 'https://example.com/done?key=1',
};

/** A prompt of so many characters. @param {number} length @param {string} [sign] */
const prompt = (length, sign = 'é') => sign.repeat(length);

/** The multipart body of a file is not the core's: it holds the file. */
const UPLOADS = { host: 'https://kieai.redpandaai.co', method: 'POST' };
const ON_UPLOADS = { ...UPLOADS, operation: /** @type {const} */ ('upload-url'), path: '/api/file-url-upload' };
const FOLDER = 'kie-aleph';

/** @type {SentCase[]} */
export const sentCases = [
  {
    ...ON_JOBS,
    name: 'the least',
    input: LEAST,
    body: { model: MODEL, input: { prompt: 'Make it snow', video_url: VIDEO } },
  },
  { ...ON_ALEPH, name: 'the least, the older way', input: LEAST, body: LEAST },
  {
    ...ON_JOBS,
    name: 'the newer way by name',
    route: 'jobs',
    input: LEAST,
    body: { model: MODEL, input: { prompt: 'Make it snow', video_url: VIDEO } },
  },
  {
    ...ON_JOBS,
    name: 'everything',
    input: EVERYTHING,
    body: {
      model: MODEL,
      callBackUrl: 'https://example.com/done?key=1',
      input: {
        prompt: 'Make it snow',
        video_url: VIDEO,
        aspect_ratio: '9:16',
        reference_image: 'https://example.com/style.png',
        seed: 42,
        watermark: 'mine',
        upload_cn: false,
      },
    },
  },
  {
    ...ON_ALEPH,
    name: 'to the byte, with no escape but where JSON needs one',
    input: { ...LEAST, prompt: ' "\\\u001f!/é' },
    body: { ...LEAST, prompt: ' "\\\u001f!/é' },
    bytes: String.raw`{"prompt":" \"\\\u001f!/é","videoUrl":"https://example.com/in.mp4"}`,
  },
  { ...ON_ALEPH, name: 'everything, the older way', input: EVERYTHING, body: EVERYTHING },
  ...[
    ['quotes, lines and tabs', '"Snow"\nover\tthe \\ village\r'],
    ['control characters', 'a\u0001b\u001fc'],
    ['other scripts', '让它下雪 ❄️ déjà'],
    ['white space around', '  snow  '],
    ['what looks like JSON', '{"model":"other"}'],
  ].map(([name, text]) => ({
    ...ON_JOBS,
    name: `a prompt with ${name}`,
    input: { ...LEAST, prompt: text },
    body: { model: MODEL, input: { prompt: text, video_url: VIDEO } },
  })),
  ...[0, -7, 4_294_967_296, 999_999_999_999_999, -999_999_999_999_999].map((seed) => ({
    ...ON_ALEPH,
    name: `the seed ${seed}`,
    input: { ...LEAST, seed },
    body: { ...LEAST, seed },
  })),
  ...['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'].map((aspectRatio) => ({
    ...ON_ALEPH,
    name: `the aspect ratio ${aspectRatio}`,
    input: { ...LEAST, aspectRatio },
    body: { ...LEAST, aspectRatio },
  })),
  { ...ON_ALEPH, name: 'an empty watermark', input: { ...LEAST, waterMark: '' }, body: { ...LEAST, waterMark: '' } },
  { ...ON_ALEPH, name: 'uploadCn', input: { ...LEAST, uploadCn: true }, body: { ...LEAST, uploadCn: true } },
  { ...ON_ALEPH, name: 'null is left out', input: { ...LEAST, seed: null, waterMark: null }, body: LEAST },
  {
    ...ON_ALEPH,
    name: 'a prompt of 2048 characters',
    input: { ...LEAST, prompt: prompt(2048) },
    body: { ...LEAST, prompt: prompt(2048) },
  },
  {
    ...ON_ALEPH,
    name: 'a prompt of 2049 characters',
    input: { ...LEAST, prompt: prompt(2049) },
    body: { ...LEAST, prompt: prompt(2049) },
    warning: 'longer than 2048 characters',
  },
  {
    ...ON_ALEPH,
    name: 'a video by http:',
    input: { ...LEAST, videoUrl: 'http://127.0.0.1:8787/in.mp4' },
    body: { ...LEAST, videoUrl: 'http://127.0.0.1:8787/in.mp4' },
    warning: 'not https',
  },
  { name: 'credits', operation: 'credits', method: 'GET', path: '/api/v1/chat/credit' },
  {
    name: 'a link to download',
    operation: 'download-url',
    input: { url: 'https://example.com/a "file".mp4'.replaceAll(/[ "]/g, '_') },
    method: 'POST',
    path: '/api/v1/common/download-url',
    body: { url: 'https://example.com/a__file_.mp4' },
  },

  { ...UPLOADS, name: 'a file', operation: 'upload', input: {}, path: '/api/file-stream-upload' },
  {
    ...UPLOADS,
    name: 'a file by name',
    operation: 'upload',
    input: { uploadPath: FOLDER, fileName: 'в.mp4' },
    path: '/api/file-stream-upload',
  },
  {
    ...ON_UPLOADS,
    name: 'a file by its URL',
    input: { uploadPath: FOLDER, fileUrl: VIDEO },
    body: { uploadPath: FOLDER, fileUrl: VIDEO },
  },
  {
    ...ON_UPLOADS,
    name: 'a file by its URL, with a name',
    input: { uploadPath: FOLDER, fileUrl: VIDEO, fileName: 'в снегу.mp4' },
    body: { uploadPath: FOLDER, fileName: 'в снегу.mp4', fileUrl: VIDEO },
  },
];

/** What is refused before anything is sent. @type {[operation: Operation, input: Record<string, unknown>, says: string][]} */
export const refusedCases = [
  ['create', {}, 'The prompt is missing'],
  ['create', { videoUrl: VIDEO }, 'The prompt is missing'],
  ['create', { ...LEAST, prompt: null }, 'The prompt is missing'],
  ['create', { ...LEAST, prompt: '' }, 'The prompt must be a text that is not blank'],
  ['create', { ...LEAST, prompt: ' \n\u3000' }, 'The prompt must be a text that is not blank'],
  ['create', { ...LEAST, prompt: 7 }, 'The prompt must be a text that is not blank'],
  ['create', { ...LEAST, prompt: { a: 1 } }, 'The prompt must be a text that is not blank'],
  ['create', { ...LEAST, prompt: 'a\u0000b' }, 'The prompt has a zero character or half a surrogate pair in it'],
  ['create', { ...LEAST, prompt: 'a\ud83d' }, 'The prompt has a zero character or half a surrogate pair in it'],
  ['create', { prompt: 'snow' }, "The video's URL is missing"],
  ['create', { ...LEAST, videoUrl: '' }, "The video's URL is not an absolute http: or https: URL"],
  ['create', { ...LEAST, videoUrl: '/in.mp4' }, "The video's URL is not an absolute http: or https: URL"],
  ['create', { ...LEAST, videoUrl: 'blob:https://example.com/1' }, "The video's URL is not an absolute"],
  ['create', { ...LEAST, videoUrl: 'data:video/mp4;base64,AAAA' }, "The video's URL is not an absolute"],
  ['create', { ...LEAST, videoUrl: 'https://' }, "The video's URL has no host"],
  ['create', { ...LEAST, videoUrl: 'https:///in.mp4' }, "The video's URL has no host"],
  [
    'create',
    { ...LEAST, videoUrl: 'https://me:secret@example.com/in.mp4' },
    "The video's URL has a user name or password",
  ],
  ['create', { ...LEAST, videoUrl: 'https://me@example.com?in.mp4' }, "The video's URL has a user name or password"],
  [
    'create',
    { ...LEAST, videoUrl: 'https://example.com/my video.mp4' },
    "The video's URL has characters in it that no URL has",
  ],
  ['create', { ...LEAST, videoUrl: 7 }, "The video's URL must be a text"],
  ['create', { ...LEAST, aspectRatio: '16:10' }, 'The aspect ratio must be 16:9, 9:16, 4:3, 3:4, 1:1 or 21:9'],
  ['create', { ...LEAST, aspectRatio: '' }, 'The aspect ratio must be'],
  ['create', { ...LEAST, aspectRatio: 1 }, 'The aspect ratio must be'],
  ['create', { ...LEAST, referenceImage: 'style.png' }, "The reference image's URL is not an absolute"],
  ['create', { ...LEAST, seed: 1.5 }, 'The seed must be a whole number'],
  ['create', { ...LEAST, seed: '42' }, 'The seed must be a whole number'],
  ['create', { ...LEAST, seed: 1e16 }, 'The seed must be a whole number'],
  ['create', { ...LEAST, waterMark: false }, 'The watermark must be a text'],
  ['create', { ...LEAST, uploadCn: 'no' }, 'uploadCn must be true or false'],
  ['create', { ...LEAST, uploadCn: 0 }, 'uploadCn must be true or false'],
  ['create', { ...LEAST, callBackUrl: 'ftp://example.com/' }, "The callback's URL is not an absolute"],
  ['download-url', { url: '' }, "The file's URL is not an absolute http: or https: URL"],
  ['upload', { fileName: '' }, "The file's name must be a text that is not blank"],
  ['upload', { fileName: 7 }, "The file's name must be a text that is not blank"],
  ...['../a.mp4', 'a\\b', 'a"b', 'a\nb', 'a\u007f', 'a\ud83d'].map(
    (fileName) =>
      /** @type {[Operation, Record<string, unknown>, string]} */ ([
        'upload',
        { fileName },
        "The file's name has a slash, a quote, a control character or half a surrogate pair in it",
      ]),
  ),
  ['upload-url', { fileUrl: VIDEO, fileName: ' ' }, "The file's name must be a text that is not blank"],
  ['upload-url', { fileUrl: 'in.mp4' }, "The file's URL is not an absolute http: or https: URL"],
  ['upload-url', { fileUrl: 'https://me:secret@example.com/' }, "The file's URL has a user name or password"],
  ['download-url', { url: 'https://example.com/ü' }, "The file's URL has characters in it that no URL has"],
];

/**
 * @typedef {object} AnsweredCase
 * @property {Operation} operation
 * @property {'aleph' | 'jobs'} [route]
 * @property {number} [status] of HTTP
 * @property {string} body
 * @property {{ taskId: string, route: 'aleph' | 'jobs' } | { value: number | string } | { kind: string, code?: number, again?: boolean }} is
 *   again: whether the same request may be sent once more
 */

const ID = '0123456789abcdef0123456789abcdef';

/** @param {number} code @param {unknown} [data] */
const envelope = (code, data = null) => JSON.stringify({ code, msg: code === 200 ? 'success' : 'no', data });

/** Refusals of a request to create: docs/contract.md, "Creating". @type {[code: number, kind: string, again: boolean][]} */
const REFUSALS = [
  [429, 'rate-limit', true],
  [430, 'rate-limit', true],
  [455, 'maintenance', true],
  [400, 'invalid-request', false],
  [401, 'authentication', false],
  [402, 'insufficient-credits', false],
  [404, 'task-not-found', false],
  [422, 'invalid-request', false],
  [433, 'insufficient-credits', false],
  [451, 'asset-unavailable', false],
  [505, 'feature-disabled', false],
  // What would be tried again of any other request.
  [408, 'task-failed', false],
  [500, 'server', false],
  [501, 'task-failed', false],
  [503, 'server', false],
  [599, 'server', false],
  [777, 'api', false],
];

/** As recorded; names and times are invented. */
const UPLOADED = {
  success: true,
  code: 200,
  msg: 'File uploaded successfully',
  data: {
    success: true,
    fileName: 'in.mp4',
    filePath: 'kieai/1/kie-aleph/in.mp4',
    downloadUrl: 'https://example.com/kieai/1/kie-aleph/in.mp4',
    fileSize: 48_213,
    mimeType: 'video/mp4',
    uploadedAt: '2026-10-04T08:38:19.004Z',
  },
};

/** @type {AnsweredCase[]} */
export const answeredCases = [
  {
    operation: 'create',
    body: envelope(200, { taskId: ID, recordId: ID }),
    is: { taskId: ID, route: 'jobs' },
  },
  {
    operation: 'create',
    route: 'aleph',
    body: envelope(200, { taskId: 'a b' }),
    is: { taskId: 'a b', route: 'aleph' },
  },
  { operation: 'create', status: 500, body: envelope(200, { taskId: ID }), is: { taskId: ID, route: 'jobs' } },
  ...REFUSALS.flatMap(([code, kind, again]) =>
    [200, 500].map((status) => ({
      operation: /** @type {const} */ ('create'),
      status,
      body: envelope(code),
      is: { kind, code, again },
    })),
  ),
  ...[
    envelope(200),
    envelope(200, {}),
    envelope(200, { taskId: '' }),
    envelope(200, { taskId: null, recordId: ID }),
    envelope(200, { taskId: 7 }),
    envelope(200, [ID]),
  ].map((body) => ({
    operation: /** @type {const} */ ('create'),
    body,
    is: { kind: 'unknown-outcome', code: 200, again: false },
  })),
  ...[
    { status: 200, body: '' },
    { status: 200, body: '<html>' },
    { status: 200, body: '{"code":200,"data":{"taskId":"a' },
    { status: 200, body: '{"taskId":"a"}' },
    { status: 204, body: '' },
    { status: 401, body: 'Unauthorized' },
    { status: 429, body: 'Too many' },
    { status: 502, body: '<html>502 Bad Gateway</html>' },
  ].map((answer) => ({
    operation: /** @type {const} */ ('create'),
    ...answer,
    is: { kind: 'unknown-outcome', again: false },
  })),

  { operation: 'credits', body: envelope(200, 5916.25), is: { value: 5916.25 } },
  { operation: 'credits', body: envelope(200, 0), is: { value: 0 } },
  { operation: 'credits', body: envelope(200, -3.5), is: { value: -3.5 } },
  { operation: 'credits', body: envelope(200, '110'), is: { value: 110 } },
  { operation: 'credits', body: envelope(200), is: { kind: 'invalid-response', code: 200 } },
  { operation: 'credits', body: envelope(200, 'many'), is: { kind: 'invalid-response', code: 200 } },
  { operation: 'credits', body: envelope(200, { credits: 1 }), is: { kind: 'invalid-response', code: 200 } },
  { operation: 'credits', body: envelope(401), is: { kind: 'authentication', code: 401 } },
  { operation: 'credits', body: envelope(500), is: { kind: 'server', code: 500, again: true } },
  { operation: 'credits', body: '<html>', is: { kind: 'invalid-response' } },

  { operation: 'download-url', body: envelope(200, 'https://example.com/a'), is: { value: 'https://example.com/a' } },
  { operation: 'download-url', body: envelope(200, ''), is: { kind: 'invalid-response', code: 200 } },
  { operation: 'download-url', body: envelope(200, 7), is: { kind: 'invalid-response', code: 200 } },
  {
    operation: 'download-url',
    body: '{"code":422,"msg":"url is wrong","data":null}',
    is: { kind: 'invalid-request', code: 422 },
  },
  ...[UPLOADED, { success: true, code: 200, msg: 'ok', data: UPLOADED.data }].map((body) => ({
    operation: /** @type {const} */ ('upload'),
    body: JSON.stringify(body),
    is: { value: UPLOADED.data.downloadUrl },
  })),
  { operation: 'upload-url', body: JSON.stringify(UPLOADED), is: { value: UPLOADED.data.downloadUrl } },
  // As the quickstart has it, and no recorded answer.
  {
    operation: 'upload',
    body: envelope(200, { fileUrl: 'https://example.com/f' }),
    is: { kind: 'invalid-response', code: 200 },
  },
  { operation: 'upload', body: envelope(401), is: { kind: 'authentication', code: 401 } },
  { operation: 'upload', body: envelope(500), is: { kind: 'server', code: 500, again: true } },
  { operation: 'upload', status: 413, body: '<html>', is: { kind: 'api' } },

  { operation: 'download-url', body: envelope(429), is: { kind: 'rate-limit', code: 429, again: true } },
];
