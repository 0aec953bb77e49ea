// What a server may do to a request that it has read whole.
import { http } from '../raw-http.js';

/** @typedef {import('../faults.js').Ask} Ask */

export const BODY_OF_A_PAGE = '<!doctype html><title>Sign in</title><p>Welcome to the hotel’s network</p>';

/** @param {import('../raw-http.js').RawAnswer} answer @returns {(ask: Ask) => void} */
export const answers = (answer) => (ask) => void ask.socket.end(http(echoing(answer, ask)));

/** The right answer, with a head that is not. @param {import('../raw-http.js').RawAnswer} answer @returns {(ask: Ask) => void} */
export const answersGood = (answer) => (ask) => void ask.socket.end(http(echoing({ body: ask.good, ...answer }, ask)));

/** What a server may say of a key: in a header, in the words of the status, and in a page. @param {import('../raw-http.js').RawAnswer} answer @param {Ask} ask */
function echoing(answer, { said }) {
  if (!said) return answer;
  const { status = '200 OK', headers = [], body } = answer;
  const page = body === BODY_OF_A_PAGE ? { body: `${body}<pre>${said}</pre>` } : {};
  return {
    ...answer,
    ...page,
    status: `${status} ${said}`,
    headers: [...headers, `X-Echo: ${said}`, `Set-Cookie: echo=${said}`],
  };
}

/** @param {(good: string) => string | Uint8Array} bytesOf @returns {(ask: Ask) => void} and then nothing more */
export const stallsAfter =
  (bytesOf) =>
  ({ socket, good }) =>
    void socket.write(bytesOf(good));

/** The head of an answer, and half of its body. @param {string} good */
export const half = (good) => http({ body: good.slice(0, good.length / 2), length: good.length });

/** @param {Ask} ask @param {string} head @param {string} more sent for as long as there is somebody who reads it */
export function endlessly({ socket }, head, more) {
  socket.write(head);
  const next = () => void (socket.writable && socket.write(more, next));
  next();
}

/** @param {Ask} ask @param {Iterable<string>} pieces */
export async function inPieces({ socket }, pieces) {
  socket.setNoDelay();
  for (const piece of pieces) {
    if (socket.destroyed) return;
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
}

/** @param {string} status @param {(ask: Ask) => string} [where] @returns {(ask: Ask) => void} */
export const redirects = (status, where) => (ask) =>
  answers({ status, headers: where ? [`Location: ${where(ask)}#${encodeURIComponent(ask.said)}`] : [] })(ask);
