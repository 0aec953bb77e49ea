// The sandbox as an extension's origin may ask it: with CORS, since the extension's host permission is for the real service only.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { createSandbox } from '../../web/local/sandbox.js';
import { lookupIn } from '../../web/shared/endpoints.js';
import { deferred } from '../helpers/deferred.js';

const OPEN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*',
  // On a connection that was used before, browsers send even a POST again by themselves when it breaks before the answer; what is
  // counted here is what the extension sends.
  Connection: 'close',
};

/**
 * @typedef {object} Service
 * @property {string} url
 * @property {string[]} asked the task ids that were answered, in order
 * @property {import('../../web/local/sandbox.js').MadeTask[]} made the tasks that were made, in order
 * @property {(seconds: number) => void} pass the service's time stands still but for this
 * @property {() => { arrived: Promise<void>, gone: Promise<void>, release: () => void }} hold lets the next question wait:
 *   until it has come, until who asked has gone, and answers it and those after it
 * @property {() => void} close
 */

/**
 * @param {{ lookupsOnly?: boolean }} [options] lookupsOnly: as a proxy is that forwards nothing else
 * @returns {Promise<Service>}
 */
export async function startSandbox({ lookupsOnly = false } = {}) {
  let now = Date.now();
  /** @type {Service['made']} */
  const made = [];
  const sandbox = createSandbox({ now: () => now, onCreated: (task) => void made.push(task) });
  /** @type {string[]} */
  const asked = [];
  /** @type {Record<'arrived' | 'gone' | 'released', ReturnType<typeof deferred<void>>> | null} */
  let held = null;
  const server = createServer(
    nodeListener(async (request) => {
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: OPEN });
      const { pathname, searchParams } = new URL(request.url);
      if (lookupsOnly && lookupIn(pathname) === null)
        return Response.json({ code: 400, msg: 'Not here' }, { status: 404, headers: OPEN });
      if (held) {
        const { arrived, gone, released } = held;
        request.signal.addEventListener('abort', () => gone.resolve());
        arrived.resolve();
        await released.promise;
      }
      const response = await sandbox(request);
      asked.push(searchParams.get('taskId') ?? '');
      return new Response(response.body, {
        status: response.status,
        headers: { ...Object.fromEntries(response.headers), ...OPEN },
      });
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    made,
    pass: (seconds) => void (now += seconds * 1000),
    hold() {
      const { arrived, gone, released } = (held = { arrived: deferred(), gone: deferred(), released: deferred() });
      const release = () => {
        held = null;
        released.resolve();
      };
      return { arrived: arrived.promise, gone: gone.promise, release };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
