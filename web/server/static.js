// The page's files, from an allow-list of folders, with the headers that make it hard to attack.
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtPageIsCurrent } from './built-page.js';
import { isServable, serveFile } from './files.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['/web/page/', '/web/client/', '/web/element/', '/dist/'];

/** Addresses without a folder; a service worker governs no more than the folder it comes from. The second is there before any build. */
const ALIASES = /** @type {Record<string, [built: string, source: string]>} */ ({
  '/': ['/dist/page/index.html', '/web/page/index.html'],
  '/sw.js': ['/dist/page/sw.js', '/web/page/sw.js'],
  '/manifest.webmanifest': ['/web/page/manifest.webmanifest', '/web/page/manifest.webmanifest'],
});

/** The content's hash is part of these names: another content has another name. */
const UNCHANGING = /^\/dist\/page\/\w+-[0-9A-Z]{8}\.\w+$/;

/**
 * Only what the page uses. Media come from any https host, and from this one in the sandbox. A person may choose another proxy, or the
 * service itself, in the settings: that opens nothing an image of any https host would not, and the loopback is the person's own.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "style-src 'self'",
  "img-src 'self' https:",
  "media-src 'self' https:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "require-trusted-types-for 'script'",
  // The one policy names the service worker; see web/page/offline.js.
  'trusted-types kie-aleph-worker',
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
 * @returns {Promise<Response>} the file; `/` is the page: the built one, unless its sources have changed since
 */
export async function serveStatic(request) {
  const { pathname } = new URL(request.url);
  const alias = Object.hasOwn(ALIASES, pathname) ? ALIASES[pathname] : undefined;
  const path = alias ? alias[builtPageIsCurrent(ROOT) ? 0 : 1] : pathname;
  const file = join(ROOT, path);
  // URL has resolved every "..", so a path that starts in an allowed folder ends in it; encoded ones are plain names.
  const allowed =
    isServable(path) &&
    FOLDERS.some((folder) => path.startsWith(folder) && file.startsWith(join(ROOT, folder.split('/').join(sep))));
  if (!allowed) return new Response('Not Found', { status: 404, headers: HEADERS });
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response('Method Not Allowed', { status: 405, headers: { ...HEADERS, Allow: 'GET, HEAD' } });
  const headers = UNCHANGING.test(path)
    ? { ...HEADERS, 'Cache-Control': 'public, max-age=31536000, immutable' }
    : HEADERS;
  return (await serveFile(request, file, headers)) ?? new Response('Not Found', { status: 404, headers: HEADERS });
}
