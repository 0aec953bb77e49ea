// Sends a body of any size and tells how far it is: no engine's fetch tells that of what it sends.

/** @typedef {{ loaded: number, total: number }} Progress bytes of the whole request's body */

/**
 * With `onProgress` a browser sends by XMLHttpRequest where it has one (no service worker has), other engines a stream. Elsewhere,
 * and without `onProgress`, it is the fetch given.
 * @param {Blob} body its type is the request's
 * @param {object} options
 * @param {typeof globalThis.fetch} options.fetch
 * @param {boolean} options.isOwn the fetch is the caller's, and sends everything
 * @param {((progress: Progress) => void) | undefined} options.onProgress told nothing once there is an answer, or none is wanted any more
 * @param {number} options.maxResponseBytes more of an answer is not taken in
 * @returns {typeof globalThis.fetch} for one request, whose body it is
 */
export function bodySender(body, { fetch, isOwn, onProgress, maxResponseBytes }) {
  return async (url, init = {}) => {
    const headers = { .../** @type {Record<string, string>} */ (init.headers), 'Content-Type': body.type };
    const whole = { ...init, headers, body };
    if (!onProgress || isOwn) return fetch(url, whole);
    let isOver = false;
    const tell = (/** @type {number} */ loaded) => {
      if (!isOver && !init.signal?.aborted) onProgress({ loaded, total: body.size });
    };
    tell(0);
    try {
      if (globalThis.XMLHttpRequest) return await sendByXhr(String(url), whole, { tell, maxResponseBytes });
      return await fetch(url, 'WorkerGlobalScope' in globalThis ? whole : asStream(whole, tell));
    } finally {
      isOver = true;
    }
  };
}

/**
 * @param {RequestInit & { headers: Record<string, string>, body: Blob }} request
 * @param {(loaded: number) => void} tell
 * @returns {RequestInit}
 */
function asStream({ headers, body, ...request }, tell) {
  const stream = {
    ...request,
    headers: { ...headers, 'Content-Length': String(body.size) },
    body: body.stream().pipeThrough(counter(tell)),
    duplex: 'half',
  };
  return /** @type {RequestInit} */ (stream);
}

/** @param {(loaded: number) => void} tell @returns {TransformStream<Uint8Array, Uint8Array>} */
function counter(tell) {
  let loaded = 0;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      tell((loaded += chunk.byteLength));
    },
  });
}

/**
 * A redirect is followed by the browser, which takes the key off on the way to another origin; its answer is not believed.
 * @param {string} url
 * @param {{ method?: string, headers: Record<string, string>, body: Blob, signal?: AbortSignal | null }} request
 * @param {{ tell: (loaded: number) => void, maxResponseBytes: number }} options
 * @returns {Promise<Response>}
 */
function sendByXhr(url, { method = 'POST', headers, body, signal }, { tell, maxResponseBytes }) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const fail = (/** @type {string} */ why) => () => reject(new TypeError(why));
    const abort = () => xhr.abort();
    const answer = (/** @type {BodyInit} */ body) =>
      xhr.responseURL === new URL(url).href
        ? resolve(responseOf(xhr, body))
        : fail('The upload was redirected, which is not followed.')();
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.responseType = 'arraybuffer';
    xhr.upload.onprogress = ({ loaded }) => tell(loaded);
    xhr.onprogress = ({ loaded }) => {
      if (loaded <= maxResponseBytes) return;
      // What has come of it cannot be had, and need not: whoever reads this stops at the same byte.
      answer(new Uint8Array(maxResponseBytes + 1));
      abort();
    };
    xhr.onerror = fail('The file could not be sent.');
    xhr.onabort = fail('Sending the file was ended.');
    xhr.onload = () => answer(xhr.response);
    xhr.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    xhr.send(body);
  });
}

/**
 * As fetch gives it: of a status that HTTP does not have, or that has no body, no Response can be made that has this body.
 * @param {XMLHttpRequest} xhr
 * @param {BodyInit} body
 */
function responseOf(xhr, body) {
  const retryAfter = xhr.getResponseHeader('Retry-After');
  const response = new Response(body, { headers: retryAfter ? { 'Retry-After': retryAfter } : {} });
  return Object.defineProperty(response, 'status', { value: xhr.status });
}
