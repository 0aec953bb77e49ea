import Fastify from 'fastify';
import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';

const app = Fastify();
const proxy = nodeListener(createProxy({ apiKey: process.env.KIE_API_KEY }));
app.all('/kie/*', (request, reply) => {
  reply.hijack();
  proxy(request.raw, reply.raw);
});
await app.listen({ port: Number(process.env.PORT ?? 3000) });
