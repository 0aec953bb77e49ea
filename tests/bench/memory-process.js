// What memory.js measures, in a process of its own with --expose-gc: bytes of JavaScript's heap and of WebAssembly's memory.
import { envelope, pending } from '../helpers/responses.js';
import { answerOf, KEY } from './answers.js';
import { watchStart } from './wasm-memory.js';

/** @typedef {Record<string, Record<string, number>>} Figures bytes, by case and by what */
/** @typedef {(note: (name: string, figures: Record<string, number>) => void) => Promise<void>} Scenario */

const MANY = 1000;
/** Looks as often as it is asked to. */
const UNLIMITED = { limit: 10 * MANY, interval: 1 };
const SCRIPT = 'JavaScript heap';
/** A name that tsc does not follow: what it imports is only there once the bench has run. */
const PEERS = new URL('programs/zod-ky.js', import.meta.url).href;

/** @type {Record<string, Scenario>} */
const SCENARIOS = {
  async 'kie-aleph'(note) {
    const before = await scriptHeap();
    const { client, used, AlephClient } = await start((id) => pending(id));
    note('at rest', { [SCRIPT]: (await scriptHeap()) - before, ...used() });
    note('a client', { [SCRIPT]: (await growth(() => many(() => new AlephClient({ apiKey: KEY })))) / MANY });
    await warmUp((id) => client.getTask(id));
    note('1,000 calls more', { [SCRIPT]: await growth(() => calls((id) => client.getTask(id))), ...used() });
  },

  async 'kie-aleph, waits'(note) {
    const { client, used } = await start((id) => pending(id));
    await calls((id) => client.getTask(id));
    const controller = new AbortController();
    const { signal } = controller;
    const wait = async (/** @type {string} */ taskId) => {
      /** @type {Promise<void>} */
      const seen = new Promise((resolve) => {
        client.waitForTask(taskId, { signal, onUpdate: () => resolve() }).catch(() => {});
      });
      await seen;
    };
    note('a wait', { [SCRIPT]: (await growth(() => calls(wait))) / MANY });
    note('1,000 waits', used());
    controller.abort();
  },

  async 'kie-aleph, answers'(note) {
    let body = pending();
    const { client, used } = await start(() => body);
    for (const [name, answer] of Object.entries(ANSWERS)) {
      body = answer();
      await client.getTask('a', { route: 'jobs' }).catch(() => {});
      note(name, used());
    }
  },

  async 'zod and ky'(note) {
    const before = await scriptHeap();
    const { makeClient } = await import(PEERS);
    const client = makeClient(
      KEY,
      answering((id) => pending(id)),
      'https://api.kie.ai',
    );
    await client('a', { route: 'aleph' });
    note('at rest', { [SCRIPT]: (await scriptHeap()) - before });
    note('a client', { [SCRIPT]: (await growth(() => many(() => makeClient(KEY, fetch)))) / MANY });
    const call = (/** @type {string} */ id) => client(id, { route: 'aleph' });
    await warmUp(call);
    note('1,000 calls more', { [SCRIPT]: await growth(() => calls(call)) });
  },
};

/** As deep as is read, in a text within a text as well; and with escapes in escapes, which are what a key may be hidden in. */
const NESTED = `{"a":${'['.repeat(30)}${']'.repeat(30)}}`;
const ESCAPED = JSON.stringify(JSON.stringify('"%5c%25 \n'));

/** From small to large: memory never shrinks. @type {Record<string, () => string>} */
const ANSWERS = {
  'an answer of 5 kB': () => answerOf('jobs', 5_000),
  'an answer of 50 kB': () => answerOf('jobs', 50_000),
  'an answer of 1 MB': () => answerOf('jobs', 1_000_000),
  'an answer of 1 MB, nested': () => jobsAnswer(`{"prompt":"","x":[${Array(15_000).fill(NESTED).join()}]}`),
  'an answer of 1 MB, escapes': () => jobsAnswer(JSON.stringify({ prompt: ESCAPED.repeat(20_000) })),
};

/** @param {string} param */
function jobsAnswer(param) {
  return envelope({ taskId: 'a', state: 'success', param, resultJson: '{"resultUrls":["https://example.com/1.mp4"]}' });
}

/** @param {(id: string) => string} answer */
async function start(answer) {
  const { AlephClient } = await import('../../web/client/index.js');
  const client = new AlephClient({ apiKey: KEY, fetch: answering(answer), pollLimit: UNLIMITED });
  const used = await watchStart(() => client.ready());
  return { client, used, AlephClient };
}

/** @param {(id: string) => string} answer @returns {typeof globalThis.fetch} in process */
function answering(answer) {
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    return new Response(answer(new URL(url).searchParams.get('taskId') ?? ''));
  };
}

let calledSoFar = 0;

/** Each with an id of its own, one after the other. @param {(id: string) => Promise<unknown>} call */
async function calls(call) {
  for (let i = 0; i < MANY; i++) await call(`task-${calledSoFar++}`);
}

/** Until all is compiled, and memories of some size are full. @param {(id: string) => Promise<unknown>} call */
async function warmUp(call) {
  for (let round = 0; round < 4; round++) await calls(call);
}

/** @param {() => unknown} make */
function many(make) {
  return Array.from({ length: MANY }, make);
}

/** @returns {Promise<number>} bytes that somebody still holds */
async function scriptHeap() {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

/** What is held while the heap is measured. @type {unknown[]} */
const held = [];

/** @param {() => unknown} work @returns {Promise<number>} bytes that it leaves behind, with what it returns */
async function growth(work) {
  const before = await scriptHeap();
  held.push(await work());
  const after = await scriptHeap();
  held.length = 0;
  return after - before;
}

/** @type {Figures} */
const figures = {};
await SCENARIOS[String(process.argv[2])]?.((name, more) => Object.assign((figures[name] ??= {}), more));
process.send?.(figures);
