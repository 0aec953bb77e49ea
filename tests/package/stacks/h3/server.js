import { getRequestIP, H3, serve } from 'h3';
import { createProxy } from 'kie-aleph/proxy';

const app = new H3();
const proxy = createProxy({ apiKey: process.env.KIE_API_KEY });
app.all('/kie/**', (event) => proxy(event.req, { remoteAddress: getRequestIP(event) }));
serve(app, { port: Number(process.env.PORT ?? 3000) });
