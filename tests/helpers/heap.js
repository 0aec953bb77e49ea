// How much memory JavaScript holds, after all that nobody holds is collected.
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** @type {() => void} */
const collect = runInNewContext('gc');

/** @returns {number} bytes */
export function heapUsed() {
  // What a first collection lets finalizers free is gone only after a second.
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const NAME_BYTES = 100_000;
const NAMES = 200;

/**
 * Names are long here, so that those that are kept show.
 * @param {(name: string) => Promise<unknown>} comeAndLeave after which nothing of the name may be held
 */
export async function assertNothingIsKept(comeAndLeave) {
  const before = heapUsed();
  // Of bytes of its own each, not parts of one text.
  for (let i = 0; i < NAMES; i++) await comeAndLeave(Buffer.alloc(NAME_BYTES, `${i} `).toString('latin1'));
  const grown = heapUsed() - before;
  assert.ok(grown < (NAMES * NAME_BYTES) / 10, `${grown} bytes`);
}
