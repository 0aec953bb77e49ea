// The smallest answer that still differs: what can be left out of it is.
import { bytesOf } from './answers.js';
import { smaller } from './tree.js';

/** @typedef {import('./answers.js').MadeAnswer} MadeAnswer */
/** @typedef {(answer: MadeAnswer) => Promise<boolean>} Differs */

/** Bytes that are read meanwhile: small answers become as small as they can be, and large ones cost no minutes. */
const MOST_BYTES = 3_000_000;

/**
 * @param {MadeAnswer} answer
 * @param {Differs} differs
 * @returns {Promise<MadeAnswer>}
 */
export async function smallest(answer, differs) {
  let left = MOST_BYTES;
  /** @type {Differs} */
  const stillDiffers = async (less) => left > 0 && ((left -= 500 + bytesOf(less).length), await differs(less));
  const shrunk = await withLess(answer, stillDiffers);
  if (shrunk.edits.length === 0) return shrunk;
  // Damaged JSON has no members to take away any more.
  return withLess({ ...shrunk, body: bytesOf(shrunk), gap: '', edits: [] }, stillDiffers);
}

/** @param {MadeAnswer} answer @param {Differs} differs @returns {Promise<MadeAnswer>} */
async function withLess(answer, differs) {
  for (const less of lesserOf(answer)) if (await differs(less)) return withLess(less, differs);
  return answer;
}

/** @param {MadeAnswer} answer @returns {Generator<MadeAnswer, void>} */
function* lesserOf(answer) {
  const { body, status, retryAfter, gap, edits } = answer;
  for (const i of edits.keys()) yield { ...answer, edits: edits.toSpliced(i, 1) };
  if (status !== 200) yield { ...answer, status: 200 };
  if (retryAfter !== null) yield { ...answer, retryAfter: null };
  if (gap !== '') yield { ...answer, gap: '' };
  if (body instanceof Uint8Array) for (const part of shorter(body)) yield { ...answer, body: part };
  else for (const less of smaller(body)) yield { ...answer, body: less };
}

/** @param {Uint8Array} bytes @returns {Generator<Uint8Array, void>} without a half, a quarter, … a byte of it */
function* shorter(bytes) {
  for (let size = Math.ceil(bytes.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < bytes.length; at += size)
      yield Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + size)]);
}
