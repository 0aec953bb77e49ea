// Vercel: api/kie.js, with a rewrite of /kie/:path* to /api/kie
import { createProxy } from 'kie-aleph/proxy';

const { KIE_API_KEY: apiKey, KIE_BASE_URL: upstream } = process.env;
const clientHeader = 'x-real-ip'; // Vercel sets it, whatever the client sent
const proxy = createProxy({ apiKey, upstream, clientHeader, allowedOrigins: ['https://app.example'] });
export default { fetch: proxy };
