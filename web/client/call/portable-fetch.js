// Edge workers refuse some members of a request that browsers need.

/**
 * workerd knows no `redirect: 'error'`. There the request goes without what only browsers have, and a redirect is refused here.
 * @param {typeof globalThis.fetch} fetch
 * @returns {typeof globalThis.fetch}
 */
export function portable(fetch) {
  /** @type {boolean | undefined} the environment's answer, asked for once: the members in question are the same in every request */
  let isAccepted;
  return async (input, init = {}) => {
    isAccepted ??= acceptsAll(init);
    if (isAccepted) return fetch(input, init);
    const { method, headers, body, signal } = /** @type {any} */ (init);
    const response = await fetch(input, { method, headers, body, signal, redirect: 'manual' });
    if (response.status < 300 || response.status > 399) return response;
    await response.body?.cancel();
    throw new TypeError('The service redirected the request, which is not followed.');
  };
}

/** @param {RequestInit} init */
function acceptsAll({ cache, credentials, redirect, referrerPolicy }) {
  try {
    // A custom fetch may come without a Request, and then decides for itself.
    if (globalThis.Request)
      new Request('https://localhost/', /** @type {any} */ ({ cache, credentials, redirect, referrerPolicy }));
    return true;
  } catch {
    return false;
  }
}
