// The host that keeps videos, on loopback: what it does to each request is a list, the last entry for all that follow.
import { createHash } from 'node:crypto';
import { startService } from '../helpers/fake-service.js';

/**
 * What one request meets.
 * @typedef {object} Meeting
 * @property {number} [status] 200, or 206 to a range that is heeded; without one of these there is no video in it
 * @property {Record<string, string | null>} [headers] instead of the host's own; null takes one away
 * @property {number} [cutAfter] bytes of the body, after which the connection ends, once all of them are told to `onProgress`: what
 *   has come and is not yet read is lost with a connection
 * @property {boolean} [stall] says no more instead of ending the connection there
 * @property {boolean} [ignoreRange] gives all of it
 * @property {number} [shiftRange] gives another part, and says so
 * @property {boolean} [chunked] says no length
 * @property {Buffer} [video] another one
 * @property {string} [etag] another one; '' for none
 */

export const TAG = '"one"';

/** Of a host that lets every page read its videos, also parts of them. */
export const OPEN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Range, If-Range',
  'Access-Control-Expose-Headers': 'ETag, Content-Range',
};

/**
 * @param {import('node:test').TestContext} t
 * @param {Buffer} video
 * @param {Meeting[]} meetings
 * @returns {Promise<{ url: string, requests: import('node:http').IncomingMessage[], onProgress: (progress: { bytes: number }) => void }>}
 *   onProgress: of who saves, so that cuts come when they should
 */
export async function startHost(t, video, meetings) {
  let received = 0;
  /** @type {{ at: number, cut: () => void }[]} */
  let cuts = [];
  const cutDue = () => {
    const due = cuts.filter(({ at }) => at <= received);
    cuts = cuts.filter(({ at }) => at > received);
    for (const { cut } of due) cut();
  };
  /** @type {import('node:http').IncomingMessage[]} */
  const requests = [];
  const { url } = await startService(t, (request, response) => {
    // A browser asks before it asks.
    if (request.method === 'OPTIONS')
      return void response.writeHead(204, /** @type {any} */ (meetings[0]?.headers)).end();
    requests.push(request);
    const meeting = meetings[Math.min(requests.length, meetings.length) - 1] ?? {};
    answer(request, response, meeting, meeting.video ?? video, (at, cut) => {
      cuts.push({ at, cut });
      cutDue();
    });
  });
  const onProgress = (/** @type {{ bytes: number }} */ { bytes }) => {
    received = bytes;
    cutDue();
  };
  return { url: `${url}/v/out.mp4`, requests, onProgress };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Meeting} meeting
 * @param {Buffer} video
 * @param {(at: number, cut: () => void) => void} cutAt at so many bytes of the video
 */
function answer({ headers: asked }, response, meeting, video, cutAt) {
  const { etag = TAG, cutAfter, stall, ignoreRange, shiftRange = 0, chunked, status } = meeting;
  const [, from] = /^bytes=(\d+)-$/.exec(asked.range ?? '') ?? [];
  // As RFC 9110 has it: another validator, and all of it is sent.
  const heeded =
    from !== undefined && !ignoreRange && asked['if-range'] === (etag || meeting.headers?.['Last-Modified']);
  const start = heeded ? Number(from) + shiftRange : 0;
  const body = status && status !== 206 ? Buffer.from('no video') : video.subarray(start);
  /** @type {Record<string, string | number | null>} */
  const headers = {
    'Content-Type': 'video/mp4',
    'Content-Length': chunked ? null : body.length,
    ETag: etag || null,
    'Content-Range': heeded ? `bytes ${start}-${video.length - 1}/${video.length}` : null,
    ...meeting.headers,
  };
  for (const [name, value] of Object.entries(headers)) if (value !== null) response.setHeader(name, value);
  response.statusCode = status ?? (heeded ? 206 : 200);
  // With the head in a piece of its own a body of unknown length stays so.
  response.flushHeaders();
  if (cutAfter === undefined) return void response.end(body);
  response.write(body.subarray(0, cutAfter), () => {
    if (!stall) cutAt(start + cutAfter, () => response.socket?.end());
  });
}

/** @param {number} bytes @param {string} [seed] @returns {Buffer} the same for the same seed, no two parts alike */
export function videoOf(bytes, seed = 'a') {
  const blocks = [];
  for (let block = 0; block * 32 < bytes; block++) blocks.push(createHash('sha256').update(`${seed}${block}`).digest());
  return Buffer.concat(blocks).subarray(0, bytes);
}

/**
 * @param {string | null} resultVideoUrl
 * @param {object} [more]
 * @returns {import('../../web/client/task.js').SucceededTask}
 */
export function taskWith(resultVideoUrl, more = {}) {
  return {
    taskId: '0123abcd35254cc3e7187fb7116b2efa',
    route: 'aleph',
    status: 'succeeded',
    stage: null,
    successFlag: 1,
    errorCode: null,
    errorMessage: null,
    createTime: '2026-11-25T04:00:00.000Z',
    completeTime: '2026-11-25T04:05:00.000Z',
    costTime: null,
    credits: null,
    model: null,
    paramJson: '{"prompt":"Make it snow"}',
    parameters: { prompt: 'Make it snow' },
    response: { taskId: null, resultVideoUrl, resultImageUrl: null },
    ...more,
  };
}
