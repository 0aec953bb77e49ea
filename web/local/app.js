// What the page of the local server asks, as one Fetch-API handler: the proxy, and the sandbox when there is no key.
import { gzipSync } from 'node:zlib';
import { readCallback } from '../proxy/callbacks/read-callback.js';
import { createProxy } from '../proxy/proxy.js';
import { createSandbox } from './sandbox.js';
import { SANDBOX_KEY, TASKS } from './sandbox-tasks.js';

/** Which requests it answers, by their target; all others are for files. */
export const APP_TARGETS = /^\/(?:service\.json(?:\?|$)|kie\/|sandbox\/)/;

/** The one person who uses it is limited by the client itself, and spends their own; pages of other origins are refused all the same. */
const FOR_ITS_OWNER = /** @type {const} @satisfies {import('../proxy/proxy.js').ProxyOptions} */ ({
  allow: ['look', 'create', 'upload', 'credits'],
  authorize: () => true,
  clientLimit: false,
  taskLimit: false,
  globalLimit: false,
  clientCreateLimit: false,
  clientStreams: false,
});

/** With which the sandbox signs its callbacks. */
const SANDBOX_SECRET = 'sandbox-webhook-key';

/**
 * @typedef {object} AppOptions
 * @property {string} [apiKey] none: the page talks to the sandbox, through the same proxy
 * @property {string} [upstream] base URL of the real service
 */

/**
 * @param {AppOptions & import('./sandbox.js').SandboxOptions} [options] those of the sandbox are for it
 * @returns {(request: Request) => Promise<Response>}
 * @throws {TypeError} for a key that cannot work, also an empty one: nobody waits for a build here
 */
export function createApp({ apiKey, upstream, ...sandboxOptions } = {}) {
  if (apiKey === '') throw new TypeError('The API key is empty.');
  const callbacks = { secret: SANDBOX_SECRET, fetch: tellProxy };
  const sandbox = apiKey === undefined ? createSandbox({ callbacks, ...sandboxOptions }) : undefined;
  /** @type {Map<string, ReturnType<typeof createProxy>>} by the server's origin */
  const proxies = new Map();
  const examples = sandbox
    ? Object.entries(TASKS).flatMap(([taskId, { title }]) => (title ? [{ taskId, title }] : []))
    : [];
  const service = JSON.stringify({ service: sandbox ? 'sandbox' : 'kie', examples });
  const compressed = gzipSync(service);
  const forward =
    apiKey === undefined ? undefined : createProxy({ apiKey, ...FOR_ITS_OWNER, ...(upstream && { upstream }) });

  return async (request) => {
    const { origin, pathname } = new URL(request.url);
    if (pathname === '/service.json') {
      const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Vary: 'Accept-Encoding' };
      if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return new Response(service, { headers });
      return new Response(compressed, { headers: { ...headers, 'Content-Encoding': 'gzip' } });
    }
    if (pathname.startsWith('/kie/')) return (forward ?? sandboxProxy(origin))(request);
    if (sandbox && pathname.startsWith('/sandbox/')) return sandbox(request);
    return new Response('Not Found', { status: 404 });
  };

  /**
   * The real proxy in front of the sandbox, without a network in between.
   * @param {string} origin
   */
  function sandboxProxy(origin) {
    const known = proxies.get(origin);
    if (known) return known;
    const proxy = createProxy({
      apiKey: SANDBOX_KEY,
      ...FOR_ITS_OWNER,
      upstream: `${origin}/sandbox`,
      callbacks: { read: readCallback, secret: SANDBOX_SECRET, url: `${origin}/kie/callbacks` },
      fetch: (input, init) => /** @type {NonNullable<typeof sandbox>} */ (sandbox)(new Request(input, init)),
    });
    proxies.set(origin, proxy);
    return proxy;
  }

  /**
   * The sandbox's callbacks reach no one else.
   * @param {RequestInfo | URL} input
   * @param {RequestInit} [init]
   */
  async function tellProxy(input, init) {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    const proxy = pathname === '/kie/callbacks' ? proxies.get(origin) : undefined;
    return proxy ? proxy(request) : new Response('Not Found', { status: 404 });
  }
}
