// Callbacks as the service sends them, for the tests of the proxy.

export const SECRET = 'kie-aleph-test-key';

/**
 * @param {string} taskId
 * @param {string} timestamp seconds
 * @param {string} [secret]
 * @returns {Promise<string>} base64
 */
export async function sign(taskId, timestamp, secret = SECRET) {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(`${taskId}.${timestamp}`));
  return btoa(String.fromCharCode(...new Uint8Array(signed)));
}

/**
 * @param {unknown} body
 * @param {object} [options]
 * @param {string} [options.taskId] that is signed
 * @param {number} [options.at] epoch ms, when it was signed
 * @param {string} [options.secret]
 * @param {Record<string, string | null>} [options.headers] instead of those it has; null: without it
 * @param {string} [options.url]
 */
export async function callbackOf(body, { taskId = 'task-1', at = Date.now(), secret, headers = {}, url } = {}) {
  const timestamp = String(Math.floor(at / 1000));
  const all = {
    'Content-Type': 'application/json',
    'X-Webhook-Timestamp': timestamp,
    'X-Webhook-Signature': await sign(taskId, timestamp, secret),
    ...headers,
  };
  return new Request(url ?? 'http://localhost/kie/callbacks', {
    method: 'POST',
    headers: new Headers(Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [pair(name, value)]))),
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** What the service says of a task of the jobs route. @param {string} taskId @param {string} state */
export const jobsAnswer = (taskId, state) => ({ code: 200, msg: 'success', data: { taskId, state } });

/** @param {string} name @param {string} value @returns {[string, string]} */
const pair = (name, value) => [name, value];
