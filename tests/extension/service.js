// The sandbox as an extension's origin may ask it: with CORS, since the extension's host permission is for the real service only.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { nodeListener } from '../../web/server/node-adapter.js';
import { createSandbox } from '../../web/server/sandbox.js';
import { readMedia } from '../../web/server/start.js';

const OPEN = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };

/** @returns {Promise<{ url: string, asked: string[], close(): void }>} asked: the task ids, in order */
export async function startSandbox() {
  const sandbox = createSandbox({ media: await readMedia() });
  /** @type {string[]} */
  const asked = [];
  const server = createServer(
    nodeListener(async (request) => {
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: OPEN });
      const response = await sandbox(request);
      asked.push(new URL(request.url).searchParams.get('taskId') ?? '');
      return new Response(response.body, { status: response.status, headers: { ...Object.fromEntries(response.headers), ...OPEN } });
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
