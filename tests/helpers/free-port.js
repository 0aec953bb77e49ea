// A port on which nothing listens, for a program that is to be told one.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what systems give to those who ask for any port: tests that run at the same time, and their browsers, get none of these meanwhile. */
const FIRST = 20_000;
const COUNT = 12_000;
const TRIES = 100;

/** @returns {Promise<number>} a port of 127.0.0.1 */
export async function freePort() {
  for (let i = 0; i < TRIES; i++) {
    const port = FIRST + randomInt(COUNT);
    const server = createServer().listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error(`No free port from ${FIRST} to ${FIRST + COUNT}.`);
}
