// More creates than the service allows one account, at many processes, while one is killed, one is added, and Redis goes and comes back.
import { Agent } from 'node:http';
import { startMany } from '../../tools/many/start-many.js';
import { create, listen } from './many-clients.js';

/** What a caller that was refused waits: often enough that each free place is asked for at once. */
const PAUSE_MS = 25;
const CALLERS = 8;

/** @typedef {{ name: string, asked: number, made: number, refused: number, unknown: number, most: number }} Phase most: in any interval of it; unknown: nothing was answered, or not what came of it */

/**
 * @param {object} scale
 * @param {number} scale.processes
 * @param {import('../../web/proxy/limits.js').Rate} scale.rate `createLimit`
 * @param {number} scale.seconds of all phases
 * @param {(line: string) => void} [scale.say]
 * @returns {Promise<{ phases: Phase[], most: number, seen: number, mostAlone: number, watchers: number, heard: number }>} most: creates at the service in any
 *   interval for certain, seen: as they were seen there; mostAlone: while Redis was away; watchers: streams that were open all the time; heard: of them, that heard of their task in the end
 */
export async function overload({ processes, rate, seconds, say = () => {} }) {
  const many = await startMany({
    processes,
    slowSeconds: 1,
    holds: true,
    proxy: { createLimit: rate },
    env: { QUIET: 'yes' },
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 2 * CALLERS });
  let open = [...many.proxies];
  let isOver = false;
  let turn = 0;
  /** @type {Phase} */
  let phase;
  const ask = async () => {
    while (!isOver) {
      const now = phase;
      now.asked++;
      const { status, taskId } = await create(String(open[turn++ % open.length]?.url), agent).catch(() => ({
        status: 0,
        taskId: null,
      }));
      if (taskId !== null) now.made++;
      else if (status === 429 || status === 200) now.refused++;
      else now.unknown++;
      await wait(PAUSE_MS);
    }
  };

  /** @type {[name: string, begin: () => Promise<void>][]} */
  const steps = [
    ['all is well', async () => {}],
    [
      'one is killed, one is added',
      async () => {
        const [killed] = open.splice(1, 1);
        await killed?.end('SIGKILL');
        open = [...open, await many.add()];
      },
    ],
    ['Redis is away', many.stopRedis],
    ['Redis is back', many.startRedis],
  ];
  try {
    const first = await create(String(open[0]?.url), agent);
    let heard = 0;
    let hearAll = () => {};
    const all = new Promise((resolve) => void (hearAll = () => resolve(undefined)));
    const watchers = open.filter((_, i) => i !== 1);
    const streams = await Promise.all(
      watchers.map(({ url }) => listen(url, String(first.taskId), () => ++heard === watchers.length && hearAll())),
    );
    /** @type {(Phase & { from: number })[]} */
    const phases = [];
    /** @type {Promise<void>[]} */
    let callers = [];
    for (const [name, begin] of steps) {
      const next = { name, asked: 0, made: 0, refused: 0, unknown: 0, most: 0, from: Date.now() };
      phase = next;
      phases.push(next);
      if (callers.length === 0) callers = Array.from({ length: CALLERS }, ask);
      await begin();
      await wait((1000 * seconds) / steps.length);
      say(`${name}: ${next.made} of ${next.asked} were made`);
    }
    await many.sandbox.ask('letGo');
    const ends = streams.map(({ ended }) => ended.then(() => Promise.reject(new Error('A stream has ended.'))));
    await Promise.race([all, ...ends]);
    isOver = true;
    await Promise.all(callers);
    for (const { response } of streams) response.destroy();
    const { creates } = await many.sandbox.ask('counts');
    for (const [i, each] of phases.entries()) {
      const until = phases[i + 1]?.from ?? Infinity;
      const during = creates.filter((/** @type {Create} */ { came }) => came >= each.from && came < until);
      each.most = mostIn(during, rate.interval);
    }
    const seen = creates.map((/** @type {Create} */ { came }) => ({ asked: came, came }));
    return {
      phases,
      most: mostIn(creates, rate.interval),
      seen: mostIn(seen, rate.interval),
      mostAlone: Number(phases[2]?.most),
      watchers: watchers.length,
      heard,
    };
  } finally {
    isOver = true;
    agent.destroy();
    await many.close();
  }
}

/** @typedef {{ asked: number, came: number }} Create ms: when its caller sent it, and when it was seen at the service, which was between */

/**
 * @param {Create[]} creates
 * @param {number} interval ms
 * @returns {number} the most that came within any interval, for certain: on a busy machine some are seen later than they came
 */
export function mostIn(creates, interval) {
  const within = creates.map(
    ({ asked: from }) => creates.filter(({ asked, came }) => asked >= from && came - from < interval).length,
  );
  return Math.max(0, ...within);
}

/** @param {number} ms @returns {Promise<void>} */
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
