// `node tests/bench/save-memory.js [megabytes …]`: how much memory saving a video of so many MB needs, by the client and by the command, each in
// a process of its own: the most that it ever had at once (resident set). The video comes from a server in this process, and is written
// to the disk.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runCommand } from '../../web/command/command.js';
import { saveToFolder } from '../../web/save/save-to-folder.js';
import { envelope } from '../helpers/responses.js';
import { taskWith } from '../save/host.js';

const VIDEO = '/v/a.mp4';
const PIECE = Buffer.alloc(1_000_000, 'video');

/** @typedef {'client' | 'command'} Saver */

/**
 * @param {number} megabytes
 * @param {Saver} [saver]
 * @returns {Promise<{ bytes: number, peak: number }>} peak: MB
 */
export async function measure(megabytes, saver = 'client') {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-memory-'));
  const server = createServer(({ url = '', headers }, response) => {
    if (!url.endsWith(VIDEO)) return void response.end(finished(`http://${headers.host}${VIDEO}`));
    response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': megabytes * PIECE.length });
    let left = megabytes;
    const send = () => {
      while (left > 0) if ((left--, !response.write(PIECE))) return void response.once('drain', send);
      response.end();
    };
    send();
  });
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const child = [fileURLToPath(import.meta.url), '--save', saver, `http://127.0.0.1:${port}`, folder];
    const { stdout } = await promisify(execFile)(process.execPath, child);
    return JSON.parse(stdout);
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  }
}

/** A lookup's answer. @param {string} resultVideoUrl */
function finished(resultVideoUrl) {
  return envelope({ taskId: 'long', successFlag: 1, response: { resultVideoUrl } });
}

/** In the process that is measured: each gives the bytes it has saved. @type {Record<Saver, (host: string, folder: string) => Promise<number>>} */
const SAVERS = {
  client: async (host, folder) => (await saveToFolder(taskWith(`${host}${VIDEO}`), folder)).bytes,
  async command(host, folder) {
    let out = '';
    await runCommand(['wait', 'long', '--json', '--save', folder], {
      env: { KIE_API_KEY: 'key', KIE_BASE_URL: host },
      stdout: { write: (/** @type {string} */ text) => void (out += text) },
      stderr: { write: () => {} },
      signal: new AbortController().signal,
    });
    return JSON.parse(out).saved.bytes;
  },
};

/** @param {Saver} saver @param {string} host @param {string} folder */
async function save(saver, host, folder) {
  const bytes = await SAVERS[saver](host, folder);
  console.log(JSON.stringify({ bytes, peak: Math.round(process.resourceUsage().maxRSS / 1000) }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first = '30', ...more] = process.argv.slice(2);
  if (first === '--save') await save(/** @type {Saver} */ (more[0]), String(more[1]), String(more[2]));
  else {
    const sizes = process.argv.length > 2 ? [first, ...more] : ['30', '300'];
    for (const saver of /** @type {Saver[]} */ (Object.keys(SAVERS)))
      for (const size of sizes)
        console.log(`${saver}, ${size} MB: at most ${(await measure(Number(size), saver)).peak} MB of memory`);
  }
}
