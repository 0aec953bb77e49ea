// Runs a Fetch-API handler as a listener of node:http.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * @param {(request: Request) => Promise<Response>} handler
 * @returns {import('node:http').RequestListener}
 */
export function nodeListener(handler) {
  return async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const request = toRequest(incoming, gone.signal);
    if (!request) return void outgoing.writeHead(400).end();
    try {
      const response = await handler(request);
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      if (!response.body || incoming.method === 'HEAD') return void outgoing.end();
      await pipeline(Readable.fromWeb(/** @type {any} */ (response.body)), outgoing);
    } catch (error) {
      if (gone.signal.aborted) return;
      console.error(error);
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    }
  };
}

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @param {AbortSignal} signal
 * @returns {Request | null} null for what no Request can say, such as TRACE or a Host that is no host
 */
function toRequest(incoming, signal) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  // A path that begins with "//" would be read as a host.
  const path = `/${(incoming.url ?? '/').replace(/^\/+/, '')}`;
  try {
    return new Request(new URL(path, `http://${incoming.headers.host ?? 'localhost'}`), {
      method: incoming.method,
      headers,
      signal,
    });
  } catch {
    return null;
  }
}
