// Deno and Deno Deploy: deno run --allow-net --allow-env proxy.js
import { createProxy } from 'kie-aleph/proxy';

const proxy = createProxy({
  apiKey: Deno.env.get('KIE_API_KEY'),
  upstream: Deno.env.get('KIE_BASE_URL'),
  hosts: ['127.0.0.1', 'localhost'], // on Deno Deploy, the project's name there
  allowedOrigins: ['https://app.example'],
});
Deno.serve(
  { port: Number(Deno.env.get('PORT') ?? 8787), hostname: '127.0.0.1', onListen() {} },
  // A client is its connection; behind a front of your own, clientHeader as for Node.
  (request, { remoteAddr }) => proxy(request, { remoteAddress: remoteAddr.hostname }),
);
