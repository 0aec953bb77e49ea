// Node: node proxy.js
import { createServer } from 'node:http';
import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';

const { KIE_API_KEY: apiKey = '', KIE_BASE_URL: upstream, PORT } = process.env;
const proxy = createProxy({ apiKey, upstream, allowedOrigins: ['https://app.example'] });
createServer(nodeListener(proxy)).listen(Number(PORT ?? 8787), '127.0.0.1');
