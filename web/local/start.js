// The Node command behind `npm start`: the page on this machine, over the sandbox or, with KIE_API_KEY, the real service.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { APP_TARGETS, createApp } from './app.js';
import { nodeListener } from '../proxy/node-adapter.js';
import { refusalOf } from './own-requests.js';
import { serveStatic } from './static.js';

/**
 * @typedef {object} ServerOptions
 * @property {number} [port] `0`: any free one
 * @property {number} [requestTimeout] `600_000`: how long a request may take to come in, in ms, its head 10 s of it; its connection
 *   ends then
 */

/**
 * @param {import('./app.js').AppOptions & import('./sandbox.js').SandboxOptions & ServerOptions} [options]
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve({ port = 0, requestTimeout = 600_000, ...options } = {}) {
  const answer = nodeListener(createApp(options));
  const headersTimeout = Math.min(requestTimeout, 10_000);
  const limits = { requestTimeout, headersTimeout, connectionsCheckingInterval: headersTimeout / 10 };
  /** @type {WeakSet<import('node:net').Socket>} whose end was said: what they send behind a refused request is not heard */
  const ending = new WeakSet();
  const server = createServer(limits, (request, response) => {
    if (ending.has(request.socket)) return void response.destroy();
    const refusal = refusalOf(request);
    if (refusal) {
      ending.add(request.socket);
      refuse(response, refusal);
    } else if (APP_TARGETS.test(request.url ?? '')) answer(request, response);
    else serveStatic(request, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {import('./own-requests.js').Refusal} refusal
 */
function refuse(response, { status, message }) {
  const headers = { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff', Connection: 'close' };
  response.writeHead(status, headers).end(`${message}\n`);
}

/**
 * Reads the environment: PORT (8787), KIE_API_KEY, KIE_BASE_URL, KIE_SANDBOX_FORM (`wire` or `docs`), KIE_SANDBOX_SLOW_SECONDS.
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function main(env = process.env) {
  const port = Number(env.PORT || 8787);
  try {
    const { form, slowSeconds } = readSettings(env, port);
    const { url, close } = await serve({
      port,
      ...(env.KIE_API_KEY && { apiKey: env.KIE_API_KEY.trim() }),
      ...(env.KIE_BASE_URL && { upstream: env.KIE_BASE_URL }),
      form,
      slowSeconds,
    });
    const isReal = Boolean(env.KIE_API_KEY);
    // Whatever is written when a process dies, such as Node's reports, says its environment.
    delete env.KIE_API_KEY;
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close());
    const service = isReal
      ? 'the real service, your key stays in this process'
      : 'a local sandbox, nothing is sent anywhere (set KIE_API_KEY for the real service)';
    console.log(`kie-aleph on ${url} — ${service}`);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    console.error(
      code === 'EADDRINUSE'
        ? `Port ${port} is in use. Choose another: PORT=8788 npm start`
        : `kie-aleph cannot start: ${message}`,
    );
    process.exitCode = 1;
  }
}

/**
 * A mistyped setting is said at once: it would otherwise be ignored, or keep `sandbox-slow` pending for ever.
 * @param {NodeJS.ProcessEnv} env
 * @param {number} port
 * @returns {{ form: 'wire' | 'docs', slowSeconds: number }}
 * @throws {TypeError}
 */
function readSettings(env, port) {
  const form = env.KIE_SANDBOX_FORM || 'wire';
  const slowSeconds = Number(env.KIE_SANDBOX_SLOW_SECONDS || 20);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError('PORT must be a whole number from 0 to 65535.');
  if (form !== 'wire' && form !== 'docs') throw new TypeError('KIE_SANDBOX_FORM must be "wire" or "docs".');
  if (!(slowSeconds >= 0 && slowSeconds < Infinity))
    throw new TypeError('KIE_SANDBOX_SLOW_SECONDS must be a number of seconds.');
  return { form, slowSeconds };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
