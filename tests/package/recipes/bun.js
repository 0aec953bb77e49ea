// Bun: bun proxy.js
import { createProxy } from 'kie-aleph/proxy';

const { KIE_API_KEY: apiKey, KIE_BASE_URL: upstream, PORT } = process.env;
const hosts = ['127.0.0.1', 'localhost'];
const proxy = createProxy({ apiKey, upstream, hosts, allowedOrigins: ['https://app.example'] });
Bun.serve({
  port: Number(PORT ?? 8787),
  hostname: '127.0.0.1',
  // A client is its connection; behind a front, clientHeader as for Node.
  fetch: (request, server) => proxy(request, { remoteAddress: server.requestIP(request)?.address }),
});
