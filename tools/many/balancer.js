// A load balancer of the smallest kind: each connection to the next process that takes it.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * @param {() => string[]} urls of the processes
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function startBalancer(urls) {
  let turn = 0;
  const server = createServer((client) => {
    client.on('error', () => {});
    const all = urls();
    const tryNext = (/** @type {number} */ times) => {
      if (times === all.length) return void client.destroy();
      const upstream = connect(Number(new URL(String(all[turn++ % all.length])).port), '127.0.0.1');
      upstream.once('error', () => tryNext(times + 1));
      upstream.once('connect', () => {
        upstream.removeAllListeners('error');
        upstream.on('error', () => client.destroy());
        upstream.on('close', () => client.destroy());
        client.on('close', () => upstream.destroy());
        client.pipe(upstream).pipe(client);
      });
    };
    tryNext(0);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
