// One process of the proxy, of as many as it takes: node server.js. They agree by Redis; docs/recipes/many-processes.md.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { readCallback } from 'kie-aleph/callbacks';
import { nodeListener } from 'kie-aleph/node';
import { createLog, createMetrics } from 'kie-aleph/observing';
import { createProxy } from 'kie-aleph/proxy';
import { memoryStore, redisStore } from 'kie-aleph/store';
import { rules } from './rules.js';
import { serve } from './serving.js';
import { readSettings, SECRETS } from './settings.js';

/**
 * @param {NodeJS.ProcessEnv} env as settings.js says
 * @param {object} [more]
 * @param {import('kie-aleph/proxy').ProxyOptions} [more.options] of the proxy, instead of `rules`
 * @param {import('node:http').RequestListener} [more.elsewhere] answers what is not below the proxy's mount, which else does
 * @returns {Promise<import('./serving.js').Serving>} once it listens
 * @throws {TypeError} for a setting that cannot work
 */
export async function start(env, { options = rules, elsewhere } = {}) {
  const { redisUrl, shares, publicUrl, webhookKey, isLogging, listening, ...given } = readSettings(env);
  const metrics = createMetrics();
  const log = createLog();
  const onEvent = (/** @type {import('kie-aleph/observing').ProxyEvent} */ event) => {
    metrics.onEvent(event);
    if (isLogging) log.onEvent(event);
  };
  let storeState = redisUrl ? 'shared' : 'memory';
  const onStoreEvent = (/** @type {import('kie-aleph/store').StoreChange} */ change) => {
    if (change !== 'error') storeState = change === 'back' ? 'shared' : 'away';
    onEvent({ type: 'store', change });
  };
  const store = redisUrl ? redisStore(await connect(redisUrl), { shares, onEvent: onStoreEvent }) : memoryStore();
  const mount = options.mount ?? '/kie';
  const proxy = createProxy({
    ...given,
    ...options,
    store,
    onEvent,
    ...(publicUrl && { hosts: [publicUrl.hostname] }),
    ...(publicUrl &&
      webhookKey && {
        callbacks: { read: readCallback, secret: webhookKey, url: new URL(`${mount}/callbacks`, publicUrl).href },
      }),
  });
  /** @type {Set<Promise<unknown>>} that goes on after an answer: the look that a callback makes */
  const after = new Set();
  const waitUntil = (/** @type {Promise<unknown>} */ work) => {
    const ended = work.finally(() => after.delete(ended));
    after.add(ended);
  };
  const answer = nodeListener((request, info) => proxy(request, { ...info, waitUntil }));

  return serve(listening, {
    answer: (request, response) =>
      (elsewhere && !request.url?.startsWith(`${mount}/`) ? elsewhere : answer)(request, response),
    closeStreams: () => proxy.close(),
    finishWork: async () => void (await Promise.allSettled([...after])),
    readStore: async () => {
      await store.get('ready:');
      return storeState;
    },
    readMetrics: metrics.text,
  });
}

/** @param {string} url @returns {Promise<Redis>} connected, or trying: until then the store is away */
async function connect(url) {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    retryStrategy: (times) => Math.min(100 * times, 1_000),
  });
  // The store says it.
  redis.on('error', () => {});
  await redis.connect().catch(() => {});
  return redis;
}

/**
 * Ends on SIGTERM and SIGINT: when what is under way is done, or at once on the second.
 * @param {import('./serving.js').Serving} serving
 */
export function endOnSignals({ end }) {
  let isEnding = false;
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      if (isEnding) process.exit(1);
      isEnding = true;
      void end().then(() => process.exit(0));
    });
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const env = { ...process.env };
  // Whatever is written when a process dies, such as Node's reports, says its environment.
  for (const name of SECRETS) delete process.env[name];
  const serving = await start(env);
  endOnSignals(serving);
  const { port, metricsPort } = serving;
  console.log(JSON.stringify({ time: new Date().toISOString(), type: 'listening', port, metricsPort }));
}
