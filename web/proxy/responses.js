// What the proxy answers: plain data, which may be kept and given to many callers, and a new Response for each of them. A stream is for one.

/** @typedef {{ status: number, body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>, headers?: Record<string, string> }} Reply */

/**
 * An error of the proxy's own, in the service's form.
 * @param {number} code
 * @param {string} msg without its last full stop
 * @param {Record<string, string>} [headers]
 * @returns {Reply}
 */
export function refusal(code, msg, headers = {}) {
  return { status: code, body: JSON.stringify({ code, msg: `${msg}.` }), headers };
}

/**
 * @param {number} seconds
 * @param {string} why
 * @returns {Reply}
 */
export function tooMany(seconds, why) {
  return refusal(429, why, { 'Retry-After': String(seconds) });
}

/**
 * Of what the service has no code for: the client reads the code, people and other programs the status.
 * @param {number} status
 * @param {string} msg
 * @returns {Reply}
 */
export function misfit(status, msg) {
  return { ...refusal(422, msg), status };
}

/**
 * Not in the service's form, whose every code but 200 says that it has refused: nobody may read this as "nothing was made".
 * @param {Reply} failure
 * @returns {Reply}
 */
export function outcomeUnknown({ status, body }) {
  const { msg } = JSON.parse(String(body));
  return { status, body: JSON.stringify({ msg: `${msg} Nobody knows whether the task was made.` }) };
}

/** @param {Reply} reply no stream @returns {string} for other processes */
export function writeReply({ status, body, headers }) {
  return JSON.stringify({ status, headers, body: body instanceof Uint8Array ? new TextDecoder().decode(body) : body });
}

/** @param {string} said by `writeReply` @returns {Reply} */
export function readReply(said) {
  const { status, headers, body } = JSON.parse(said);
  return { status, headers, body: new TextEncoder().encode(body) };
}

/**
 * @param {Reply} reply
 * @returns {Response} JSON that no browser takes for a page, with no header but these
 */
export function respond({ status, body, headers = {} }) {
  // These have no body, and a Response refuses one for them.
  return new Response(status === 204 || status === 205 ? null : body, {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
  });
}

/**
 * @param {number} code
 * @param {string} msg
 * @param {Record<string, string>} [headers]
 */
export function refuse(code, msg, headers) {
  return respond(refusal(code, msg, headers));
}

/**
 * A copy: a response of `authorize` may have headers that cannot be changed.
 * @param {Response} response
 * @param {Record<string, string>} more
 */
export function withHeaders(response, more) {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(more)) {
    if (name === 'Vary') headers.append(name, value);
    else headers.set(name, value);
  }
  return new Response(response.body, { status: response.status, headers });
}
