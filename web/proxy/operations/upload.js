// Takes a file to the service as it comes: never whole in memory, no larger than allowed, and no longer than something moves.
import { endpointUrl } from '../../shared/request.js';
import { watchBody } from '../body.js';
import { misfit, refusal, tooMany } from '../responses.js';

/** RFC 2046: what separates the parts, in quotes or not. */
const MULTIPART = /^multipart\/form-data; *boundary=(?:[\w'()+,./:=?-]{1,70}|"[\w'()+,./:=? -]{1,70}")$/i;

/**
 * @param {import('./operations.js').Surroundings} surroundings
 * @param {{ most: number, timeout: number }} bounds bytes; ms without anything moving
 * @returns {import('./operations.js').Operation}
 */
export function createUpload({ send, upstreams, all, onEvent }, { most, timeout }) {
  const tooLarge = misfit(413, `The upload is larger than ${most} bytes`);

  return (request, { method, path }) => {
    const { headers, body } = request;
    const type = headers.get('content-type') ?? '';
    const length = headers.get('content-length');
    if (!MULTIPART.test(type)) return misfit(415, 'An upload must be multipart/form-data with a boundary');
    if (length !== null && Number(length) > most) return tooLarge;
    if (!body) return refusal(422, 'The upload is empty. If it was not, something in front of the proxy has read it');
    return async () => {
      if (!canSendStreams()) return { ...refusal(505, NO_STREAMS), status: 501 };
      const full = await all?.take();
      if (full) {
        onEvent({ type: 'refused', why: 'global-limit', operation: 'upload' });
        return tooMany(full, 'Too many requests of all clients together');
      }
      let bytes = 0;
      const bounded = watchBody(body, (more) => {
        bytes += more;
        if (bytes > most) throw new RangeError('too large');
      });
      const outgoing = {
        url: endpointUrl(upstreams.uploads, path),
        method,
        headers: { 'Content-Type': type, ...(length !== null && { 'Content-Length': length }) },
        body: bounded,
        timeout,
      };
      const { reply } = await send(outgoing, request.signal);
      return bytes > most ? tooLarge : reply;
    };
  };
}

/** Elsewhere a stream is taken for a text, and would be sent as one. */
function canSendStreams() {
  /** @type {RequestInit & { duplex: 'half' }} */
  const init = { method: 'POST', body: new ReadableStream(), duplex: 'half' };
  return !new Request('http://localhost', init).headers.has('Content-Type');
}

const NO_STREAMS =
  'The platform of this proxy cannot send a body as it comes (request streams), so no file can be uploaded through it';

/**
 * @param {number} bytes
 * @returns {number}
 * @throws {TypeError}
 */
export function readMostBytes(bytes) {
  if (Number.isSafeInteger(bytes) && bytes >= 1) return bytes;
  throw new TypeError('maxUploadBytes must be a whole number of bytes.');
}
