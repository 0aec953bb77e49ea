// One attempt: from a lookup to a task or an error, through the WebAssembly module.
import { onAbort } from '../abort.js';
import { makeError } from '../errors.js';
import { taskFromWire } from '../task.js';

/**
 * @param {import('../module/module.js').AlephModule} module
 * @param {import('../module/module.js').Lookup} lookup
 * @param {typeof globalThis.fetch} fetch
 * @param {AbortSignal | undefined} signal ends the attempt at once, with its own reason
 * @returns {Promise<Readonly<import('../task.js').Task>>}
 * @throws {import('../errors.js').AlephError}
 */
export function lookUp(module, lookup, fetch, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    /** @type {unknown} */
    let cause;
    let off = () => {};
    const abort = () => {
      module.abortLookup(id);
      reject(signal?.reason);
    };
    /** @type {import('../module/module.js').Caller} */
    const caller = { fetch, failed: (error) => (cause ??= error) };
    const id = module.startLookup(lookup, caller, ({ task, error, raw }) => {
      off();
      if (task) resolve(taskFromWire(task, raw));
      else if (error)
        reject(
          makeError(error.kind, error.message, {
            ...error,
            taskId: lookup.taskId,
            cause: error.status ? undefined : cause,
          }),
        );
    });
    // The caller's fetch ran just now and may have aborted.
    if (signal?.aborted) abort();
    else if (id) off = onAbort(signal, abort);
  });
}
