// The page's files, from an allow-list of folders, with the headers that make it hard to attack.
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['/web/page/', '/web/client/', '/web/element/', '/dist/'];
const TYPES = /** @type {Record<string, string>} */ ({
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
});

/** Only what the page uses. Media come from any https host, and from this one in the sandbox. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' https:",
  "media-src 'self' https:",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
};

/**
 * @param {Request} request
 * @returns {Promise<Response>} the file; `/` is the page
 */
export async function serveStatic(request) {
  const { pathname } = new URL(request.url);
  const path = pathname === '/' ? '/web/page/index.html' : pathname;
  const type = TYPES[extname(path)];
  const file = join(ROOT, path);
  // URL has resolved every "..", so a path that starts in an allowed folder ends in it; encoded ones are plain names.
  const allowed = type !== undefined && FOLDERS.some((folder) => path.startsWith(folder) && file.startsWith(join(ROOT, folder.split('/').join(sep))));
  if (!allowed) return new Response('Not Found', { status: 404, headers: HEADERS });
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response('Method Not Allowed', { status: 405, headers: { ...HEADERS, Allow: 'GET, HEAD' } });
  try {
    return new Response(await readFile(file), { headers: { ...HEADERS, 'Content-Type': type } });
  } catch {
    return new Response('Not Found', { status: 404, headers: HEADERS });
  }
}
