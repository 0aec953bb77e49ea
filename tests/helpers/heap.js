// How much memory JavaScript holds, after all that nobody holds is collected.
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
