// The server of the pages that are measured, on loopback: documents, scripts and the service's answers, in brotli like at most hosts.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { LOOKUPS } from '../../../web/shared/endpoints.js';
import { answerOf } from '../answers.js';

/** Bytes of the answers, by the id of the task that is asked for. @type {Readonly<Record<string, number>>} */
export const ANSWERS = { 'task-500': 500, 'task-5000': 5_000, 'task-50000': 50_000 };

/** Smaller bodies are sent as they are, as servers do. */
const WORTH_COMPRESSING = 1_000;

const TYPES = /** @type {Readonly<Record<string, string>>} */ ({
  '.html': 'text/html;charset=utf-8',
  '.js': 'text/javascript;charset=utf-8',
  '.json': 'application/json;charset=UTF-8',
  '.wasm': 'application/wasm',
});

/** @typedef {{ headers: Record<string, string>, body: Uint8Array }} Reply */

/** @param {Uint8Array} body @returns {Uint8Array} at its smallest */
export function inBrotli(body) {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
}

/** @param {string} path @param {string | Uint8Array} content @returns {Reply} */
function replyOf(path, content) {
  const plain = Buffer.from(content);
  const isSmall = plain.length < WORTH_COMPRESSING;
  const body = isSmall ? plain : inBrotli(plain);
  return {
    body,
    headers: {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-length': String(body.length),
      // As kie-aleph/proxy answers; and each page is visited with nothing kept of it.
      'cache-control': 'no-store',
      ...(!isSmall && { 'content-encoding': 'br' }),
    },
  };
}

/**
 * @param {ReadonlyMap<string, string | Uint8Array>} files by path
 * @returns {Promise<{ url: string, close(): void }>} url: without a slash at its end
 */
export async function serveFiles(files) {
  const replies = new Map([...files].map(([path, content]) => [path, replyOf(path, content)]));
  const answers = new Map(
    Object.entries(ANSWERS).map(([taskId, size]) => [taskId, replyOf('answer.json', answerOf('aleph', size))]),
  );
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(String(request.url), 'http://localhost');
    const reply = replies.get(pathname) ?? answers.get(askedTask(pathname, searchParams, request.headers) ?? '');
    if (reply) response.writeHead(200, reply.headers).end(reply.body);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @param {string} path
 * @param {URLSearchParams} query
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @returns {string | null | undefined} the task that a request asks for
 */
function askedTask(path, query, headers) {
  if (path === `/kie${LOOKUPS.aleph}`) return query.get('taskId');
  // fal's client tells its proxy in a header what it wants.
  if (path === '/fal') return String(headers['x-fal-target-url']).split('/').at(-1);
  return undefined;
}
