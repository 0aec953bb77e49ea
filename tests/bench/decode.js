// `node tests/bench/decode.js`: how long it takes from the bytes of an answer to the task, its parameters read as well; nothing is sent.
import createModule from '../../dist/aleph.js';
import { AlephClient } from '../../web/client/index.js';
import { moduleOf } from '../../web/client/module/module.js';
import { answerOf, KEY, LINE, TASK_ID } from './answers.js';
import { inTurns, rowsOf, runAlone } from './parts.js';
import { installPeers } from './peers.js';

/** @typedef {import('./answers.js').Route} Route */
/** @typedef {{ taskId: string, parameters: Record<string, unknown> | null }} Decoded */
/** @typedef {(times: number) => Promise<{ ms: number, task: any }>} Decode ms: of so many times; task: the last one */

export const title = 'Decoding: from the bytes of a recordInfo answer to the task, in process';

const PARSED = 'JSON.parse twice';
const CHECKED = 'JSON.parse twice, zod';
const SEAM = 'kie-aleph, the seam';
const KEYLESS = 'kie-aleph, the seam, no key to blot out';
const CALL = 'kie-aleph, getTask less a bare call';

/** A name that tsc does not follow: what it imports is only there once the bench has run. */
const SCHEMAS = new URL('programs/schemas.js', import.meta.url).href;

const SIZES = [
  { size: 500, times: 50 },
  { size: 5_000, times: 20 },
  { size: 50_000, times: 5 },
];
const WARM_UP = 20;

/** @param {import('./measuring.js').Run} options @returns {Promise<import('./measuring.js').Row[]>} ratio: to zod */
export async function measure({ rounds, log }) {
  await installPeers();
  const rows = [];
  for (const route of /** @type {Route[]} */ (['aleph', 'jobs'])) {
    for (const { size, times } of SIZES) {
      const name = `${route}, ${size / 1000} kB`;
      log(`decode: ${name}`);
      const contenders = await contendersOf(route, new TextEncoder().encode(answerOf(route, size)));
      for (const [who, decode] of Object.entries(contenders)) checkTask(who, (await decode(1)).task);
      const timeOf = async (/** @type {string} */ who) => (Number((await contenders[who]?.(times))?.ms) * 1000) / times;
      rows.push(...rowsOf(name, 'µs', await inTurns(Object.keys(contenders), rounds, timeOf, WARM_UP), CHECKED));
    }
  }
  return rows;
}

/** @param {string} who @param {any} task */
function checkTask(who, task) {
  if (task.taskId !== TASK_ID || !String(task.parameters?.prompt).startsWith(LINE))
    throw new Error(`${who} reads it wrongly.`);
}

/** @param {Route} route @param {Uint8Array} body @returns {Promise<Record<string, Decode>>} */
async function contendersOf(route, body) {
  const { ANSWERS, PARAMETERS, RESULT } = await import(SCHEMAS);
  const decoder = new TextDecoder();
  const parsed = () => {
    const { data } = JSON.parse(decoder.decode(body));
    return { ...data, parameters: JSON.parse(data.paramJson ?? data.param) };
  };
  const checked = () => {
    const { data } = /** @type {any} */ (ANSWERS[route].parse(JSON.parse(decoder.decode(body))));
    const response = RESULT.parse(data.response ?? JSON.parse(data.resultJson));
    return { ...data, response, parameters: PARAMETERS.parse(JSON.parse(data.paramJson ?? data.param)) };
  };
  return {
    [PARSED]: timed(parsed),
    [CHECKED]: timed(checked),
    [SEAM]: await seam(route, body, KEY),
    [KEYLESS]: await seam(route, body, undefined),
    [CALL]: lessABareCall(route, body),
  };
}

/** @param {() => unknown} decode @returns {Decode} */
function timed(decode) {
  return async (times) => {
    const start = performance.now();
    let task;
    for (let i = 0; i < times; i++) task = decode();
    return { ms: performance.now() - start, task };
  };
}

/**
 * Without the client: WebAssembly is asked, and timed from when the bytes are handed to it until what it says is read.
 * @param {Route} route @param {Uint8Array} body @param {string | undefined} apiKey @returns {Promise<Decode>}
 */
async function seam(route, body, apiKey) {
  const module = moduleOf(await createModule({ printErr() {} }));
  const bytes = /** @type {ArrayBuffer} */ (body.buffer);
  let handedOver = 0;
  // No stream: only a method, as React Native's has.
  const arrayBuffer = async () => ((handedOver = performance.now()), bytes);
  const fetch = /** @type {any} */ (async () => ({ status: 200, arrayBuffer }));
  const one = () =>
    new Promise((resolve, reject) => {
      const onSettled = (/** @type {import('../../web/client/module/module.js').Settlement} */ { task }) =>
        resolve({ ms: performance.now() - handedOver, task });
      module.startRequest(requestFor(route), { taskId: TASK_ID }, { apiKey, fetch, onFetchError: reject, onSettled });
    });
  return async (times) => {
    let [ms, last] = [0, /** @type {any} */ (null)];
    for (let i = 0; i < times; i++) {
      last = await one();
      ms += last.ms;
    }
    return { ms, task: last.task };
  };
}

/** @param {Route} route */
function requestFor(route) {
  const limits = { timeout: 30_000, maxResponseBytes: 1_048_576, deadline: Infinity };
  const retries = { failures: 0, maxRetries: 2, random: 0.5 };
  return { operation: /** @type {const} */ ('look'), baseUrl: 'https://api.kie.ai', route, ...limits, ...retries };
}

/**
 * All that a call does beside the fetch itself and taking its body, the client's own work included.
 * @param {Route} route @param {Uint8Array} body @returns {Decode}
 */
function lessABareCall(route, body) {
  const fetch = async () =>
    new Response(/** @type {BodyInit} */ (body), { headers: { 'Content-Type': 'application/json' } });
  const client = new AlephClient({ apiKey: KEY, fetch });
  return async (times) => {
    let task;
    const start = performance.now();
    for (let i = 0; i < times; i++) task = await client.getTask(TASK_ID, { route });
    const between = performance.now();
    for (let i = 0; i < times; i++) await (await fetch()).arrayBuffer();
    return { ms: between - start - (performance.now() - between), task };
  };
}

await runAlone(import.meta.url, { title, measure }, 51);
