// The service of many-calls-do-not-grow-the-heap.test.js, in a thread of its own: says what the task id begins with.
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';
import { KEEP_OPEN, taskIdOf } from '../helpers/fake-service.js';
import { envelope, succeeded } from '../helpers/responses.js';

/** By the first four letters of the task id; of what `cuts` is answered the end does not come. @type {Record<string, (id: string) => [status: number, body: string]>} */
export const ANSWERS = {
  good: (id) => [200, succeeded(id)],
  stop: (id) => [200, succeeded(id)],
  long: (id) => [
    200,
    envelope({
      taskId: id,
      paramJson: JSON.stringify({ prompt: '让它下雪'.repeat(200) }),
      errorMessage: 'x'.repeat(5000),
    }),
  ],
  fail: () => [200, '{"code":401,"msg":"You do not have access permissions"}'],
  cuts: () => [200, ' '.repeat(5000)],
  page: () => [502, '<html>502 Bad Gateway</html>'],
  huge: () => [200, ' '.repeat(70_000)],
};

const server = createServer(KEEP_OPEN, (request, response) => {
  const id = taskIdOf(request.url);
  const [status, body] = ANSWERS[id.slice(0, 4)]?.(id) ?? [404, ''];
  const length = Buffer.byteLength(body);
  if (id.startsWith('cuts'))
    response.writeHead(status, { 'Content-Length': length + 1 }).write(body, () => request.socket.end());
  else response.writeHead(status, { 'Content-Length': length }).end(body);
});

// Only where somebody asked for it: a test runner may load every file.
if (parentPort) {
  const client = parentPort;
  server.listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    client.postMessage(`http://127.0.0.1:${port}`);
  });
}
