// One process of many: deploy/server.js for whoever tries it on this machine, with the page and the way to the sandbox's files beside it.
import { request as ask } from 'node:http';
import { endOnSignals, start } from '../../deploy/server.js';
import { serveStatic } from '../../web/local/static.js';
import { answerMessages } from './messages.js';

const { SANDBOX_URL = 'http://127.0.0.1', PROXY_OPTIONS = '{}' } = process.env;

/** @type {import('../../web/proxy/proxy.js').ProxyOptions} */
const options = {
  allow: ['look', 'create', 'upload', 'credits'],
  authorize: () => true,
  clientLimit: false,
  globalLimit: false,
  clientCreateLimit: false,
  clientStreams: false,
  ...JSON.parse(PROXY_OPTIONS),
};

/** @type {import('node:http').RequestListener} */
const elsewhere = (request, response) => {
  if (request.url === '/service.json') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify({ service: 'sandbox', examples: [] }));
  } else if (request.url?.startsWith('/sandbox/')) forward(request, response);
  else serveStatic(request, response);
};

/** The page may load media of its own origin only. @type {import('node:http').RequestListener} */
function forward(incoming, outgoing) {
  const { method, headers, url } = incoming;
  const forwarded = ask(new URL(String(url), SANDBOX_URL), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.on('error', () => outgoing.destroy());
  incoming.pipe(forwarded);
}

const serving = await start(process.env, { options, elsewhere });
endOnSignals(serving);
answerMessages({
  port: async () => serving.port,
  metricsPort: async () => serving.metricsPort,
  memory: async () => {
    globalThis.gc?.();
    return process.memoryUsage().rss;
  },
});
