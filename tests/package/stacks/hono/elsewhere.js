import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createProxy } from 'kie-aleph/proxy';

const apiKey = () => process.env.KIE_API_KEY;
const app = new Hono();
// Hono's mount takes the prefix off the request, so that the proxy is at the root of what it sees.
app.mount('/video/tasks', createProxy({ apiKey, mount: '/' }));
const proxy = createProxy({ apiKey, mount: '/' });
app.all('*', (c) => proxy(c.req.raw));
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) });
