// Very many `getTask` calls, one fault in ten, and what is held after each part of them. Some go to a server in a thread of its own,
// the others are answered in the process: a connection takes ten times as long as all that the client does.
import { getEventListeners, once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { held } from './held.js';
import { ANSWERS } from '../client/many-calls-service.js';
import { taskIdOf } from '../helpers/fake-service.js';
import { AlephClient } from '../../web/client/index.js';

const AT_ONCE = 20;
/** More at once than ever after: what the rest needs by chance, two large answers side by side, is there before it. */
const WARM_UP = { calls: 2_000, atOnce: 60 };

/** How the calls may end, by what the task id begins with; what the service answers is in tests/client/many-calls-service.js. @type {Record<string, string>} */
const ENDS = {
  good: 'a task',
  long: 'a task',
  fail: 'authentication',
  cuts: 'connection',
  page: 'server',
  huge: 'invalid-response',
};
const FAULTS = ['fail', 'cuts', 'page', 'huge'];

/** @typedef {import('./held.js').Held & { calls: number, faults: number, listeners: number }} CallsSample listeners: of the signal that all calls share */

/** @type {typeof globalThis.fetch} what the server answers, without a network */
const answerHere = async (input) => {
  const id = taskIdOf(String(input));
  const [status, body] = ANSWERS[id.slice(0, 4)]?.(id) ?? [404, ''];
  if (!id.startsWith('cuts')) return new Response(body, { status });
  let pulls = 0;
  const cut = new ReadableStream({
    pull(controller) {
      if (pulls++ === 0) controller.enqueue(new TextEncoder().encode(body));
      else controller.error(new TypeError('terminated'));
    },
  });
  return new Response(cut, { status });
};

/**
 * @param {{ calls: number, connected?: number, samples?: number, onSample?: (sample: CallsSample) => void }} options
 *   connected: of so many calls one goes over a connection; 100
 * @returns {Promise<{ samples: CallsSample[], wrong: string[] }>} the first sample is that after warming up; wrong: calls that ended
 *   otherwise than they had to
 */
export async function soakCalls({ calls, connected = 100, samples: parts = 10, onSample = () => {} }) {
  const service = new Worker(new URL('../client/many-calls-service.js', import.meta.url));
  const [baseUrl] = await once(service, 'message');
  let asked = 0;
  const client = new AlephClient({
    baseUrl,
    apiKey: 'sk-0123456789abcdef',
    maxRetries: 0,
    maxResponseBytes: 65_536,
    fetch: (...request) => (asked++ % connected === 0 ? fetch(...request) : answerHere(...request)),
  });
  const { signal } = new AbortController();
  /** @type {string[]} */
  const wrong = [];
  let done = 0;
  let faults = 0;

  /** @param {number} i */
  const call = async (i) => {
    const isFault = i % 10 === 0;
    const kind = isFault ? String(FAULTS[(i / 10) % FAULTS.length]) : i % 100 === 1 ? 'long' : 'good';
    const id = `${kind}-${i}`;
    const end = await client.getTask(id, { signal, route: 'aleph' }).then(
      ({ taskId }) => (taskId === id ? 'a task' : taskId),
      (error) => error.kind ?? String(error),
    );
    done++;
    if (isFault) faults++;
    if (end !== ENDS[kind]) wrong.push(`${id}: ${end}`);
  };
  /** @param {number} from @param {number} to @param {number} atOnce */
  const run = (from, to, atOnce) =>
    Promise.all(
      [...Array(atOnce).keys()].map(async (first) => {
        for (let i = from + first; i < to; i += atOnce) await call(i);
      }),
    );

  /** @type {CallsSample[]} */
  const samples = [];
  const sample = () => {
    const listeners = getEventListeners(signal, 'abort').length;
    samples.push({ calls: done, faults, ...held(), listeners });
    onSample(/** @type {CallsSample} */ (samples.at(-1)));
  };
  await run(0, WARM_UP.calls, WARM_UP.atOnce);
  sample();
  for (let part = 0; part < parts; part++) {
    const at = (/** @type {number} */ i) => WARM_UP.calls + Math.round((calls * i) / parts);
    await run(at(part), at(part + 1), AT_ONCE);
    sample();
  }
  await service.terminate();
  return { samples, wrong };
}
