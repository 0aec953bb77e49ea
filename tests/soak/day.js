// A day of many watched tasks in simulated time: pages make tasks and wait for them through two processes of the proxy that share a store,
// while machines sleep, networks and the store go away, keys change, and callbacks get lost. What is held is looked at each hour.
import { getEventListeners } from 'node:events';
import { held } from './held.js';
import { SimulatedClock } from './simulated-clock.js';
import { SimulatedService } from './simulated-service.js';
import { Network } from './simulated-network.js';
import { AlephClient } from '../../web/client/index.js';
import { readCallback } from '../../web/proxy/callbacks/read-callback.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { sharedOrOwn } from '../../web/proxy/store/shared-or-own.js';
import { seededRandom } from '../bench/simulation.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TASKS_OF_A_PAGE = 10;
/** Tasks take up to that long: so that very many are watched at once all day, and some of them anew each hour. */
const LONGEST_TASK = 4 * HOUR;
/** After a task that could not be made, or of which nobody knows. */
const AGAIN = 2 * MINUTE;

/** What happens every so many minutes, for so long. @type {Record<string, { every: number, lasts: number }>} */
const SPELLS = {
  offline: { every: 37, lasts: 2 * MINUTE },
  storeAway: { every: 61, lasts: 3 * MINUTE },
  sleep: { every: 173, lasts: 25 * MINUTE },
  rotation: { every: 60, lasts: 10 * MINUTE },
};
const LOST_CALLBACKS = 0.2;

/** @typedef {import('./held.js').Held & { hour: number, simulatedTimers: number, streams: number, listeners: number, watched: number, made: number, ended: number, looks: number }} DaySample */
/** @typedef {{ made: number, ended: number, looks: number, told: number, lostCallbacks: number, unknown: number, refused: number, wrongKeys: number, twice: number, failures: Record<string, number> }} DayCounts */

/**
 * @param {{ hours: number, atOnce: number, seed?: number, onSample?: (sample: DaySample) => void }} options
 * @returns {Promise<{ samples: DaySample[], counts: DayCounts, left: { simulatedTimers: number, streams: number, listeners: number } }>}
 *   left: once all waits were ended. atOnce: how many tasks are watched at any time; each takes up to four hours, and is followed by the next
 */
export async function soakDay({ hours, atOnce, seed = 1, onSample = () => {} }) {
  const random = seededRandom(seed);
  const network = new Network();
  const clock = new SimulatedClock(() => network.isBusy);
  clock.install();
  /** @type {DayCounts} */
  const counts = {
    made: 0,
    ended: 0,
    looks: 0,
    told: 0,
    lostCallbacks: 0,
    unknown: 0,
    refused: 0,
    wrongKeys: 0,
    twice: 0,
    failures: {},
  };
  let streams = 0;
  try {
    const service = new SimulatedService({ counts, random, longest: LONGEST_TASK, lost: LOST_CALLBACKS });
    const shared = memoryStore();
    const away = { is: false };
    /** @type {any} */
    const unreliable = Object.fromEntries(
      Object.entries(shared).map(([name, command]) => [
        name,
        async (/** @type {any[]} */ ...words) => {
          if (away.is) throw new Error('The store is away');
          return /** @type {any} */ (command)(...words);
        },
      ]),
    );
    const proxies = [0, 1].map(() =>
      createProxy({
        apiKey: () => service.key,
        allow: ['look', 'create'],
        authorize: () => true,
        // Not limited each: a page here is many people.
        clientOf: () => null,
        globalLimit: false,
        store: sharedOrOwn(unreliable, { shares: 2, warn: () => {} }),
        callbacks: { read: readCallback, secret: null, url: 'https://app.example/kie/callbacks' },
        fetch: service.fetch,
        onEvent: (event) => {
          if (event.type === 'stream') streams += { opened: 1, closed: -1, told: 0 }[event.change];
          if (event.type === 'stream' && event.change === 'told') counts.told++;
        },
      }),
    );
    service.tell = (body) =>
      /** @type {any} */ (proxies[Math.floor(random() * 2)])(
        new Request('https://app.example/kie/callbacks', { method: 'POST', body }),
      );

    const stopping = new AbortController();
    const pages = Array.from({ length: Math.ceil(atOnce / TASKS_OF_A_PAGE) }, (_, i) => {
      const proxy = /** @type {ReturnType<typeof createProxy>} */ (proxies[i % 2]);
      return new AlephClient({
        baseUrl: 'https://app.example/kie',
        fetch: network.through((request) => proxy(request)),
      });
    });
    let watched = 0;
    const slots = Array.from({ length: atOnce }, async (_, i) => {
      const client = /** @type {AlephClient} */ (pages[i % pages.length]);
      const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
      await pause(random() * 10 * MINUTE);
      while (!stopping.signal.aborted) {
        const end = await followOne(client).catch((error) => error);
        if (end === true) continue;
        if (stopping.signal.aborted) return;
        const kind = String(end?.kind ?? end);
        counts.failures[kind] = (counts.failures[kind] ?? 0) + 1;
        await pause(AGAIN * (1 + random()));
      }
    });
    /** @param {AlephClient} client @returns {Promise<boolean>} */
    async function followOne(client) {
      const { taskId } = await client.createTask({ prompt: 'snow', videoUrl: 'https://example.com/in.mp4' });
      watched++;
      try {
        await client.waitForTask(taskId, { signal: stopping.signal, timeout: Number.POSITIVE_INFINITY });
        service.seen(taskId);
        return true;
      } finally {
        watched--;
      }
    }

    /** @type {DaySample[]} */
    const samples = [];
    for (let minute = 1; minute <= hours * 60; minute++) {
      const begins = (/** @type {string} */ name) => minute % Number(SPELLS[name]?.every) === 0;
      const lasts = (/** @type {string} */ name) => Number(SPELLS[name]?.lasts);
      if (begins('offline')) {
        network.goOffline();
        setTimeout(() => network.comeBack(), lasts('offline'));
      }
      if (begins('storeAway')) {
        away.is = true;
        setTimeout(() => void (away.is = false), lasts('storeAway'));
      }
      if (begins('rotation')) service.rotate(lasts('rotation'));
      if (begins('sleep')) {
        network.cutAll();
        clock.sleep(lasts('sleep'));
      }
      await clock.advance(MINUTE);
      if (minute % 60 > 0) continue;
      const listeners = getEventListeners(stopping.signal, 'abort').length;
      const { made, ended, looks } = counts;
      samples.push({
        hour: minute / 60,
        ...held(),
        simulatedTimers: clock.pending,
        streams,
        listeners,
        watched,
        made,
        ended,
        looks,
      });
      onSample(/** @type {DaySample} */ (samples.at(-1)));
    }
    stopping.abort();
    for (const proxy of proxies) proxy.close();
    service.end();
    await clock.advance(10 * MINUTE);
    await Promise.all(slots);
    const listeners = getEventListeners(stopping.signal, 'abort').length;
    return { samples, counts, left: { simulatedTimers: clock.pending, streams, listeners } };
  } finally {
    clock.restore();
  }
}
