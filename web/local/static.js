// The page's files: as built or, while its sources are newer, from those. sirv sends them; this says which, and with what headers.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sirv } from '../../dist/sirv.js';
import { builtPageIsCurrent } from './built-page.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the page loads from its sources. No name begins with a dot, so none leads out of its folder. */
const SOURCES =
  /^\/(?:dist|web\/(?:client|create|element|page|save|shared|words))(?:\/[\w-]+)*\/(?:[\w-]+(?:\.[\w-]+)*\.(?:css|html|js|png|svg|wasm|webmanifest))?$/;

/** The hash of the content is part of these names: another content has another name. */
const HASHED = '/assets/';

/**
 * Only what the page uses. Media come from any https host, and from this one in the sandbox; a chosen video is shown from a blob:, and
 * its small picture in the list is a data: URL. A person may choose another proxy, or the
 * service itself, in the settings: that opens nothing an image of any https host would not, and the loopback is the person's own.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "media-src 'self' https: blob:",
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

/** `dev`: each request looks at the files as they are now. @satisfies {import('sirv').Options} */
const OPTIONS = {
  dev: true,
  etag: true,
  brotli: true,
  gzip: true,
  setHeaders(response, path) {
    if (path.startsWith(HASHED)) response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  },
};
const serveBuilt = sirv(join(ROOT, 'dist/page'), OPTIONS);
const serveSources = sirv(ROOT, OPTIONS);

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function serveStatic(request, response) {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') return respond(405, { Allow: 'GET, HEAD' });
  const [path = ''] = (request.url ?? '').split('?');
  if (path === '/' && !builtPageIsCurrent(ROOT)) return respond(307, { Location: '/web/page/' });
  // A file is sent whole: sirv reads the last bytes as the first, and fails where a range ends before it begins.
  delete request.headers.range;
  if (SOURCES.test(path)) return serveSources(request, response);
  // sirv's tag is size and time, which another version's page may share: some package managers give all files one time.
  if (!path.startsWith(HASHED)) delete request.headers['if-none-match'];
  serveBuilt(request, response);

  /** @param {number} status @param {Record<string, string>} headers */
  function respond(status, headers) {
    response.writeHead(status, headers).end();
  }
}
