// `node tests/bench/upload-memory.js [megabytes …]` (`npm run bench:upload`): how much memory sending a file of so many MB needs, each way
// in a process of its own: the most that it ever had at once (resident set). Client or caller and service are in this process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AlephClient } from '../../web/client/index.js';
import { runCommand } from '../../web/command/command.js';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { createProxy } from '../../web/proxy/proxy.js';

const PIECE = Buffer.alloc(1_000_000, 'video');
const BOUNDARY = 'kie-aleph-bench';

/**
 * A way of a file to the service.
 * @typedef {object} Way
 * @property {(service: string, megabytes: number) => Promise<string | undefined>} start in the process that is measured: sends the file, or
 *   resolves with the URL to send it to
 * @property {(url: string, megabytes: number) => Promise<void>} [send] in this process
 */

/** @type {Record<string, Way>} */
const WAYS = {
  client: {
    start: (baseUrl, megabytes) =>
      withFile(megabytes, async (path) => {
        const file = await openAsBlob(path, { type: 'video/mp4' });
        await new AlephClient({ baseUrl }).uploadFile(file, { onProgress: () => {} });
      }),
  },
  command: {
    start: (baseUrl, megabytes) =>
      withFile(megabytes, async (path) => {
        const code = await runCommand(['upload', path], {
          env: { KIE_API_KEY: 'bench-key', KIE_BASE_URL: baseUrl },
          stdout: { write: () => {} },
          stderr: { write: () => {} },
          signal: new AbortController().signal,
        });
        if (code !== 0) throw new Error(`The command ended with ${code}.`);
      }),
  },
  proxy: {
    async start(upstream) {
      const proxy = createProxy({ apiKey: 'bench-key', upstream, allow: ['upload'] });
      return `${await listen(createServer(nodeListener(proxy)))}/kie`;
    },
    send: sendStream,
  },
};

/**
 * @param {string} way
 * @param {number} megabytes
 * @returns {Promise<{ bytes: number, peak: number }>} bytes: that reached the service; peak: MB
 */
export async function measure(way, megabytes) {
  let bytes = 0;
  const service = createServer(async (request, response) => {
    for await (const piece of request) bytes += piece.length;
    response.end('{"code":200,"data":{"downloadUrl":"https://example.com/1.mp4"}}');
  });
  const child = fork(fileURLToPath(import.meta.url), ['--measured', way, await listen(service), String(megabytes)]);
  try {
    const [url] = await once(child, 'message');
    await WAYS[way]?.send?.(url, megabytes);
    child.send('report');
    const [peak] = await once(child, 'message');
    return { bytes, peak };
  } finally {
    child.kill();
    service.close();
    service.closeAllConnections();
  }
}

/**
 * @param {number} megabytes
 * @param {(path: string) => Promise<void>} work with a file of that size
 * @returns {Promise<undefined>}
 */
async function withFile(megabytes, work) {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-memory-'));
  try {
    const path = join(folder, 'video.mp4');
    const file = await open(path, 'w');
    for (let left = megabytes; left > 0; left--) await file.write(PIECE);
    await file.close();
    await work(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {string} url @param {number} megabytes */
async function sendStream(url, megabytes) {
  const sent = request(`${url}/api/file-stream-upload`, {
    method: 'POST',
    headers: {
      'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
      'Content-Length': megabytes * PIECE.length,
    },
  });
  const answer = once(sent, 'response');
  for (let left = megabytes; left > 0; left--) if (!sent.write(PIECE)) await once(sent, 'drain');
  sent.end();
  const [{ statusCode }] = await answer;
  if (statusCode !== 200) throw new Error(`The upload was answered with ${statusCode}.`);
}

/** @param {import('node:http').Server} server */
async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}

/** In the process that is measured. @param {string} way @param {string} service @param {number} megabytes */
async function run(way, service, megabytes) {
  process.send?.((await WAYS[way]?.start(service, megabytes)) ?? '');
  await once(process, 'message');
  process.send?.(Math.round(process.resourceUsage().maxRSS / 1000));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first = '30', ...more] = process.argv.slice(2);
  if (first === '--measured') await run(String(more[0]), String(more[1]), Number(more[2]));
  else {
    const sizes = process.argv.length > 2 ? [first, ...more] : ['30', '300'];
    for (const way of Object.keys(WAYS)) {
      for (const size of sizes) {
        const { bytes, peak } = await measure(way, Number(size));
        console.log(`${way}, ${size} MB: ${bytes} bytes arrived, at most ${peak} MB of memory`);
      }
    }
  }
}
