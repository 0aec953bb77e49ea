// A proxy that takes uploads before a service, and what is sent through it: for the tests of uploading.
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { nodeListener } from '../../../web/proxy/node-adapter.js';
import { createProxy } from '../../../web/proxy/proxy.js';
import { startService } from '../../helpers/fake-service.js';

/** @typedef {import('../../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */
/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

export const KEY = 'sk-0123456789abcdef';
export const PATH = '/kie/api/file-stream-upload';
export const TYPE = 'multipart/form-data; boundary=kie-aleph-1';
export const DONE = JSON.stringify({ success: true, code: 200, data: { downloadUrl: 'https://example.com/up/1.mp4' } });
export const MEGABYTE = 1_000_000;

/**
 * A proxy on node:http before a service.
 * @param {import('node:test').TestContext} t
 * @param {(request: IncomingMessage, response: import('node:http').ServerResponse) => void} service
 * @param {ProxyOptions} [options]
 */
export async function startProxy(t, service, options) {
  const { url: upstream, requests } = await startService(t, service);
  const proxy = createProxy({ apiKey: KEY, upstream, allow: ['upload'], ...options });
  const { url } = await startService(t, nodeListener(proxy));
  return { url, proxy, requests };
}

/** @param {string} url @param {Record<string, string | number>} [headers] */
export function openUpload(url, headers = {}) {
  const sent = httpRequest(url + PATH, { method: 'POST', headers: { 'Content-Type': TYPE, ...headers } });
  sent.on('error', () => {});
  return sent;
}

/** @param {import('node:http').ClientRequest} sent @returns {Promise<{ status: number | undefined, body: string }>} */
export async function answerTo(sent) {
  const [answer] = await once(sent, 'response');
  return { status: answer.statusCode, body: Buffer.concat(await answer.toArray()).toString() };
}

/** The request alone, as another platform gives it. @param {BodyInit} body @param {RequestInit} [init] */
export const uploadOf = (body, init) =>
  new Request(`https://proxy.example${PATH}`, {
    method: 'POST',
    headers: { 'Content-Type': TYPE },
    body,
    .../** @type {any} */ ({ duplex: 'half' }),
    ...init,
  });

/** @param {number} pieces @param {number} [bytes] of each */
export function streamOf(pieces, bytes = MEGABYTE) {
  const seen = { pulled: 0, cancelled: false };
  const body = new ReadableStream(
    {
      pull: (controller) => (seen.pulled++ < pieces ? controller.enqueue(new Uint8Array(bytes)) : controller.close()),
      cancel: () => void (seen.cancelled = true),
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}
