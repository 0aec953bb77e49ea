// Calls leave nothing behind in WebAssembly: after very many of every kind its memory is what it was after the first.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { AlephClient } from '../../web/client/index.js';
import { watchMemory } from '../helpers/wasm-memory.js';

/** Fewer under sanitizers, which are slow; see tools/test.js. */
const CALLS = Number(process.env.KIE_ALEPH_CALLS ?? 100_000);
const WARM_UP = 1000;
const AT_ONCE = 10;
/** More at once than ever after: what the rest needs by chance, two large answers side by side, is there before it. */
const WARM_UP_AT_ONCE = 50;

/** How the calls of each kind may end; what the service answers them is in many-calls-service.js. @type {Record<string, (id: string) => string[]>} */
const ENDS = {
  good: (id) => [id],
  long: (id) => [id],
  stop: (id) => ['stopped', id],
  fail: () => ['authentication'],
  cuts: () => ['connection'],
  page: () => ['server'],
  huge: () => ['invalid-response'],
};
const KINDS = Object.keys(ENDS);

const memoryOf = watchMemory();

/** @param {number} i @returns {string} most calls are good ones; the other kinds take turns */
function kindOf(i) {
  return (i % 10 === 0 && KINDS[(i / 10) % KINDS.length]) || 'good';
}

/** @param {AlephClient} client @param {number} i */
async function call(client, i) {
  const id = `${kindOf(i)}-${i}`;
  const controller = kindOf(i) === 'stop' ? new AbortController() : undefined;
  const outcome = client.getTask(id, { signal: controller?.signal, raw: i % 4 === 0 }).then(
    ({ taskId }) => taskId,
    (error) => error.kind ?? error,
  );
  if (controller) {
    // At a different moment each time: before, during and after the answer.
    for (let turn = i % 7; turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
    controller.abort('stopped');
  }
  const end = await outcome;
  assert.ok(ENDS[kindOf(i)]?.(id).includes(end), `${id}: ${end}`);
}

test(`the memory after ${CALLS} calls is that after ${WARM_UP}`, async (t) => {
  const service = new Worker(new URL('./many-calls-service.js', import.meta.url));
  t.after(() => service.terminate());
  const [baseUrl] = await once(service, 'message');
  const client = new AlephClient({ baseUrl, apiKey: 'sk-0123456789abcdef', maxRetries: 0, maxResponseBytes: 65_536 });

  /** @param {number} from @param {number} to @param {number} atOnce */
  const calls = async (from, to, atOnce) => {
    const worker = async (/** @type {number} */ first) => {
      for (let i = first; i < to; i += atOnce) await call(client, i);
    };
    await Promise.all([...Array(atOnce).keys()].map((first) => worker(from + first)));
  };

  await calls(0, WARM_UP, WARM_UP_AT_ONCE);
  const memory = memoryOf();
  const before = memory.buffer.byteLength;
  await calls(WARM_UP, CALLS, AT_ONCE);
  assert.equal(memory.buffer.byteLength, before);
});
