// Bun: bun proxy.js
import { createProxy } from 'kie-aleph/proxy';

const { KIE_API_KEY: apiKey = '', KIE_BASE_URL: upstream, PORT } = process.env;
const fetch = createProxy({ apiKey, upstream, allowedOrigins: ['https://app.example'] });
Bun.serve({ fetch, port: Number(PORT ?? 8787), hostname: '127.0.0.1' });
