// What the proxy tells of itself: each request, refusal, look, callback and stream, in words of its own tables; never whom it is about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCallback } from '../../../web/proxy/callbacks/read-callback.js';
import { createLog, createMetrics } from '../../../web/proxy/observing/index.js';
import { createProxy } from '../../../web/proxy/proxy.js';
import { turns } from '../../helpers/turns.js';
import { callbackOf, jobsAnswer, SECRET } from '../callbacks.js';

const KEY = 'key-that-nobody-may-see';
const TASK = 'task-that-nobody-may-see';
const CLIENT = '203.0.113.77';
const LOOK = '/kie/api/v1/jobs/recordInfo';

/** @param {Partial<import('../../../web/proxy/proxy.js').ProxyOptions>} [options] */
function setUp(options = {}) {
  /** @type {any[]} */
  const events = [];
  /** @type {string[]} */
  const lines = [];
  const metrics = createMetrics();
  const log = createLog({ write: (line) => lines.push(line), now: () => 0 });
  const proxy = createProxy({
    apiKey: KEY,
    allow: ['look', 'create'],
    authorize: (request) => !request.headers.has('stranger'),
    hosts: ['localhost'],
    callbacks: { read: readCallback, secret: SECRET },
    fetch: async (url) =>
      Response.json(
        String(url).includes('recordInfo') ? jobsAnswer(TASK, 'success') : { code: 200, data: { taskId: TASK } },
      ),
    onEvent(event) {
      events.push({ ...event, ...('ms' in event && { ms: 0 }) });
      metrics.onEvent(event);
      log.onEvent(event);
    },
    ...options,
  });
  /** @param {string} path @param {RequestInit} [init] */
  const ask = (path, init) =>
    proxy(new Request(`http://localhost${path}`, init), { remoteAddress: CLIENT }).then((response) => response.status);
  return { proxy, ask, events, lines, metrics };
}

/** @type {RequestInit} */
const CREATE = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ model: 'runway/gen4-aleph', input: { prompt: 'snow' } }),
};
const CREATE_PATH = '/kie/api/v1/jobs/createTask';
const NO_MORE = { limit: 1, interval: 60_000 };

test('a look is told as what the service was asked, and what was answered', async () => {
  const { ask, events } = setUp();
  await ask(`${LOOK}?taskId=${TASK}`);
  // From the store.
  await ask(`${LOOK}?taskId=${TASK}`);
  const answered = { type: 'request', operation: 'look', method: 'GET', status: 200, ms: 0 };
  assert.deepEqual(events, [{ type: 'look', route: 'jobs', cause: 'caller', status: 200, ms: 0 }, answered, answered]);
});

test('a look of which nothing came has no status', async () => {
  const { ask, events } = setUp({ fetch: () => Promise.reject(new Error(KEY)) });
  await ask(`${LOOK}?taskId=${TASK}`);
  assert.deepEqual(
    events.map(({ type, status }) => [type, status]),
    [
      ['look', 0],
      ['request', 502],
    ],
  );
});

test('a look and its request are told with the time that they took', async () => {
  let now = 1000;
  /** @type {any[]} */
  const events = [];
  const { ask } = setUp({
    now: () => now,
    fetch: async () => ((now += 7), Response.json(jobsAnswer(TASK, 'waiting'))),
    onEvent: (event) => void events.push(event),
  });
  await ask(`${LOOK}?taskId=${TASK}`);
  assert.deepEqual(
    events.map(({ type, ms }) => [type, ms]),
    [
      ['look', 7],
      ['request', 7],
    ],
  );
});

test('a stream is told as it opens, tells and ends; a callback, with the look it makes', async () => {
  const { proxy, ask, events } = setUp();
  await ask(`/kie/events?taskId=${TASK}`);
  await turns();
  assert.deepEqual(events.splice(0), [
    { type: 'stream', change: 'opened' },
    { type: 'request', operation: 'events', method: 'GET', status: 200, ms: 0 },
  ]);
  assert.equal((await proxy(await callbackOf(jobsAnswer(TASK, 'success'), { taskId: TASK }))).status, 200);
  await turns();
  proxy.close();
  assert.deepEqual(events, [
    { type: 'callback', outcome: 'heard', status: 200 },
    { type: 'request', operation: 'callback', method: 'POST', status: 200, ms: 0 },
    { type: 'look', route: 'jobs', cause: 'callback', status: 200, ms: 0 },
    { type: 'stream', change: 'told' },
    { type: 'stream', change: 'closed' },
  ]);
});

