import Fastify from 'fastify';
import { nodeListener } from 'kie-aleph/node';
import { createProxy } from 'kie-aleph/proxy';

/** A plugin: its path is the prefix under which it is registered, and below. */
async function kieAleph(scope, options) {
  const proxy = nodeListener(createProxy({ ...options, mount: scope.prefix }));
  scope.all('/*', (request, reply) => {
    reply.hijack();
    proxy(request.raw, reply.raw);
  });
}

const apiKey = () => process.env.KIE_API_KEY;
const app = Fastify();
app.register(kieAleph, { prefix: '/video/tasks', apiKey });
app.register(kieAleph, { prefix: '/', apiKey });
await app.listen({ port: Number(process.env.PORT ?? 3000) });
