// Asks both readings what an answer means: the core's, through WebAssembly and client, and the plain one beside this file.
import { isDeepStrictEqual } from 'node:util';
import { AlephError } from '../../../web/client/errors.js';
import { AlephClient } from '../../../web/client/index.js';
import { readAnswer } from './reading/answer.js';

/** @typedef {import('./reading/answer.js').Answer} Answer */
/** @typedef {import('./reading/answer.js').Reading} Reading */
/** @typedef {{ core: Reading, plain: Reading, isSame: boolean }} Comparison */

/** The task asked for. */
const ASKED_ID = 'the-id-asked-for';

/** No body comes with these. */
const EMPTY = [204, 205, 304];

/**
 * @param {{ maxBytes?: number, plainly?: typeof readAnswer }} [options] maxBytes: of a body that is read; plainly: in place of the plain
 *   reading
 * @returns {(answer: Answer) => Promise<Comparison>} to be asked one at a time
 */
export function comparison({ maxBytes = 1_048_576, plainly = readAnswer } = {}) {
  /** @type {Answer} */
  let next;
  const client = new AlephClient({ fetch: async () => responseOf(next), maxRetries: 0, maxResponseBytes: maxBytes });
  return async (answer) => {
    next = EMPTY.includes(answer.status) ? { ...answer, body: new Uint8Array() } : answer;
    const core = await readByCore(client, next);
    const plain = plainly(next, ASKED_ID, maxBytes);
    return { core, plain, isSame: isDeepStrictEqual(core, plain) };
  };
}

/** @param {Answer} answer */
function responseOf({ status, retryAfter, body }) {
  const headers = retryAfter === null ? undefined : { 'Retry-After': retryAfter };
  return new Response(EMPTY.includes(status) ? null : new Uint8Array(body), { status, headers });
}

/** @param {AlephClient} client @param {Answer} answer @returns {Promise<Reading>} */
async function readByCore(client, { route }) {
  try {
    return { task: await client.getTask(ASKED_ID, { route }) };
  } catch (error) {
    if (!AlephError.is(error)) throw error;
    const { kind, code, status, retryable, retryAfter } = error;
    return { error: { kind, code, status, retryable, retryAfter } };
  }
}
