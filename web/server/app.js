// The whole local server as one Fetch-API handler: the page, the proxy, and the sandbox when there is no key.
import { createProxy } from './proxy.js';
import { createSandbox } from './sandbox.js';
import { SANDBOX_KEY, TASKS } from './sandbox-tasks.js';
import { serveStatic } from './static.js';

/** A page of another site must not reach this server under a name of its own (DNS rebinding). */
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** The one person who uses it is limited by the client itself. */
const UNLIMITED = /** @type {const} */ ({ clientLimit: false, globalLimit: false });

/**
 * @typedef {object} AppOptions
 * @property {string} [apiKey] none: the page talks to the sandbox, through the same proxy
 * @property {string} [upstream] base URL of the real service
 * @property {'wire' | 'docs'} [form] of the sandbox's answers
 * @property {number} [slowSeconds] of the sandbox
 * @property {import('./media.js').Media} [media] of the sandbox
 */

/**
 * @param {AppOptions} [options]
 * @returns {(request: Request) => Promise<Response>}
 */
export function createApp({ apiKey, upstream, ...sandboxOptions } = {}) {
  const sandbox = apiKey === undefined ? createSandbox(sandboxOptions) : undefined;
  const examples = sandbox ? Object.entries(TASKS).map(([taskId, { title }]) => ({ taskId, title })) : [];
  const service = JSON.stringify({ service: sandbox ? 'sandbox' : 'kie', examples });
  const forward =
    apiKey === undefined ? undefined : createProxy({ apiKey, ...UNLIMITED, ...(upstream && { upstream }) });

  return async (request) => {
    const { host, origin, pathname } = new URL(request.url);
    if (!LOOPBACK.test(host)) return new Response('Misdirected Request', { status: 421 });
    if (pathname === '/service.json')
      return new Response(service, { headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' } });
    if (pathname.startsWith('/kie/')) return (forward ?? sandboxProxy(origin))(request);
    if (sandbox && pathname.startsWith('/sandbox/')) return sandbox(request);
    return serveStatic(request);
  };

  /**
   * The real proxy in front of the sandbox, without a network in between.
   * @param {string} origin
   */
  function sandboxProxy(origin) {
    return createProxy({
      apiKey: SANDBOX_KEY,
      ...UNLIMITED,
      upstream: `${origin}/sandbox`,
      fetch: (input, init) => /** @type {NonNullable<typeof sandbox>} */ (sandbox)(new Request(input, init)),
    });
  }
}
