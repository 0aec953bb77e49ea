// Serves a folder on loopback, under the policy a strict page has.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { startService } from '../helpers/fake-service.js';

/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
/** What a strict page allows; Parcel and Vite write no inline script either. */
const POLICY = "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'";

/**
 * @param {import('node:test').TestContext} t
 * @param {string} folder to serve
 * @param {boolean} strict with the policy
 */
export async function serveFolder(t, folder, strict) {
  const { url } = await startService(t, async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = join(folder, normalize(path === '/' ? '/index.html' : path));
    const bytes = await readFile(file).catch(() => null);
    if (!bytes) return void response.writeHead(404).end();
    response
      .writeHead(200, {
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
        ...(strict && { 'Content-Security-Policy': POLICY }),
      })
      .end(bytes);
  });
  return `${url}/`;
}
