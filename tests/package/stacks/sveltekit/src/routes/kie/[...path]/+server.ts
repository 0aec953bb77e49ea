import { createProxy } from 'kie-aleph/proxy';
import type { RequestHandler } from './$types';

const proxy = createProxy({ apiKey: process.env.KIE_API_KEY, upstream: process.env.KIE_BASE_URL });
export const GET: RequestHandler = ({ request, getClientAddress }) =>
  proxy(request, { remoteAddress: getClientAddress() });