test('who may not ask, and does so too often, is told as too much', async () => {
  const { ask, events } = setUp({ clientLimit: NO_MORE });
  const init = { headers: { stranger: 'yes' } };
  assert.deepEqual([await ask(`${LOOK}?taskId=a`, init), await ask(`${LOOK}?taskId=a`, init)], [401, 429]);
  assert.deepEqual(
    events.filter(({ type }) => type === 'refused'),
    ['authorize', 'client-limit'].map((why) => ({ type: 'refused', why, operation: 'look' })),
  );
});

for (const [what, secret, status] of /** @type {const} */ ([
  ['is not signed', SECRET, 401],
  ['comes while the webhook key is missing', undefined, 500],
]))
  test(`a callback that ${what} is told as refused`, async (t) => {
    t.mock.method(console, 'error', () => {});
    const { proxy, events } = setUp({ callbacks: { read: readCallback, secret } });
    await proxy(await callbackOf(jobsAnswer(TASK, 'success'), { headers: { 'X-Webhook-Signature': null } }));
    assert.deepEqual(events[0], { type: 'callback', outcome: 'refused', status });
  });

const REFUSALS =
  /** @type {[string, Partial<import('../../../web/proxy/proxy.js').ProxyOptions>, string, RequestInit, number][]} */ ([
    ['host', { hosts: ['app.example'] }, `${LOOK}?taskId=a`, {}, 421],
    ['path', {}, '/kie/elsewhere', {}, 404],
    ['method', {}, `${LOOK}?taskId=a`, { method: 'DELETE' }, 405],
    ['origin', {}, `${LOOK}?taskId=a`, { headers: { Origin: 'https://other.example' } }, 403],
    ['authorize', {}, `${LOOK}?taskId=a`, { headers: { stranger: 'yes' } }, 401],
    ['client-limit', { clientLimit: NO_MORE }, `${LOOK}?taskId=a`, {}, 429],
    ['task-limit', { taskLimit: NO_MORE, fetch: async () => Response.json({}) }, `${LOOK}?taskId=a`, {}, 429],
    ['global-limit', { globalLimit: NO_MORE, fetch: async () => Response.json({}) }, `${LOOK}?taskId=a`, {}, 429],
    ['create-limit', { createLimit: NO_MORE }, CREATE_PATH, CREATE, 429],
    ['budget', { budget: { credits: 110, interval: 60_000 } }, CREATE_PATH, CREATE, 402],
  ]);

for (const [why, options, path, init, status] of REFUSALS)
  test(`a refusal says why: ${why}`, async () => {
    const { ask, events } = setUp(options);
    await ask(path, init);
    events.splice(0, events[0]?.type === 'refused' ? 0 : events.length);
    if (events.length === 0) assert.equal(await ask(path, init), status);
    const refused = events.filter(({ type }) => type === 'refused');
    assert.deepEqual(
      refused.map(({ why }) => why),
      [why],
    );
    assert.equal(events.at(-1).status, status);
    const operation = why === 'host' || why === 'path' ? 'none' : init.body ? 'create' : 'look';
    assert.deepEqual(
      events.map((event) => event.operation),
      events.map(({ type }) => (type === 'look' ? undefined : operation)),
    );
  });

test('nothing that is told, counted or written names a caller, a task, a key or an address', async () => {
  const { proxy, ask, events, lines, metrics } = setUp({ clientLimit: { limit: 3, interval: 60_000 } });
  for (let times = 0; times < 5; times++) await ask(`${LOOK}?taskId=${TASK}`, { headers: { Cookie: KEY } });
  await ask(CREATE_PATH, CREATE);
  await ask(`/kie/${TASK}`, { method: 'SECRETIVE' });
  await proxy(await callbackOf(jobsAnswer(TASK, 'fail'), { taskId: TASK }));
  await turns();
  const said = [JSON.stringify(events), ...lines, metrics.text()].join('\n');
  assert.ok(lines.length > 5);
  for (const secret of [KEY, TASK, CLIENT, SECRET, 'SECRETIVE', 'localhost', 'snow'])
    assert.ok(!said.includes(secret), secret);
});

test('who hears it cannot fail a request', async () => {
  const onEvent = () => {
    throw new Error('of a counter');
  };
  assert.equal(await setUp({ onEvent }).ask(`${LOOK}?taskId=${TASK}`), 200);
});
