// Waiting that a request ends when it is aborted.

/**
 * @param {number} ms `Infinity`: until the request ends
 * @param {AbortSignal} signal rejects with its reason, as fetch does
 * @returns {Promise<void>}
 */
export function wait(ms, signal) {
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const end = () => {
      signal.removeEventListener('abort', abort);
      resolve();
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    if (ms !== Infinity) timer = setTimeout(end, ms);
  });
}
