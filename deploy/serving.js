// An HTTP server that says how it is, and ends without leaving anybody behind.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** Streams that were about to open while the others were ended. */
const AGAIN_MS = 200;
/** Longer than load balancers keep idle connections: else one sends a request on what is just being closed, and nobody knows what came of it. */
const KEEP_ALIVE_MS = 75_000;
/** Load balancers send the head of a request at once, and most of them its body, too: an upload may be a large one. */
const HEAD_MS = 10_000;
const REQUEST_MS = 600_000;

/**
 * @typedef {object} Listening
 * @property {string} host
 * @property {number} port 0: any free one
 * @property {number} [metricsPort] none: no metrics. A port of its own, which is not published: behind a load balancer on the same
 *   machine every request comes from the loopback, so an address cannot tell who may read them
 * @property {number} [headMs] `10000`: how long the head of a request may take to come in, also the first of a connection; then it ends
 * @property {number} [requestMs] `600000`: the same of a whole request
 * @property {number} drainMs how long `/readyz` says 503 before connections are refused, so that the load balancer has seen it
 * @property {number} longestMs how long what is under way may take then
 */

/**
 * @typedef {object} Served
 * @property {import('node:http').RequestListener} answer
 * @property {() => void} closeStreams ends those that would go on for ever; their clients open others, at another process
 * @property {() => Promise<void>} finishWork waits for what goes on after an answer
 * @property {() => Promise<string>} readStore `shared`, `away` (this process goes on by itself, so it is ready all the same), or `memory`
 * @property {() => string} readMetrics
 */

/** @typedef {{ port: number, metricsPort: number | undefined, end: () => Promise<void> }} Serving end: takes at most drainMs + longestMs */

/**
 * @param {Listening} listening
 * @param {Served} served
 * @returns {Promise<Serving>}
 */
export async function serve(listening, served) {
  const { host, port, metricsPort, drainMs, longestMs, headMs = HEAD_MS, requestMs = REQUEST_MS } = listening;
  let isEnding = false;

  /** @type {Record<string, () => Promise<[status: number, said: object]>>} */
  const health = {
    '/healthz': async () => [200, { status: 'alive' }],
    '/readyz': async () => {
      const store = await served.readStore();
      return isEnding ? [503, { status: 'ending', store }] : [200, { status: 'ready', store }];
    },
  };

  const limits = { requestTimeout: requestMs, headersTimeout: headMs, connectionsCheckingInterval: headMs / 10 };
  const server = createServer({ ...limits, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    // The next one goes elsewhere.
    if (isEnding) response.setHeader('Connection', 'close');
    const check = Object.hasOwn(health, request.url ?? '') ? health[String(request.url)] : undefined;
    if (check) void answerCheck(response, check);
    else served.answer(request, response);
  });
  const metrics =
    metricsPort === undefined
      ? null
      : createServer(limits, (request, response) => {
          const isAsked = request.url === '/metrics';
          response.writeHead(isAsked ? 200 : 404, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
          response.end(isAsked ? served.readMetrics() : 'Not Found\n');
        });
  await listen(server, port, host);
  if (metrics) await listen(metrics, Number(metricsPort), host);

  return {
    port: portOf(server),
    metricsPort: metrics ? portOf(metrics) : undefined,
    async end() {
      isEnding = true;
      await wait(drainMs);
      const closed = once(server, 'close');
      server.close();
      served.closeStreams();
      const again = setInterval(() => served.closeStreams(), AGAIN_MS);
      const late = wait(longestMs).then(() => server.closeAllConnections());
      await closed;
      clearInterval(again);
      await Promise.race([served.finishWork(), late]);
      metrics?.close();
      metrics?.closeAllConnections();
    },
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {() => Promise<[status: number, said: object]>} check
 */
async function answerCheck(response, check) {
  const [status, said] = await check();
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(`${JSON.stringify(said)}\n`);
}

/** @param {import('node:http').Server} server @param {number} port @param {string} host */
async function listen(server, port, host) {
  server.listen(port, host);
  await once(server, 'listening');
}

/** @param {import('node:http').Server} server @returns {number} */
const portOf = (server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port;

/** @param {number} ms @returns {Promise<void>} that keeps no process going */
const wait = (ms) => new Promise((resolve) => void setTimeout(resolve, ms).unref());
