// Reads a callback of the service: bounded, its signature checked, and what it says of which task. It is a hint, whoever has sent it.
import { startFrom } from '../../client/module/external.js';
import { startModule } from '../../client/module/inside.js';
import { readBody } from '../body.js';
import { CallTime } from '../call-time.js';

/** docs/contract.md, "Callbacks". */
const MOST_BYTES = 262_144;
/** The service stops waiting after 15 s. */
const READING_MS = 10_000;

/** @typedef {import('../../client/module/module.js').Route} Route where the service keeps a task */

/**
 * What a callback says.
 * @typedef {object} Callback
 * @property {string} taskId of the task it is about
 * @property {Route | null} route where to look first; null: it cannot be told
 * @property {'processing' | 'succeeded' | 'failed' | null} status to be believed once a look has seen the same; null: only a look can tell
 */

/**
 * Why a request is no callback to be heeded, and the HTTP status to answer it with.
 * @typedef {{ status: 400 | 401 | 408 | 413 | 415 | 422, why: string }} Refused
 */

/**
 * How callbacks are read.
 * @typedef {object} ReadOptions
 * @property {string | undefined} secret the account's webhook key; undefined: the account has none, and whoever knows the URL is heard
 * @property {import('../../client/module/external.js').WasmInput} [wasm] inside the package: where WebAssembly comes from, on
 *   platforms that compile none at run time (Cloudflare Workers)
 * @property {() => number} [now] `Date.now`
 */

/**
 * @param {Request} request as the service sends it: POST, JSON, with `X-Webhook-Timestamp` and `X-Webhook-Signature`
 * @param {ReadOptions} options
 * @returns {Promise<{ callback: Callback } | { refused: Refused }>} refused: in words that quote neither the secret nor the request
 * @throws {import('../../client/errors.js').StartError} as a rejection, when WebAssembly is missing or forbidden here
 */
export async function readCallback(request, { secret, wasm, now = Date.now }) {
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0];
  if (type?.trim().toLowerCase() !== 'application/json') return refused(415, 'A callback is application/json');
  if (Number(request.headers.get('content-length')) > MOST_BYTES) return TOO_LARGE;
  const module = await (wasm === undefined ? startModule() : startFrom(wasm));
  const time = new CallTime(READING_MS, request.signal);
  /** @type {string} */
  let body;
  try {
    const read = await time.bound(readBody(request.body, MOST_BYTES, time.signal));
    if ('problem' in read) return TOO_LARGE;
    body = new TextDecoder('utf-8', { fatal: true }).decode(read.bytes);
  } catch {
    return time.isOver ? refused(408, 'The callback did not come in time') : refused(400, 'The callback is not UTF-8');
  } finally {
    time.end();
  }
  const timestamp = request.headers.get('x-webhook-timestamp') ?? '';
  const reading = module.readCallback({ body, timestamp, now: now() });
  if (reading.complaint !== undefined) return refused(422, reading.complaint);
  const { taskId, route, status, signedText, signatureComplaint } = reading;
  if (secret !== undefined) {
    if (signedText === null) return refused(401, signatureComplaint);
    const signature = request.headers.get('x-webhook-signature') ?? '';
    if (!(await isSigned(signedText, signature, secret)))
      return refused(401, 'The signature is not that of the secret');
  }
  return { callback: { taskId, route, status } };
}

/**
 * @param {string} text
 * @param {string} signature base64
 * @param {string} secret
 * @returns {Promise<boolean>} in a time that says nothing about the signature
 */
async function isSigned(text, signature, secret) {
  const bytes = bytesOf(signature);
  if (!bytes) return false;
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, bytes, encoder.encode(text));
}

/** @param {string} base64 @returns {Uint8Array<ArrayBuffer> | null} null: it is none */
function bytesOf(base64) {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

/** @param {Refused['status']} status @param {string} why @returns {{ refused: Refused }} */
const refused = (status, why) => ({ refused: { status, why } });

const TOO_LARGE = refused(413, `A callback has at most ${MOST_BYTES} bytes`);
