// Reads the body of a request within bounds, as fast as told.
import { lostConnection } from './respond.js';
import { wait } from './wait.js';

/**
 * How a body is read.
 * @typedef {object} Pace
 * @property {number} [seconds] `0`: the whole of it takes so long
 * @property {boolean} [isCut] `false`: the connection ends in the middle
 */

/** In a second, where nobody has said how much there is. */
const USUAL_BYTES = 1_048_576;

/** What comes before the file in a form is less. */
const MOST_HEAD = 16_384;

/**
 * Reads to the end whatever comes: a connection that is closed before may lose the answer.
 * @param {Request} request
 * @param {number} most bytes
 * @param {(head: string) => Pace} [paceOf] asked with what has come, a character for each byte, as long as that is little
 * @returns {Promise<Uint8Array<ArrayBuffer>[] | null>} null where there were more
 * @throws {DOMException} an AbortError where it is cut
 */
export async function readBody(request, most, paceOf = () => ({})) {
  const reader = request.body?.getReader();
  const length = Number(request.headers.get('content-length'));
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  let size = 0;
  let head = '';
  /** @type {Pace} */
  let pace = {};
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const { value } = part;
    size += value.length;
    if (size <= most) chunks.push(value);
    else chunks.length = 0;
    if (head.length < MOST_HEAD) {
      head += String.fromCharCode(...value.subarray(0, MOST_HEAD - head.length));
      pace = paceOf(head);
    }
    if (pace.isCut && size >= length / 2) throw lostConnection();
    await wait((pace.seconds ?? 0) * 1000 * (value.length / (length || USUAL_BYTES)), request.signal);
  }
  return size <= most ? chunks : null;
}

/**
 * @param {Request} request
 * @param {number} most bytes
 * @returns {Promise<Record<string, unknown> | null>} null for what is no object in JSON, or longer
 */
export async function readJson(request, most) {
  const chunks = await readBody(request, most);
  try {
    const read = JSON.parse(await new Blob(chunks ?? []).text());
    return typeof read === 'object' && !Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}
