// Every row of the schedule's tables, through the built WebAssembly. What comes of a failure is decided where its answer is read, so
// those rows are requests that fail.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startModule } from '../../web/client/module/inside.js';
import { deferred } from '../helpers/deferred.js';
import {
  backoffCases,
  deadlineCases,
  FAILURE_START,
  RETRY_START,
  retryCases,
  scheduleCases,
  START,
} from './schedule-cases.js';

const module = await startModule();

suite('the schedule', () => {
  for (const { name, state, action, delay } of scheduleCases) {
    test(name, () => {
      const plan = module.planLook({ ...START, ...state });
      assert.equal(plan.action, action);
      if (delay !== undefined) assertWithin(plan.delay, delay);
    });
  }
});

suite('the deadline', () => {
  for (const { name, state, ...plan } of deadlineCases) {
    test(name, () => assert.deepEqual(module.planDeadline(state), plan));
  }
});

suite('the backoff of a wait', () => {
  for (const { name, state, delay } of backoffCases) {
    test(name, async (t) => assertWithin(await delayAfter(t, { ...FAILURE_START, ...state }), delay));
  }
});

suite('the retry of a call', () => {
  for (const { name, state, delay } of retryCases) {
    test(name, async (t) => assertWithin(await delayAfter(t, { ...RETRY_START, ...state }), delay));
  }
});

/** What makes a request fail so: an envelope, an answer that is none, or no answer at all. @type {Record<string, () => Promise<Response>>} */
const ANSWERS = {
  ...Object.fromEntries(
    Object.entries({
      'invalid-request': 422,
      authentication: 401,
      'insufficient-credits': 402,
      'task-not-found': 404,
      'task-failed': 501,
      'rate-limit': 429,
      'asset-unavailable': 451,
      maintenance: 455,
      server: 500,
      'feature-disabled': 505,
      api: 999,
    }).map(([kind, code]) => [kind, async () => Response.json({ code, msg: kind })]),
  ),
  'invalid-response': async () => new Response('<html>'),
  connection: () => Promise.reject(new TypeError('no network')),
  timeout: () => new Promise(() => {}),
};

/**
 * @param {import('node:test').TestContext} t
 * @param {import('./schedule-cases.js').Failure & { maxRetries?: number, remaining?: number, paid?: boolean }} state
 * @returns {Promise<number | null>}
 */
async function delayAfter(t, { kind, failures, failing, retryAfter, random, maxRetries, remaining, paid }) {
  const { now } = START;
  t.mock.method(Date, 'now', () => now);
  /** @type {{ promise: Promise<import('../../web/client/module/module.js').Settlement>, resolve(settlement: import('../../web/client/module/module.js').Settlement): void }} */
  const { promise, resolve } = deferred();
  module.startRequest(
    {
      operation: paid ? 'create' : 'look',
      baseUrl: 'https://api.kie.ai',
      timeout: kind === 'timeout' ? 1 : Infinity,
      maxResponseBytes: 1000,
      route: 'aleph',
      failures: failures - 1,
      failingSince: now - failing,
      maxRetries,
      deadline: now + (remaining ?? Infinity),
      random,
    },
    paid ? { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' } : { taskId: 'task-1' },
    {
      apiKey: undefined,
      fetch: async () => {
        const response = await ANSWERS[kind]?.();
        if (retryAfter !== null) response?.headers.set('Retry-After', String(retryAfter));
        return /** @type {Response} */ (response);
      },
      onFetchError() {},
      onSettled: resolve,
    },
  );
  const settlement = await promise;
  assert.equal(settlement.error?.kind, kind);
  return settlement.error ? settlement.delay : null;
}

/** @param {number | null} ms @param {number | [number, number] | null} expected */
function assertWithin(ms, expected) {
  if (expected === null) return assert.equal(ms, null);
  const [least, most] = typeof expected === 'number' ? [expected, expected] : expected;
  assert.ok(ms !== null && ms >= least && ms <= most, String(ms));
}
