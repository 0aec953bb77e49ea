// `npm run bench:calls [-- name=folder …]`: how long one `getTask` takes on each route, its answer given in process, beside a
// hand-written fetch; of several built checkouts in one run, so that seams are compared under the same load. `--json` prints JSON.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../tools/setup.js';
import { LOOKUPS } from '../../web/shared/endpoints.js';
import { answerOf, handWritten, KEY, LINE, TASK_ID } from './answers.js';
import { median } from './measuring.js';

const HAND_WRITTEN = 'fetch and JSON.parse';

const ANSWERS = [
  { size: 500, calls: 20 },
  { size: 5_000, calls: 20 },
  { size: 50_000, calls: 5 },
];
/** In each of them every contender makes its calls. */
const ROUNDS = 151;
const WARM_UP = 30;

/** @typedef {import('../../web/client/module/module.js').Route} Route */
/** @typedef {import('./answers.js').GetTask} GetTask */
/** @typedef {{ name: string, getTask: GetTask }} Contender */

/** @param {string} folder of a built checkout @param {typeof globalThis.fetch} fetch @returns {Promise<GetTask>} */
async function getTaskOf(folder, fetch) {
  const { href } = pathToFileURL(resolve(folder, 'web/client/index.js'));
  /** @type {typeof import('../../web/client/index.js')} */
  const { AlephClient } = await import(href);
  const client = new AlephClient({ apiKey: KEY, fetch });
  return (taskId, options) => client.getTask(taskId, options);
}

/** @param {Contender} contender @param {Route} route @param {number} calls @returns {Promise<number>} µs of one of them, one after the other */
async function timeOf({ getTask }, route, calls) {
  const start = performance.now();
  for (let call = 0; call < calls; call++) await getTask(TASK_ID, { route });
  return ((performance.now() - start) * 1000) / calls;
}

/**
 * @param {Contender[]} contenders
 * @param {Route} route
 * @param {number} calls
 * @returns {Promise<number[][]>} µs of one call, by contender and round
 */
async function measure(contenders, route, calls) {
  const times = contenders.map(() => /** @type {number[]} */ ([]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    // Whoever comes first in a round comes last in the next.
    for (const turn of contenders.keys()) {
      const at = (turn + round + WARM_UP) % contenders.length;
      const time = await timeOf(/** @type {Contender} */ (contenders[at]), route, calls);
      if (round >= 0) times[at]?.push(time);
    }
  }
  return times;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
let bodies = { aleph: '', jobs: '' };
const fetch = async (/** @type {unknown} */ url) =>
  new Response(bodies[String(url).includes(`${LOOKUPS.jobs}?`) ? 'jobs' : 'aleph']);
const everyone = [{ name: HAND_WRITTEN, getTask: handWritten(fetch) }];
for (const argument of positionals.length > 0 ? positionals : [`kie-aleph=${ROOT}`]) {
  const [name = '', folder = ''] = argument.split('=');
  everyone.push({ name, getTask: await getTaskOf(folder, fetch) });
}

const rows = [];
for (const { size, calls } of ANSWERS) {
  bodies = { aleph: answerOf('aleph', size), jobs: answerOf('jobs', size) };
  for (const route of /** @type {Route[]} */ (['aleph', 'jobs'])) {
    const contenders = [];
    for (const contender of everyone) {
      const task = await contender.getTask(TASK_ID, { route });
      if (task.taskId !== TASK_ID || !String(task.parameters?.prompt).startsWith(LINE))
        throw new Error(`${contender.name} reads it wrongly.`);
      // A checkout from before the second route asks the first one, whatever it is told.
      if ((task.route ?? 'aleph') === route) contenders.push(contender);
    }
    const times = await measure(contenders, route, calls);
    /** @param {number} at @param {number} other @returns {number} of the same round each: what slows a round slows both */
    const ratio = (at, other) => median((times[at] ?? []).map((time, round) => time / Number(times[other]?.[round])));
    for (const [at, { name }] of contenders.entries()) {
      rows.push({
        route,
        'answer kB': (Buffer.byteLength(bodies[route]) / 1000).toFixed(1),
        by: name,
        'µs a call': median(times[at] ?? []).toFixed(0),
        'hand-written = 1': ratio(at, 0).toFixed(2),
        'last = 1': ratio(at, contenders.length - 1).toFixed(2),
      });
    }
  }
}
if (values.json) console.log(JSON.stringify(rows, null, 2));
else {
  console.log(`Medians of ${ROUNDS} rounds in turns, after ${WARM_UP} of warming up; Node ${process.version}.`);
  console.table(rows);
}
