// `node tests/bench/save-memory.js [megabytes …]`: how much memory saving a video of so many MB needs, each in a process of its own: the
// most that it ever had at once (resident set). The video comes from a server in this process, and is written to the disk.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { saveToFolder } from '../../web/save/save-to-folder.js';
import { taskWith } from '../save/host.js';

const PIECE = Buffer.alloc(1_000_000, 'video');

/**
 * @param {number} megabytes
 * @returns {Promise<{ bytes: number, peak: number }>} peak: MB
 */
export async function measure(megabytes) {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-memory-'));
  const server = createServer((_, response) => {
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
    const child = [fileURLToPath(import.meta.url), '--save', `http://127.0.0.1:${port}/a.mp4`, folder];
    const { stdout } = await promisify(execFile)(process.execPath, child);
    return JSON.parse(stdout);
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  }
}

/** In the process that is measured. @param {string} url @param {string} folder */
async function save(url, folder) {
  const { bytes } = await saveToFolder(taskWith(url), folder);
  console.log(JSON.stringify({ bytes, peak: Math.round(process.resourceUsage().maxRSS / 1000) }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first = '30', ...more] = process.argv.slice(2);
  if (first === '--save') await save(String(more[0]), String(more[1]));
  else {
    const sizes = process.argv.length > 2 ? [first, ...more] : ['30', '300'];
    for (const size of sizes) console.log(`${size} MB: at most ${(await measure(Number(size))).peak} MB of memory`);
  }
}
