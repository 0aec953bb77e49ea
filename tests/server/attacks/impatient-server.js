// The server of deploy/ in a process of its own, which waits for the head of a request as long as it is told: node impatient-server.js 1000
import { nodeListener } from '../../../web/proxy/node-adapter.js';
import { serve } from '../../../deploy/serving.js';

if (process.send) {
  const { port } = await serve(
    { host: '127.0.0.1', port: 0, drainMs: 0, longestMs: 0, headMs: Number(process.argv[2]) },
    {
      answer: nodeListener(async () => new Response('answered')),
      closeStreams: () => {},
      finishWork: async () => {},
      readStore: async () => 'memory',
      readMetrics: () => '',
    },
  );
  process.send(port);
  process.on('message', () => process.send?.(process.memoryUsage().rss));
}
