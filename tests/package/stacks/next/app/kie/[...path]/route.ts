import { createProxy } from 'kie-aleph/proxy';

export const GET = createProxy({ apiKey: process.env.KIE_API_KEY, upstream: process.env.KIE_BASE_URL });
