// Asks both readings what an answer means: the core's, through WebAssembly and client, and the plain one beside this file.
import { isDeepStrictEqual } from 'node:util';
import { AlephClient } from '../../../web/client/index.js';
import { AlephError } from '../../../web/client/errors.js';
import { bytesOf, MAX_BYTES } from './answers/answers.js';
import { readAnswer } from './reading/answer.js';

/** @typedef {import('./reading/answer.js').Answer} Answer */
/** @typedef {import('./reading/answer.js').Reading} Reading */

/** The task asked for. */
export const ASKED_ID = 'the-id-asked-for';

/** What is answered next. @type {Answer} */
let next;

const client = new AlephClient({
  fetch: async () => {
    const { status, retryAfter, body } = next;
    const hasNone = [204, 205, 304].includes(status);
    const headers = retryAfter === null ? undefined : { 'Retry-After': retryAfter };
    return new Response(hasNone ? null : /** @type {Uint8Array<ArrayBuffer>} */ (body), { status, headers });
  },
  maxRetries: 0,
  maxResponseBytes: MAX_BYTES,
});

/** @param {Answer} answer @returns {Promise<Reading>} one at a time */
export async function readByCore(answer) {
  next = answer;
  try {
    return { task: await client.getTask(ASKED_ID, { route: answer.route }) };
  } catch (error) {
    if (!AlephError.is(error)) throw error;
    const { kind, code, status, retryable, retryAfter } = error;
    return { error: { kind, code, status: status ?? 0, retryable, retryAfter } };
  }
}

/** @param {Answer} answer @returns {Reading} */
export function readPlainly(answer) {
  return readAnswer(answer, ASKED_ID, MAX_BYTES);
}

/**
 * @param {Answer} answer
 * @param {(answer: Answer) => Reading} [plainly]
 * @returns {Promise<{ core: Reading, plain: Reading, isSame: boolean }>}
 */
export async function compare(answer, plainly = readPlainly) {
  const [core, plain] = [await readByCore(answer), plainly(answer)];
  return { core, plain, isSame: isDeepStrictEqual(core, plain) };
}

/** @param {import('./answers/answers.js').MadeAnswer} made @returns {Answer} as it is sent */
export function sentBy(made) {
  const { route, status, retryAfter } = made;
  // The header's own white space is not part of it.
  return { route, status, retryAfter: retryAfter && retryAfter.trim(), body: status === 304 ? new Uint8Array() : bytesOf(made) };
}
