// How the sandbox answers, and how it does not: JSON, a body that breaks off, a connection that ends.

/**
 * @param {unknown} body
 * @param {number} [status]
 */
export function json(body, status = 200) {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json;charset=UTF-8' } });
}

/**
 * What is no answer of the service's own, such as that of a gateway.
 * @param {{ status: number, type: string, body: string, headers?: Record<string, string> }} http
 */
export function page({ status, type, body, headers }) {
  return new Response(body, { status, headers: { 'Content-Type': type, ...headers } });
}

/**
 * Half of an answer; then the connection ends.
 * @param {unknown} body
 */
export function cutJson(body) {
  const text = new TextEncoder().encode(JSON.stringify(body));
  let pulls = 0;
  const half = new ReadableStream({
    pull(controller) {
      if (pulls++ === 0) controller.enqueue(text.subarray(0, text.length / 2));
      else controller.error(lostConnection());
    },
  });
  const headers = { 'Content-Type': 'application/json;charset=UTF-8', 'Content-Length': String(text.length) };
  return new Response(half, { headers });
}

/** Thrown where the connection ends without an answer; `nodeListener` ends it then. */
export function lostConnection() {
  return new DOMException('The sandbox ended the connection', 'AbortError');
}
