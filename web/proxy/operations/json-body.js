// A request's body that is to be a JSON object: bounded, read whole, and written anew, so that the service reads what was read here.
import { readBody } from '../body.js';
import { CallTime } from '../call-time.js';
import { misfit, refusal } from '../responses.js';

const MOST_BYTES = 65_536;

/** @typedef {import('../responses.js').Reply} Reply */

/**
 * @param {Request} request
 * @returns {Reply | null} a refusal for what its headers say
 */
export function complaintAboutJson({ headers }) {
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') return misfit(415, 'The body must be application/json');
  return Number(headers.get('content-length')) > MOST_BYTES ? TOO_LARGE : null;
}

/**
 * @param {Request} request
 * @param {number} timeout ms
 * @returns {Promise<{ value: Record<string, unknown>, text: string } | { refused: Reply }>} text: the object in one way of writing it.
 *   A name that came twice is in it once: others might have read the first one
 */
export async function readJsonObject(request, timeout) {
  const time = new CallTime(timeout, request.signal);
  try {
    const read = await time.bound(readBody(request.body, MOST_BYTES, time.signal));
    if ('problem' in read) return { refused: TOO_LARGE };
    const value = parse(read.bytes);
    return isObject(value) ? { value, text: JSON.stringify(value) } : { refused: NO_OBJECT };
  } catch {
    return {
      refused: time.isOver ? misfit(408, `The body did not come within ${timeout} ms`) : misfit(400, 'The caller left'),
    };
  } finally {
    time.end();
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {Uint8Array} bytes @returns {unknown} undefined: neither UTF-8 nor JSON */
function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

const TOO_LARGE = misfit(413, `The body is larger than ${MOST_BYTES} bytes`);
const NO_OBJECT = refusal(
  422,
  'The body is not a JSON object in UTF-8. If it was, something in front of the proxy has read it',
);
