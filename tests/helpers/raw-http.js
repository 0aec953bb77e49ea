// The bytes of HTTP answers, right and wrong ones, for servers that write to sockets.

/** For pages of other origins: they may ask all, and are told all. */
const CORS = [
  'Access-Control-Allow-Origin: *',
  'Access-Control-Allow-Headers: authorization, content-type',
  'Access-Control-Expose-Headers: retry-after',
];

/**
 * @typedef {object} RawAnswer
 * @property {string} [status] `200 OK`
 * @property {string[]} [headers]
 * @property {string | Uint8Array} [body]
 * @property {number | string | null} [length] what is said of it, null: nothing. Left out: what it is
 * @property {boolean} [stays] more may be asked on its connection. Left out: the next request is not sent on one that is just being closed
 */

/** @param {RawAnswer} answer @returns {Buffer} */
export function http({ status = '200 OK', headers = [], body = '', length = Buffer.byteLength(body), stays = false }) {
  const head = [
    `HTTP/1.1 ${status}`,
    ...CORS,
    ...(stays ? [] : ['Connection: close']),
    ...(length === null ? [] : [`Content-Length: ${length}`]),
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** One chunk of a chunked body; that without content is the last. @param {string} [text] */
export const chunk = (text = '') => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** @param {string} body what comes of it, chunks or not @returns {Buffer} */
export const chunked = (body) => http({ headers: ['Transfer-Encoding: chunked'], body, length: null });
