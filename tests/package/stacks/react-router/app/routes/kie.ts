import { createProxy } from 'kie-aleph/proxy';

const proxy = createProxy({ apiKey: process.env.KIE_API_KEY, upstream: process.env.KIE_BASE_URL });

export const loader = ({ request }: { request: Request }) => proxy(request);
