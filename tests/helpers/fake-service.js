// Servers on loopback that behave as a test needs, and end with it.
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { freePort } from './free-port.js';

/** @typedef {import('node:test').TestContext} TestContext */

/** For servers: a connection left open is never closed just when the next request is sent on it. */
export const KEEP_OPEN = { keepAliveTimeout: 0 };

/**
 * An HTTP server.
 * @param {{ after(end: () => void): void }} t the server ends with this test
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} handler
 * @returns {Promise<{ url: string, requests: import('node:http').IncomingMessage[] }>} its address, and what it was asked so far
 */
export async function startService(t, handler) {
  /** @type {import('node:http').IncomingMessage[]} */
  const requests = [];
  const server = createHttpServer(KEEP_OPEN, (request, response) => {
    requests.push(request);
    handler(request, response);
  });
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: await listen(server), requests };
}

/**
 * A server that answers each request with bytes, or by what it does to the connection.
 * @param {TestContext} t the server ends with this test
 * @param {(socket: import('node:net').Socket, path: string) => void} handler called once for each request's head
 * @returns {Promise<{ url: string, paths: string[] }>}
 */
export async function startRawService(t, handler) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  /** @type {string[]} */
  const paths = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    // A client that goes away in the middle is what these tests are about.
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let head = '';
    socket.on('data', (bytes) => {
      head += bytes;
      if (!head.includes('\r\n\r\n')) return;
      const path = head.split(' ')[1] ?? '';
      head = '';
      paths.push(path);
      handler(socket, path);
    });
  });
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { url: await listen(server), paths };
}

/** The URL of a port on which nothing listens. @returns {Promise<string>} */
export async function unusedUrl() {
  return `http://127.0.0.1:${await freePort()}`;
}

/** The task id a request asks for. @param {string | undefined} path */
export function taskIdOf(path) {
  return new URL(path ?? '', 'http://localhost').searchParams.get('taskId') ?? '';
}

/** @param {import('node:net').Server} server */
async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}
