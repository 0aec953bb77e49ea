import { H3, serve } from 'h3';
import { createProxy } from 'kie-aleph/proxy';

const apiKey = () => process.env.KIE_API_KEY;
const app = new H3();
// h3's mount takes the prefix off the request, so that the proxy is at the root of what it sees.
app.mount('/video/tasks', createProxy({ apiKey, mount: '/' }));
const proxy = createProxy({ apiKey, mount: '/' });
app.all('/**', (event) => proxy(event.req));
serve(app, { port: Number(process.env.PORT ?? 3000) });
