// `node tests/bench/node-start.js`: from a new Node process to the first task that it prints, its answer from loopback.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { KEY, TASK_ID } from './answers.js';
import { inTurns, rowsOf, runAlone } from './parts.js';
import { installPeers } from './peers.js';
import { startSlowService } from './slow-service.js';

export const title = 'Node start: from a new process to the first task printed, answered at once over loopback';

const HAND_WRITTEN = 'hand-written fetch';
/** In programs/. @type {Record<string, string>} */
const PROGRAMS = {
  [HAND_WRITTEN]: 'start-fetch.js',
  'kie-aleph': 'start-kie-aleph.js',
  'kie-aleph/look': 'start-look.js',
  'kie-aleph/external': 'start-external.js',
  'zod and ky': 'start-zod-ky.js',
};
const EXPECTED = `${TASK_ID} 16:9 https://example.com/out.mp4\n`;
const WARM_UP = 1;

/** @param {import('./measuring.js').Run} options @returns {Promise<import('./measuring.js').Row[]>} ratio: to the hand-written fetch */
export async function measure({ rounds, log }) {
  await installPeers();
  const service = await startSlowService({ delay: 0, size: 500 });
  try {
    log(`node-start: ${rounds} rounds of ${Object.keys(PROGRAMS).length} processes`);
    const timeOf = (/** @type {string} */ name) => timeUntilPrinted(String(PROGRAMS[name]), service.url);
    const numbers = await inTurns(Object.keys(PROGRAMS), rounds, timeOf, WARM_UP);
    return rowsOf(`Node ${process.version}`, 'ms', numbers, HAND_WRITTEN);
  } finally {
    await service.close();
  }
}

/** @param {string} program @param {string} url of the service @returns {Promise<number>} ms */
async function timeUntilPrinted(program, url) {
  const path = fileURLToPath(new URL(`programs/${program}`, import.meta.url));
  const start = performance.now();
  const child = spawn(process.execPath, [path, url, TASK_ID, KEY], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let [time, printed] = [0, ''];
  for await (const piece of child.stdout.setEncoding('utf8')) {
    time ||= performance.now() - start;
    printed += piece;
  }
  const [code] = await closed;
  if (code !== 0 || printed !== EXPECTED) throw new Error(`${program} printed ${JSON.stringify(printed)}.`);
  return time;
}

await runAlone(import.meta.url, { title, measure }, 15);
