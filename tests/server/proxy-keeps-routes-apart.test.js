// One task on two routes is two lookups: neither's answer is given for the other's, while both count for the same limits.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { createSandbox, SANDBOX_KEY } from '../../web/local/sandbox.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { finalityCases } from '../core/cases/finality-cases.js';
import { envelope } from '../helpers/responses.js';
import { turns } from '../helpers/turns.js';
import { ROUTES } from './routes.js';

/**
 * A proxy in front of a service that says what it was asked.
 * @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} [options]
 * @param {object} [data] of the answers
 */
function proxyWith(options = {}, data = { successFlag: 1, state: 'success' }) {
  /** @type {string[]} */
  const sent = [];
  const proxy = createProxy({
    apiKey: 'test-key-0123456789',
    fetch: async (url) => {
      sent.push(new URL(String(url)).pathname);
      return new Response(envelope({ ...data, asked: sent.at(-1) }));
    },
    now: () => 0,
    ...options,
  });
  const ask = (/** @type {string} */ path, /** @type {RequestInit} */ init = {}) =>
    proxy(new Request(`https://proxy.example/kie${path}?taskId=a`, init));
  return { ask, sent };
}

test('a client without a route gets the tasks of both through it', async () => {
  const sandbox = createSandbox();
  const proxy = createProxy({ apiKey: SANDBOX_KEY, fetch: (url, init) => sandbox(new Request(url, init)) });
  const fetch = (/** @type {RequestInfo | URL} */ url, /** @type {RequestInit | undefined} */ init) =>
    proxy(new Request(url, init));
  const client = new AlephClient({ baseUrl: 'https://proxy.example/kie', fetch });
  for (const [taskId, route] of Object.entries({ 'sandbox-failed': 'aleph', 'sandbox-jobs-failed': 'jobs' }))
    assert.equal((await client.getTask(taskId)).route, route);
  await assert.rejects(client.getTask('never-made'), { kind: 'task-not-found' });
});

const PATHS = ROUTES.map(({ path }) => path);

test('a finished task is answered from memory for the route that knew it', async () => {
  const { ask, sent } = proxyWith();
  for (const path of [...PATHS, ...PATHS]) assert.equal((await (await ask(path)).json()).data.asked, path);
  assert.deepEqual(sent, PATHS);
});

test('lookups under way are shared for one route only', async () => {
  const { ask, sent } = proxyWith({}, { successFlag: 0 });
  const answers = [...PATHS, ...PATHS].map((path) => ask(path));
  await turns();
  const asked = await Promise.all(answers.map(async (answer) => (await (await answer).json()).data.asked));
  assert.deepEqual(asked, [...PATHS, ...PATHS]);
  assert.deepEqual(sent, PATHS);
});

for (const [limit, options] of Object.entries({
  clientLimit: { clientLimit: { limit: 3, interval: 1000 }, clientOf: () => 'a' },
  globalLimit: { globalLimit: { limit: 3, interval: 1000 } },
})) {
  test(`${limit} counts both routes together`, async () => {
    const { ask } = proxyWith(options, { successFlag: 0 });
    const statuses = [];
    for (const path of [...PATHS, ...PATHS]) statuses.push((await ask(path)).status);
    assert.deepEqual(statuses, [200, 200, 200, 429]);
  });
}

suite('answered from memory', () => {
  for (const { route, data, kept } of finalityCases) {
    test(`${JSON.stringify(data)} of the ${route} route: ${kept ? 'yes' : 'no'}`, async () => {
      const { ask, sent } = proxyWith({}, data);
      const path = String(ROUTES.find((one) => one.route === route)?.path);
      for (let i = 0; i < 2; i++) assert.equal((await ask(path)).status, 200);
      assert.equal(sent.length, kept ? 1 : 2);
    });
  }
});
