// A service on loopback, in a thread of its own so that its work is not the client's: answers each lookup, after a while.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { LOOKUPS } from '../../web/shared/endpoints.js';
import { KEEP_OPEN } from '../helpers/fake-service.js';
import { answerOf } from './answers.js';

/**
 * @param {{ delay: number, size: number }} options delay: ms; size: bytes of an answer, about
 * @returns {Promise<{ url: string, close: () => Promise<unknown> }>}
 */
export async function startSlowService(options) {
  const service = new Worker(new URL(import.meta.url), { workerData: { slowService: options } });
  const [url] = await once(service, 'message');
  return { url, close: () => service.terminate() };
}

const options = workerData?.slowService;
if (parentPort && options) {
  const client = parentPort;
  const answers = { aleph: answerOf('aleph', options.size), jobs: answerOf('jobs', options.size) };
  const server = createServer(KEEP_OPEN, (request, response) => {
    const body = request.url?.startsWith(LOOKUPS.jobs) ? answers.jobs : answers.aleph;
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    setTimeout(() => response.writeHead(200, headers).end(body), options.delay);
  });
  server.listen(0, '127.0.0.1', 2048, () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    client.postMessage(`http://127.0.0.1:${port}`);
  });
}
