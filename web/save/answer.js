// What an answer of the host that keeps the video means. Pure: an answer in, facts or a refusal out.

/**
 * What the first answer says of the video, which those after a cut have to say as well.
 * @typedef {object} Facts
 * @property {string} type its media type in small letters, such as `video/mp4`
 * @property {number | null} total bytes; null when the host does not say
 * @property {string | null} validator for `If-Range`: a strong ETag, else the time of its last change; null when there is neither
 */

/** Why a transfer ends here. @typedef {{ kind: import('../client/errors.js').ErrorKind, message: string, retryable?: boolean }} Refusal */

const GONE = 'The video is gone, or not to be had: the service keeps videos for about 14 days';

/** By HTTP status, as the first row says that has it. @type {[first: number, last: number, refusal: Refusal][]} */
const REFUSALS = [
  [200, 200, { kind: 'invalid-response', message: '' }],
  [403, 404, { kind: 'invalid-response', message: GONE }],
  [408, 408, { kind: 'timeout', message: "The video's host has waited too long", retryable: true }],
  [410, 410, { kind: 'invalid-response', message: GONE }],
  [429, 429, { kind: 'rate-limit', message: "The video's host has been asked too often", retryable: true }],
  [500, 599, { kind: 'server', message: "The video's host failed", retryable: true }],
];

/** What hosts call a video; stores that know no better say that it is bytes. */
const TYPES = /^(video\/[\w.+-]+|application\/(octet-stream|mp4)|binary\/octet-stream)$/;

/** @param {string} message @returns {Refusal} */
const invalid = (message) => ({ kind: 'invalid-response', message });
const CHANGED = invalid('The video has changed in the middle of the transfer');

/**
 * @param {number} status of HTTP
 * @returns {Refusal} of an answer that has no part of the video
 */
export function refusalOf(status) {
  const [, , refusal] = REFUSALS.find(([first, last]) => first <= status && status <= last) ?? [];
  return refusal?.message ? refusal : invalid(`The video's host answered with something else than the video`);
}

/**
 * @param {Pick<Response, 'status' | 'headers'>} response to a request for all of it
 * @param {number} maxBytes
 * @returns {Facts | Refusal}
 */
export function readFirst({ status, headers }, maxBytes) {
  if (status !== 200) return refusalOf(status);
  const [type = ''] = (headers.get('Content-Type') ?? '').toLowerCase().split(/[;,\s]/);
  if (!TYPES.test(type)) return invalid('What the host sends is no video');
  // Of what was compressed on its way, neither length nor ranges are those of the video.
  if (!/^(identity)?$/i.test(headers.get('Content-Encoding') ?? '')) return { type, total: null, validator: null };
  const total = lengthOf(headers);
  if (total !== null && total > maxBytes) return tooLong(maxBytes);
  return { type, total, validator: validatorOf(headers) };
}

/**
 * @param {Pick<Response, 'status' | 'headers'>} response to a request for what is missing
 * @param {Facts} facts with a validator
 * @param {number} received bytes that are there already
 * @returns {{ skip: number, total: number | null } | Refusal} skip: so many bytes of it are there already; total as facts, or learnt
 */
export function readNext({ status, headers }, { total, validator }, received) {
  if (status === 412 || status === 416) return CHANGED;
  if (status !== 206 && status !== 200) return refusalOf(status);
  const own = validatorOf(headers);
  if (status === 200) {
    const same = own !== null && own === validator && (total === null || (lengthOf(headers) ?? total) === total);
    return same ? { skip: received, total } : CHANGED;
  }
  if (!headers.has('Content-Range'))
    return invalid('The transfer was cut, and the host does not tell which part it sends now');
  const [, start, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('Content-Range') ?? '') ?? [];
  if (Number(start ?? NaN) !== received)
    return invalid('The host sends another part of the video than it was asked for');
  const known = whole === '*' ? total : Number(whole);
  if ((own !== null && own !== validator) || (total !== null && known !== total)) return CHANGED;
  return { skip: 0, total: known };
}

/** @param {number} maxBytes @returns {Refusal} */
export const tooLong = (maxBytes) => invalid(`The video is longer than the ${maxBytes} bytes of maxBytes`);

/** @param {Headers} headers */
function lengthOf(headers) {
  const text = headers.get('Content-Length') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A weak ETag may stay while bytes change. @param {Headers} headers */
function validatorOf(headers) {
  const tag = headers.get('ETag') ?? '';
  return /^"[^"]*"$/.test(tag) ? tag : headers.get('Last-Modified');
}
