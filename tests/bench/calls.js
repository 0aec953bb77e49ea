// `npm run bench:calls [-- name=folder …]`: how long one `getTask` takes on each route, its answer given in process, beside a
// hand-written fetch; of several built checkouts in one run, so that seams are compared under the same load. `--json` prints JSON.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../tools/setup.js';
import { LOOKUPS } from '../../web/shared/endpoints.js';
import { envelope } from '../helpers/responses.js';

const HAND_WRITTEN = 'fetch and JSON.parse';
const KEY = 'kie-0123456789abcdef0123456789abcdef';
const TASK_ID = '5b1cc0ce41ec4b9c9f32ad06ccd75cb2';
/** Lines a prompt is made of: with what JSON has to escape, and with what takes more than a byte. */
const LINE = 'Let the "snow" fall on the whole street,\nslowly; 让它下雪, from dusk to night.\n';

const ANSWERS = [
  { size: 500, calls: 20 },
  { size: 5_000, calls: 20 },
  { size: 50_000, calls: 5 },
];
/** In each of them every contender makes its calls. */
const ROUNDS = 151;
const WARM_UP = 30;

/** @typedef {import('../../web/client/module/module.js').Route} Route */
/** @typedef {{ taskId: string, route?: Route, parameters: { [key: string]: unknown } | null }} Task route: of a checkout that knows two */
/** @typedef {(taskId: string, options: { route: Route }) => Promise<Task>} GetTask */
/** @typedef {{ name: string, getTask: GetTask }} Contender */

const RESULT = { resultVideoUrl: 'https://example.com/out.mp4', resultImageUrl: null };
const TIMES = { createTime: 1787093500000, completeTime: 1787093516000 };

/** What each route says about a finished task. @type {Record<Route, (paramJson: string) => object>} */
const DATA = {
  aleph: (paramJson) => ({
    taskId: TASK_ID,
    paramJson,
    response: { taskId: TASK_ID, ...RESULT },
    ...TIMES,
    successFlag: 1,
    errorCode: null,
    errorMessage: null,
  }),
  jobs: (param) => ({
    taskId: TASK_ID,
    model: 'runway/gen4-aleph',
    state: 'success',
    param,
    resultJson: JSON.stringify(RESULT),
    ...TIMES,
    costTime: 16,
    failCode: null,
    failMsg: null,
  }),
};

/** @param {Route} route @param {number} size bytes, about @returns {string} the answer; all but its ends is the task's parameters */
function answerOf(route, size) {
  const make = (/** @type {string} */ prompt) =>
    envelope(DATA[route](JSON.stringify({ prompt, videoUrl: 'https://example.com/in.mp4', aspectRatio: '16:9' })));
  const bytes = (/** @type {string} */ text) => Buffer.byteLength(text);
  const lines = (size - bytes(make(''))) / (bytes(make(LINE)) - bytes(make('')));
  return make(LINE.repeat(Math.max(1, Math.round(lines))));
}

/** @param {typeof globalThis.fetch} fetch @returns {GetTask} what a program without this package would have */
function handWritten(fetch) {
  return async (taskId, { route }) => {
    const url = `https://api.kie.ai${LOOKUPS[route]}?taskId=${encodeURIComponent(taskId)}`;
    const response = await fetch(url, { headers: { Authorization: `Bearer ${KEY}` } });
    const { data } = JSON.parse(await response.text());
    return { ...data, route, parameters: JSON.parse(data.paramJson ?? data.param) };
  };
}

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

/** @param {number[]} numbers */
function median(numbers) {
  return Number([...numbers].sort((a, b) => a - b)[numbers.length >> 1]);
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
