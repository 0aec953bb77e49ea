// `node tests/bench/memory.js`: what the package holds at rest, and more for each client, wait and call: JavaScript's heap, and WebAssembly's
// memory with what of it was ever written to. Each scenario runs in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { rowsOf, runAlone } from './parts.js';
import { installPeers } from './peers.js';

/** @typedef {import('./memory-process.js').Figures} Figures */

export const title =
  'Memory: at rest, for each client, wait and call, and after answers of a size (wasm: fixed + stack + heap were written to)';

const PROCESS = fileURLToPath(new URL('memory-process.js', import.meta.url));
const PEERS = 'zod and ky';
const SCENARIOS = [PEERS, 'kie-aleph', 'kie-aleph, waits', 'kie-aleph, answers'];
/** What memory-process.js calls it, in the table. */
const WASM = { memory: 'wasm memory', fixed: 'wasm, fixed', stack: 'wasm, stack', heap: 'wasm, heap' };

/** @param {import('./measuring.js').Run} options @returns {Promise<import('./measuring.js').Row[]>} ratio: to zod and ky */
export async function measure({ rounds, log }) {
  await installPeers();
  /** @type {Record<string, import('./parts.js').Numbers>} by case */
  const cases = {};
  for (let round = 0; round < rounds; round++) {
    log(`memory: round ${round + 1} of ${rounds}`);
    for (const scenario of SCENARIOS) {
      const contender = scenario === PEERS ? PEERS : 'kie-aleph';
      for (const [name, figures] of Object.entries(await figuresOf(scenario))) {
        for (const [what, bytes] of Object.entries(figures)) {
          const numbers = (cases[name] ??= {});
          (numbers[`${contender}, ${WASM[/** @type {keyof typeof WASM} */ (what)] ?? what}`] ??= []).push(bytes);
        }
      }
    }
  }
  return Object.entries(cases).flatMap(([name, numbers]) => rowsIn(name, numbers));
}

/** @param {string} name @param {import('./parts.js').Numbers} numbers bytes */
function rowsIn(name, numbers) {
  const than = Object.keys(numbers).find((contender) => contender.startsWith(PEERS));
  const isSmall = Object.values(numbers).every((all) => all.every((bytes) => Math.abs(bytes) < 10_000));
  const scaled = Object.entries(numbers).map(([contender, all]) => [
    contender,
    isSmall ? all : all.map((bytes) => bytes / 1024),
  ]);
  const rows = rowsOf(name, isSmall ? 'B' : 'KiB', Object.fromEntries(scaled), than);
  // Only JavaScript's heap has something to be compared with.
  return rows.map((row) => (row.contender.includes('wasm') ? { ...row, ratio: null } : row));
}

/** @param {string} scenario @returns {Promise<Figures>} */
async function figuresOf(scenario) {
  const child = fork(PROCESS, [scenario], { execArgv: ['--expose-gc'] });
  const [figures] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof figures !== 'object') throw new Error(`No figures of ${scenario}.`);
  child.kill();
  return figures;
}

await runAlone(import.meta.url, { title, measure }, 3);
