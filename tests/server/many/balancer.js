// A load balancer of the smallest kind: each connection to the next process that takes it.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** @param {import('node:test').TestContext} t @param {() => number[]} ports of the processes @returns {Promise<string>} its URL */
export async function balance(t, ports) {
  let turn = 0;
  const server = createServer((client) => {
    client.on('error', () => {});
    const all = ports();
    const tryNext = (/** @type {number} */ times) => {
      if (times === all.length) return void client.destroy();
      const upstream = connect(Number(all[turn++ % all.length]), '127.0.0.1');
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
  t.after(() => server.close());
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
}
