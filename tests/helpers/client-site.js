// A site whose page is empty and whose scripts are the package's own: for tests of the client in browsers.
import { readFile } from 'node:fs/promises';
import { startService } from './fake-service.js';

const ROOT = new URL('../../', import.meta.url);

/**
 * @param {{ after(end: () => void): void }} t the site ends with this test
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} [handler] of all but page and scripts
 * @returns {Promise<string>} its URL
 */
export async function startClientSite(t, handler = (_, response) => response.writeHead(404).end()) {
  const { url } = await startService(t, async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    if (pathname === '/') return void response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
    if (!pathname.endsWith('.js')) return handler(request, response);
    response.setHeader('Content-Type', 'text/javascript');
    response.end(await readFile(new URL(`.${pathname}`, ROOT)));
  });
  return url;
}
