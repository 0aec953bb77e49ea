// What "flat" means: what is held at the end is what was held after warming up, but for what JavaScript's memory does by chance.
import { megabytes } from './held.js';

const MEGABYTE = 1_048_576;
/** Of what V8 compiles, and of tables that are bounded, as the client's of 1,000 routes. */
const MOST_HEAP_GROWN = 8 * MEGABYTE;
/** The keep-alive connections of `fetch`, and its timers. */
const MOST_RESOURCES_MORE = 8;

/** @typedef {import('./held.js').Held} Held */

/** @param {object} sample @returns {string} one line: memory in MB */
export function rowOf(sample) {
  const said = Object.entries(sample).map(([name, value]) => {
    if (name === 'wasm' || name === 'heap') return `${name} ${megabytes(value)} MB`;
    return `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`;
  });
  return said.join(', ');
}

/**
 * @param {Held[]} samples
 * @returns {string[]} what has grown since the first of them
 */
function grown(samples) {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return ['nothing was measured'];
  const faults = [];
  if (last.wasm !== first.wasm) faults.push(`WebAssembly's memory grew from ${first.wasm} to ${last.wasm} bytes`);
  if (last.heap > first.heap + MOST_HEAP_GROWN) faults.push(`the heap grew from ${first.heap} to ${last.heap} bytes`);
  for (const name of /** @type {const} */ (['timers', 'sockets']))
    if (last[name] > first[name] + MOST_RESOURCES_MORE)
      faults.push(`${name} grew from ${first[name]} to ${last[name]}`);
  return faults;
}

/** @param {Awaited<ReturnType<typeof import('./calls.js').soakCalls>>} run @returns {string[]} */
export function faultsOfCalls({ samples, wrong }) {
  const listening = samples.filter(({ listeners }) => listeners > 0);
  return [
    ...grown(samples),
    ...wrong.slice(0, 10),
    ...listening.map(({ calls }) => `listeners are left after ${calls} calls`),
  ];
}

/** @param {Awaited<ReturnType<typeof import('./day.js').soakDay>>} run @returns {string[]} */
export function faultsOfDay({ samples, counts, left }) {
  // What the proxy knows of tasks is kept for two hours.
  const warm = samples.slice(Math.min(3, Math.floor(samples.length / 2)));
  const most = samples.reduce((sum, { watched }) => Math.max(sum, watched), 0);
  const faults = grown(warm);
  for (const { hour, simulatedTimers, streams, listeners } of warm) {
    // A page has a stream with its watchdog, the proxy a heartbeat; each task has its next look, and the service its end.
    if (simulatedTimers > 6 * most + 100) faults.push(`hour ${hour}: ${simulatedTimers} timers for ${most} tasks`);
    if (streams > most) faults.push(`hour ${hour}: ${streams} streams for ${most} tasks`);
    if (listeners > most) faults.push(`hour ${hour}: ${listeners} listeners for ${most} tasks`);
  }
  if (counts.wrongKeys > 0) faults.push(`${counts.wrongKeys} requests with a key that is no more`);
  if (counts.twice > 0) faults.push(`${counts.twice} tasks ended twice`);
  if (counts.ended + most + Object.values(counts.failures).reduce((sum, n) => sum + n, 0) < counts.made)
    faults.push(`of ${counts.made} tasks ${counts.ended} were seen to end`);
  for (const [name, count] of Object.entries(left))
    if (count > 0) faults.push(`${count} ${name} are left after the end`);
  return faults;
}
