// Renders the page, and serves it with its script and the proxy.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './App.js';

const proxy = createProxy({ apiKey: process.env.KIE_API_KEY, upstream: process.env.KIE_BASE_URL });
const script = await readFile('dist/client.js');

const server = createServer(
  nodeListener(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/kie/')) return proxy(request);
    if (pathname === '/client.js') return new Response(script, { headers: { 'Content-Type': 'text/javascript' } });
    const root = renderToString(
      <StrictMode>
        <App />
      </StrictMode>,
    );
    const html = `<!doctype html><html lang="en"><title>React 18</title><div id="root">${root}</div><script type="module" src="/client.js"></script>`;
    return new Response(html, { headers: { 'Content-Type': 'text/html' } });
  }),
);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(`http://127.0.0.1:${address?.port}`);
});
