import { createProxy } from 'kie-aleph/proxy';
import type { APIRoute } from 'astro';

const proxy = createProxy({ apiKey: process.env.KIE_API_KEY, upstream: process.env.KIE_BASE_URL });
export const GET: APIRoute = ({ request, clientAddress }) => proxy(request, { remoteAddress: clientAddress });
