// Many streams at many processes: each hears of its task, by one look of one process.
import { Agent } from 'node:http';
import { startMany } from '../../tools/many/start-many.js';
import { create, listen } from './many-clients.js';

/**
 * @typedef {object} StreamsMeasured
 * @property {number} streams that were opened
 * @property {number} heard of them, that heard of the end of their task
 * @property {number} told events of an end, of all streams together
 * @property {number} looksBefore at the service, before the first callback left
 * @property {number[]} looks at the service, of each task
 * @property {number[]} delays ms, from a task's callback to a stream that hears of it, sorted
 * @property {number} memory bytes of all processes for each stream
 */

/**
 * @param {object} scale
 * @param {number} scale.processes
 * @param {number} scale.streams
 * @param {number} scale.tasks
 * @param {number} [scale.rate] callbacks a second
 * @param {number} [scale.patience] ms that nothing may be heard before it is taken for all; without it there is no end to waiting
 * @param {(line: string) => void} [scale.say]
 * @returns {Promise<StreamsMeasured>}
 */
export async function measureStreams({ processes, streams, tasks, rate = 100, patience, say = () => {} }) {
  const many = await startMany({
    processes,
    slowSeconds: 1,
    holds: true,
    proxy: { createLimit: false, taskLimit: false, clientLimit: false },
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  try {
    const urlOf = (/** @type {number} */ i) => String(many.proxies[i % processes]?.url);
    const taskIds = await inTurn(tasks, async (i) => {
      const { taskId, status } = await create(urlOf(i), agent);
      if (taskId === null) throw new Error(`No task was made: HTTP ${status}`);
      return taskId;
    });
    say(`${tasks} tasks are made`);
    const before = await memoryOf(many.proxies);
    /** @type {{ taskId: string, at: number }[]} */
    const told = [];
    let heard = 0;
    let hearAll = () => {};
    const all = new Promise((resolve) => void (hearAll = () => resolve(undefined)));
    // Of one task, streams at different processes.
    const open = await inTurn(streams, async (i) => {
      const taskId = String(taskIds[i % tasks]);
      let isFirst = true;
      return listen(urlOf(i + Math.floor(i / tasks)), taskId, () => {
        told.push({ taskId, at: Date.now() });
        if (isFirst && ++heard === streams) hearAll();
        isFirst = false;
      });
    });
    say(`${streams} streams are open`);
    const memory = ((await memoryOf(many.proxies)) - before) / streams;
    await many.sandbox.ask('holds', { count: tasks });
    const looksBefore = Object.keys((await many.sandbox.ask('counts')).looks).length;
    await many.sandbox.ask('letGo', { count: 1, every: 1000 / rate });
    /** @type {NodeJS.Timeout | undefined} */
    let quiet;
    const isQuiet = new Promise((resolve) => {
      const look = (/** @type {number} */ before) => {
        quiet = setTimeout(() => (heard === before ? resolve(undefined) : look(heard)), patience);
      };
      if (patience !== undefined) look(-1);
    });
    // A stream that ends hears nothing more: no wait for it.
    await Promise.race([
      all,
      isQuiet,
      ...open.map(({ ended }) => ended.then(() => Promise.reject(new Error('A stream has ended.')))),
    ]);
    clearTimeout(quiet);
    const { sent, looks } = await many.sandbox.ask('counts');
    for (const { response } of open) response.destroy();
    return {
      streams,
      heard,
      told: told.length,
      looksBefore,
      looks: taskIds.map((taskId) => looks[taskId]?.length ?? 0),
      delays: told.map(({ taskId, at }) => at - sent[taskId]).sort((a, b) => a - b),
      memory,
    };
  } finally {
    agent.destroy();
    await many.close();
  }
}

/** @param {number[]} sorted @param {number} part @returns {number} */
export const quantile = (sorted, part) => Number(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]);

/** @param {import('../../tools/many/start-many.js').Process[]} processes @returns {Promise<number>} bytes of all together */
async function memoryOf(processes) {
  const each = await Promise.all(processes.map(({ ask }) => ask('memory')));
  return each.reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * Some at a time.
 * @template T
 * @param {number} count
 * @param {(i: number) => Promise<T>} make
 * @returns {Promise<T[]>}
 */
async function inTurn(count, make) {
  /** @type {T[]} */
  const made = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) made[i] = await make(i);
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  return made;
}
