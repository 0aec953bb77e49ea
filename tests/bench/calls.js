// `npm run bench:calls [-- name=folder …]`: how long one `getTask` takes, its answer given in process, beside a hand-written fetch;
// of several built checkouts in one run, so that seams are compared under the same load. `--json` prints JSON.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../tools/setup.js';
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

/** @typedef {(taskId: string) => Promise<{ taskId: string, parameters: { [key: string]: unknown } | null }>} GetTask */
/** @typedef {{ name: string, getTask: GetTask }} Contender */

/** @param {number} size bytes, about @returns {string} the answer about a finished task; all but its ends is `paramJson` */
function answerOf(size) {
  const make = (/** @type {string} */ prompt) =>
    envelope({
      taskId: TASK_ID,
      paramJson: JSON.stringify({ prompt, videoUrl: 'https://example.com/in.mp4', aspectRatio: '16:9' }),
      response: { taskId: TASK_ID, resultVideoUrl: 'https://example.com/out.mp4', resultImageUrl: null },
      createTime: 1787093500000,
      completeTime: 1787093516000,
      successFlag: 1,
      errorCode: null,
      errorMessage: null,
    });
  const bytes = (/** @type {string} */ text) => Buffer.byteLength(text);
  const lines = (size - bytes(make(''))) / (bytes(make(LINE)) - bytes(make('')));
  return make(LINE.repeat(Math.max(1, Math.round(lines))));
}

/** @param {typeof globalThis.fetch} fetch @returns {GetTask} what a program without this package would have */
function handWritten(fetch) {
  return async (taskId) => {
    const url = `https://api.kie.ai/api/v1/aleph/record-info?taskId=${encodeURIComponent(taskId)}`;
    const response = await fetch(url, { headers: { Authorization: `Bearer ${KEY}` } });
    const { data } = JSON.parse(await response.text());
    return { ...data, parameters: JSON.parse(data.paramJson) };
  };
}

/** @param {string} folder of a built checkout @param {typeof globalThis.fetch} fetch @returns {Promise<GetTask>} */
async function getTaskOf(folder, fetch) {
  const { href } = pathToFileURL(resolve(folder, 'web/client/index.js'));
  /** @type {typeof import('../../web/client/index.js')} */
  const { AlephClient } = await import(href);
  const client = new AlephClient({ apiKey: KEY, fetch });
  return (taskId) => client.getTask(taskId, { route: 'aleph' });
}

/** @param {Contender} contender @param {number} calls @returns {Promise<number>} µs of one of them, one after the other */
async function timeOf({ getTask }, calls) {
  const start = performance.now();
  for (let call = 0; call < calls; call++) await getTask(TASK_ID);
  return ((performance.now() - start) * 1000) / calls;
}

/** @param {number[]} numbers */
function median(numbers) {
  return Number([...numbers].sort((a, b) => a - b)[numbers.length >> 1]);
}

/**
 * @param {Contender[]} contenders
 * @param {number} calls
 * @returns {Promise<number[][]>} µs of one call, by contender and round
 */
async function measure(contenders, calls) {
  const times = contenders.map(() => /** @type {number[]} */ ([]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    // Whoever comes first in a round comes last in the next.
    for (const turn of contenders.keys()) {
      const at = (turn + round + WARM_UP) % contenders.length;
      const time = await timeOf(/** @type {Contender} */ (contenders[at]), calls);
      if (round >= 0) times[at]?.push(time);
    }
  }
  return times;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
let body = '';
const fetch = async () => new Response(body);
const contenders = [{ name: HAND_WRITTEN, getTask: handWritten(fetch) }];
for (const argument of positionals.length > 0 ? positionals : [`kie-aleph=${ROOT}`]) {
  const [name = '', folder = ''] = argument.split('=');
  contenders.push({ name, getTask: await getTaskOf(folder, fetch) });
}

const rows = [];
for (const { size, calls } of ANSWERS) {
  body = answerOf(size);
  for (const { name, getTask } of contenders) {
    const { taskId, parameters } = await getTask(TASK_ID);
    if (taskId !== TASK_ID || !String(parameters?.prompt).startsWith(LINE))
      throw new Error(`${name} reads it wrongly.`);
  }
  const times = await measure(contenders, calls);
  /** @param {number} at @param {number} other @returns {number} of the same round each: what slows a round slows both */
  const ratio = (at, other) => median((times[at] ?? []).map((time, round) => time / Number(times[other]?.[round])));
  for (const [at, { name }] of contenders.entries()) {
    rows.push({
      'answer kB': (Buffer.byteLength(body) / 1000).toFixed(1),
      by: name,
      'µs a call': median(times[at] ?? []).toFixed(0),
      'hand-written = 1': ratio(at, 0).toFixed(2),
      [`${contenders[1]?.name} = 1`]: ratio(at, 1).toFixed(2),
    });
  }
}
if (values.json) console.log(JSON.stringify(rows, null, 2));
else {
  console.log(`Medians of ${ROUNDS} rounds in turns, after ${WARM_UP} of warming up; Node ${process.version}.`);
  console.table(rows);
}
