import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { createProxy } from 'kie-aleph/proxy';

const app = new Hono();
const proxy = createProxy({ apiKey: process.env.KIE_API_KEY });
app.all('/kie/*', (c) => proxy(c.req.raw, { remoteAddress: getConnInfo(c).remote.address }));
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) });
