// `node tests/bench/in-flight.js`: how long so many calls at once take over loopback, each of which is answered after 20 ms.
import { AlephClient } from '../../web/client/index.js';
import { handWritten, KEY, TASK_ID } from './answers.js';
import { inTurns, rowsOf, runAlone } from './parts.js';
import { startSlowService } from './slow-service.js';

export const title = 'Calls in flight: all of them together, each answered after 20 ms over loopback';

const HAND_WRITTEN = 'hand-written fetch';
const OURS = 'kie-aleph';
const COUNTS = [1, 10, 100, 1_000];
const ROUTE = 'jobs';
const WARM_UP = 3;
/** A round of as many calls takes seconds where all others take a moment. */
const MANY = 1_000;
const SHARE_OF_MANY = 0.3;

/** @param {import('./measuring.js').Run} options @returns {Promise<import('./measuring.js').Row[]>} ratio: to the hand-written fetch */
export async function measure({ rounds, log }) {
  const service = await startSlowService({ delay: 20, size: 500 });
  try {
    const client = new AlephClient({ apiKey: KEY, baseUrl: service.url });
    /** @type {Record<string, import('./answers.js').GetTask>} */
    const contenders = {
      [HAND_WRITTEN]: handWritten(fetch, service.url),
      [OURS]: (taskId, options) => client.getTask(taskId, options),
    };
    const rows = [];
    for (const count of COUNTS) {
      log(`in-flight: ${count}`);
      const timeOf = (/** @type {string} */ name) => timeOfAll(count, contenders[name]);
      const turns = count < MANY ? rounds : Math.max(3, Math.round(rounds * SHARE_OF_MANY));
      const numbers = await inTurns(Object.keys(contenders), turns, timeOf, WARM_UP);
      rows.push(...rowsOf(`${count.toLocaleString('en')} at once`, 'ms', numbers, HAND_WRITTEN));
    }
    return rows;
  } finally {
    await service.close();
  }
}

/** @param {number} count @param {import('./answers.js').GetTask | undefined} getTask @returns {Promise<number>} ms */
async function timeOfAll(count, getTask) {
  const start = performance.now();
  const tasks = await Promise.all(Array.from({ length: count }, () => getTask?.(TASK_ID, { route: ROUTE })));
  const time = performance.now() - start;
  if (tasks.some((task) => task?.taskId !== TASK_ID)) throw new Error('A call got no task.');
  return time;
}

await runAlone(import.meta.url, { title, measure }, 21);
