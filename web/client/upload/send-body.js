// Sends a body of any size and tells how far it is: no engine's fetch tells that of what it sends.

/** @typedef {{ loaded: number, total: number }} Progress bytes of the whole request's body */

/**
 * With `onProgress` a browser sends by XMLHttpRequest where it has one (no service worker has), other engines a stream. Elsewhere,
 * and without `onProgress`, it is the fetch given.
 * @param {Blob} body its type is the request's
 * @param {{ fetch: typeof globalThis.fetch, isOwn: boolean, onProgress: ((progress: Progress) => void) | undefined }} options isOwn:
 *   the fetch is the caller's, and sends everything
 * @returns {typeof globalThis.fetch} for one request, whose body it is
 */
export function bodySender(body, { fetch, isOwn, onProgress }) {
  return async (url, init = {}) => {
    const headers = { .../** @type {Record<string, string>} */ (init.headers), 'Content-Type': body.type };
    const whole = { ...init, headers, body };
    if (!onProgress || isOwn) return fetch(url, whole);
    const tell = (/** @type {number} */ loaded) => onProgress({ loaded, total: body.size });
    tell(0);
    if (globalThis.XMLHttpRequest) return sendByXhr(String(url), whole, tell);
    if ('WorkerGlobalScope' in globalThis) return fetch(url, whole);
    const counted = body.stream().pipeThrough(counter(tell));
    const stream = {
      ...whole,
      headers: { ...headers, 'Content-Length': String(body.size) },
      body: counted,
      duplex: 'half',
    };
    return fetch(url, /** @type {RequestInit} */ (stream));
  };
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

/** The longest answer that is taken in, in bytes: what is read of it is shorter. */
const LONGEST_ANSWER = 1_048_576;

/**
 * A redirect is followed by the browser, which takes the key off on the way to another origin; its answer is not believed.
 * @param {string} url
 * @param {{ method?: string, headers: Record<string, string>, body: Blob, signal?: AbortSignal | null }} request
 * @param {(loaded: number) => void} tell
 * @returns {Promise<Response>}
 */
function sendByXhr(url, { method = 'POST', headers, body, signal }, tell) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const fail = (/** @type {string} */ why) => () => reject(new TypeError(why));
    const abort = () => xhr.abort();
    xhr.open(method, url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.responseType = 'arraybuffer';
    xhr.upload.onprogress = ({ loaded }) => tell(loaded);
    xhr.onprogress = ({ loaded }) => loaded > LONGEST_ANSWER && abort();
    xhr.onerror = fail('The file could not be sent.');
    xhr.onabort = fail('Sending the file was ended.');
    xhr.onload = () => {
      if (xhr.responseURL !== new URL(url).href) return fail('The upload was redirected, which is not followed.')();
      const { status } = xhr;
      const retryAfter = xhr.getResponseHeader('Retry-After');
      resolve(
        new Response(status === 204 ? null : xhr.response, {
          status,
          headers: retryAfter ? { 'Retry-After': retryAfter } : {},
        }),
      );
    };
    xhr.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    xhr.send(body);
  });
}
