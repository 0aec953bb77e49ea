// A callback makes the proxy look once, and everyone who listens hears what it saw. What is not the service's does nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventStreamReader } from '../../web/client/push/event-stream.js';
import { readCallback } from '../../web/proxy/callbacks/read-callback.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { turns } from '../helpers/turns.js';
import { callbackOf, jobsAnswer, SECRET } from './callbacks.js';

/** @typedef {import('../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */

const CALLBACK_URL = 'https://app.example/kie/callbacks';
const SUCCESS = jobsAnswer('task-1', 'success');

/**
 * A proxy before a service that knows the tasks it is told, and all it was asked.
 * @param {Partial<ProxyOptions>} [options]
 */
function setUp(options = {}) {
  /** @type {Map<string, unknown>} by task: what the jobs route answers */
  const answers = new Map();
  /** @type {{ path: string, taskId: string | null, body: any }[]} */
  const asked = [];
  const proxy = createProxy({
    apiKey: 'key-for-tests',
    allow: ['look', 'create'],
    authorize: () => true,
    clientLimit: false,
    taskLimit: false,
    globalLimit: false,
    clientCreateLimit: false,
    createLimit: false,
    callbacks: { read: readCallback, secret: SECRET, url: CALLBACK_URL },
    fetch: async (input, init) => {
      const { pathname: path, searchParams } = new URL(String(input));
      const taskId = searchParams.get('taskId');
      asked.push({ path, taskId, body: init?.body ? JSON.parse(String(init.body)) : null });
      if (path.endsWith('/createTask')) return Response.json({ code: 200, data: { taskId: `task-${asked.length}` } });
      const known = path.endsWith('/recordInfo') && answers.get(String(taskId));
      return Response.json(
        known || { code: path.endsWith('/recordInfo') ? 422 : 200, msg: 'recordInfo is null', data: null },
      );
    },
    ...options,
  });
  const looks = () => asked.filter(({ taskId }) => taskId !== null);
  return { proxy, answers, asked, looks };
}

/** @param {ReturnType<typeof setUp>['proxy']} proxy @param {string} [route] */
const look = (proxy, taskId = 'task-1', route = 'jobs/recordInfo') =>
  proxy(new Request(`http://localhost/kie/api/v1/${route}?taskId=${taskId}`));

/** @param {ReturnType<typeof setUp>['proxy']} proxy @param {object} [more] */
const create = (proxy, more = {}) =>
  proxy(
    new Request('http://localhost/kie/api/v1/jobs/createTask', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: 'runway/gen4-aleph', input: { prompt: 'snow' }, ...more }),
    }),
  );

/**
 * @param {import('node:test').TestContext} t
 * @param {ReturnType<typeof setUp>['proxy']} proxy
 * @param {string[]} [taskIds]
 * @param {Record<string, string>} [headers]
 */
async function listen(t, proxy, taskIds = ['task-1'], headers = {}) {
  const query = taskIds.map((id) => `taskId=${encodeURIComponent(id)}`).join('&');
  const response = await proxy(new Request(`http://localhost/kie/events?${query}`, { headers }));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const events = new EventStreamReader();
  const heard = /** @type {{ type: string, data: any, lastEventId: string }[]} */ ([]);
  const stream = { heard, bytes: 0, isOver: false, leave: () => reader.cancel() };
  void (async () => {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      stream.bytes += read.value.length;
      heard.push(...events.read(read.value).map((event) => ({ ...event, data: JSON.parse(event.data) })));
    }
    stream.isOver = true;
  })();
  t.after(() => reader.cancel());
  await turns();
  return stream;
}

/** @param {{ heard: { type: string, data: any }[] }} stream */
const states = ({ heard }) =>
  heard.flatMap(({ type, data }) =>
    type === 'task' ? [[data.taskId, JSON.parse(data.body).data.state, data.isExpected]] : [],
  );

test('a task that is made is told of: one look after its callback, and everyone who listens hears', async (t) => {
  const { proxy, answers, asked, looks } = setUp();
  assert.equal((await create(proxy)).status, 200);
  assert.equal(asked[0]?.body.callBackUrl, CALLBACK_URL);
  const streams = [await listen(t, proxy), await listen(t, proxy, ['other', 'task-1'])];
  assert.deepEqual(
    streams.map(({ heard }) => heard[0]?.data),
    [
      { heartbeat: 15_000, expected: ['task-1'] },
      { heartbeat: 15_000, expected: ['task-1'] },
    ],
  );
  assert.equal(looks().length, 0, 'listening asks nothing');
  answers.set('task-1', SUCCESS);
  for (let times = 0; times < 3; times++) assert.equal((await proxy(await callbackOf(SUCCESS))).status, 200);
  await turns();
  for (const stream of streams) assert.deepEqual(states(stream), [['task-1', 'success', false]]);
  assert.equal(looks().length, 1);
});

test('the state that is known comes first, and what was told before is told once more only when it is recent', async (t) => {
  let now = 1_000_000;
  const { proxy, answers } = setUp({ now: () => now });
  answers.set('task-1', jobsAnswer('task-1', 'generating'));
  await look(proxy);
  const first = await listen(t, proxy);
  assert.deepEqual(states(first), [['task-1', 'generating', false]]);
  assert.equal(first.heard[1]?.lastEventId, '1000000');
  now += 60_000;
  assert.deepEqual(states(await listen(t, proxy, ['task-1'], { 'Last-Event-ID': String(now) })), []);
  assert.deepEqual(states(await listen(t, proxy, ['task-1'], { 'Last-Event-ID': '1000000' })).length, 1);
});

for (const [heard, times] of /** @type {const} */ ([
  [1_010_000, 1],
  [1_010_001, 0],
]))
  test(`what was told ${heard - 1_000_000} ms before what was heard last is told ${times ? 'once more' : 'no more'}`, async (t) => {
    const { proxy, answers } = setUp({ now: () => 1_000_000 });
    answers.set('task-1', jobsAnswer('task-1', 'generating'));
    await look(proxy);
    const stream = await listen(t, proxy, ['task-1'], { 'Last-Event-ID': String(heard) });
    assert.equal(states(stream).length, times);
  });

for (const [later, isKnown] of /** @type {const} */ ([
  [7_199_999, true],
  [7_200_000, false],
]))
  test(`after ${later} ms a task is ${isKnown ? 'still known' : 'forgotten'}`, async (t) => {
    let now = 1_000_000;
    const { proxy, answers } = setUp({ now: () => now });
    await create(proxy);
    answers.set('task-2', jobsAnswer('task-2', 'generating'));
    await look(proxy, 'task-2');
    now += later;
    const { heard } = await listen(t, proxy, ['task-1', 'task-2']);
    assert.deepEqual(heard[0]?.data.expected, isKnown ? ['task-1'] : []);
    assert.equal(heard.length, isKnown ? 2 : 1);
  });

test('a change has the time at which it was seen first', async (t) => {
  let now = 1_000_000;
  const { proxy, answers } = setUp({ now: () => now });
  for (const state of ['waiting', 'generating', 'generating']) {
    answers.set('task-1', jobsAnswer('task-1', state));
    await look(proxy);
    now += 1000;
  }
  assert.equal((await listen(t, proxy)).heard[1]?.lastEventId, '1001000');
});

test('the first end counts: what an older answer says after it is told to nobody', async (t) => {
  let now = 1_000_000;
  const { proxy, answers } = setUp({ now: () => now });
  const stream = await listen(t, proxy);
  for (const state of ['success', 'generating']) {
    answers.set('task-1', jobsAnswer('task-1', state));
    await look(proxy);
    now += 60_000;
  }
  assert.deepEqual(states(stream), [['task-1', 'success', false]]);
  assert.deepEqual(states(await listen(t, proxy)), [['task-1', 'success', false]]);
});

test('an answer that is none about a task is no news', async (t) => {
  const { proxy } = setUp();
  const stream = await listen(t, proxy);
  await look(proxy);
  await turns();
  assert.deepEqual(
    stream.heard.map(({ type }) => type),
    ['hello'],
  );
});

/** A callback that does not say its route. */
const UNROUTED = { code: 200, data: { taskId: 'task-1' } };
const OF_ALEPH = '/api/v1/aleph/record-info';
const OF_JOBS = '/api/v1/jobs/recordInfo';

/** @type {[what: string, before: (set: ReturnType<typeof setUp>, t: import('node:test').TestContext) => Promise<unknown>, paths: string[]][]} */
const ORDERS = [
  ['where its end is expected', ({ proxy }) => create(proxy), [OF_JOBS, OF_ALEPH]],
  [
    'where it was seen',
    async ({ proxy, answers, asked }) => {
      answers.set('task-1', jobsAnswer('task-1', 'generating'));
      await look(proxy);
      answers.clear();
      asked.length = 0;
    },
    [OF_JOBS, OF_ALEPH],
  ],
  ['on the older route, where nothing says more', ({ proxy }, t) => listen(t, proxy), [OF_ALEPH, OF_JOBS]],
];
for (const [what, before, paths] of ORDERS)
  test(`a task is looked for first ${what}`, async (t) => {
    const set = setUp();
    await before(set, t);
    assert.equal((await set.proxy(await callbackOf(UNROUTED))).status, 200);
    await turns();
    assert.deepEqual(
      set.looks().map(({ path }) => path),
      paths,
    );
  });

test('a callback of a task that is still made is no reason to look', async (t) => {
  const { proxy, looks } = setUp();
  await listen(t, proxy);
  assert.equal((await proxy(await callbackOf(jobsAnswer('task-1', 'generating')))).status, 200);
  await turns();
  assert.deepEqual(looks(), []);
});

test('the sender is answered in its own form, and the platform is asked to let the work end', async (t) => {
  const { proxy, answers, looks } = setUp();
  await listen(t, proxy);
  answers.set('task-1', SUCCESS);
  /** @type {Promise<unknown>[]} */
  const works = [];
  const response = await proxy(await callbackOf(SUCCESS), { waitUntil: (work) => void works.push(work) });
  assert.deepEqual(await response.json(), { code: 200, msg: 'success' });
  assert.equal(works.length, 1);
  await works[0];
  assert.equal(looks().length, 1);
});

for (const [given, seconds] of /** @type {const} */ ([
  ['1000', 60],
  ['7', 7],
  [null, 1],
]))
  test(`a look that finds no room is tried again 30 times, after ${seconds} s where Retry-After is ${given}`, async (t) => {
    const clock = FakeClock.install(t);
    /** @type {string[]} */
    const paths = [];
    const fetch = async (/** @type {any} */ input) => {
      paths.push(new URL(String(input)).pathname);
      return Response.json({ code: 429 }, { status: 429, headers: given === null ? {} : { 'Retry-After': given } });
    };
    const { proxy } = setUp({ fetch });
    await listen(t, proxy);
    await proxy(await callbackOf(SUCCESS, { at: clock.now }));
    await clock.advance(seconds * 1000 - 1);
    assert.deepEqual(paths, [OF_JOBS]);
    await clock.advance(1);
    assert.equal(paths.length, 2);
    await clock.advance(seconds * 29_000);
    assert.deepEqual(paths.indexOf(OF_ALEPH), 31);
    await clock.advance(seconds * 60_000);
    assert.equal(paths.length, 62);
  });

test('a stream may be of 100 tasks, however often each is named', async (t) => {
  const ids = Array.from({ length: 100 }, (_, i) => `task-${i}`);
  await listen(t, setUp().proxy, [...ids, ...ids]);
});

for (const [more, isKept] of /** @type {const} */ ([
  [0, true],
  [1, false],
]))
  test(`2 MiB ${more ? 'and a byte are not' : 'are'} kept for who takes nothing`, async (t) => {
    // A beat would take of them, and a machine may be busy for so long.
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { proxy, answers } = setUp({ now: () => 1_000_000 });
    const answer = (/** @type {string} */ param) => ({
      code: 200,
      data: { taskId: 'task-1', state: 'generating', param },
    });
    const measured = await listen(t, proxy);
    answers.set('task-1', answer(''));
    await look(proxy);
    await turns();
    const param = 'x'.repeat(2 * 1_048_576 - measured.bytes + more);
    const held = await heldOf(
      setUp({ now: () => 1_000_000, maxResponseBytes: 4_000_000, timeout: 1_000_000 }),
      answer(param),
    );
    assert.equal(held.includes(param), isKept);
  });

/** All that a stream holds of which nothing was taken while a task was told. @param {ReturnType<typeof setUp>} set @param {object} answer */
async function heldOf({ proxy, answers }, answer) {
  const { body } = await proxy(new Request('http://localhost/kie/events?taskId=task-1'));
  await turns();
  answers.set('task-1', answer);
  await look(proxy);
  await turns();
  proxy.close();
  return new Response(body).text();
}

test("anyone's look is everyone's news, once for each change, also within one millisecond", async (t) => {
  const { proxy, answers } = setUp({ now: () => 1_000_000 });
  const stream = await listen(t, proxy);
  for (const state of ['waiting', 'generating', 'generating', 'success']) {
    answers.set('task-1', jobsAnswer('task-1', state));
    await look(proxy);
    await turns();
  }
  assert.deepEqual(
    states(stream).map(([, state]) => state),
    ['waiting', 'generating', 'success'],
  );
});

test('what a store says twice, as one that was away may, is told once', async (t) => {
  const store = memoryStore();
  const publish = async (/** @type {string} */ channel, /** @type {string} */ message) => {
    for (let times = 0; times < 2; times++) await store.publish(channel, message);
  };
  const { proxy, answers } = setUp({ store: { ...store, publish } });
  const stream = await listen(t, proxy);
  answers.set('task-1', SUCCESS);
  await look(proxy);
  await turns();
  assert.equal(states(stream).length, 1);
});

test('a callback that comes before the service answers so is not waited for again', async (t) => {
  const { proxy, answers, looks } = setUp();
  await create(proxy);
  const stream = await listen(t, proxy);
  answers.set('task-1', jobsAnswer('task-1', 'generating'));
  await proxy(await callbackOf(SUCCESS));
  await turns();
  assert.deepEqual(states(stream), [
    ['task-1', 'generating', true],
    ['task-1', 'generating', false],
  ]);
  assert.equal(looks().length, 1);
});

test('the older route is looked at where the callback is of it, and the other one where the first knows nothing', async (t) => {
  const { proxy, answers, looks } = setUp();
  await listen(t, proxy);
  answers.set('task-1', SUCCESS);
  await proxy(await callbackOf({ code: 200, taskId: 'task-1', data: null }));
  await turns();
  assert.deepEqual(
    looks().map(({ path }) => path),
    ['/api/v1/aleph/record-info', '/api/v1/jobs/recordInfo'],
  );
});

test('a maker with a URL of its own is left it, and its task is not expected', async (t) => {
  const { proxy, asked } = setUp();
  await create(proxy, { callBackUrl: 'https://other.example/hook' });
  assert.equal(asked[0]?.body.callBackUrl, 'https://other.example/hook');
  assert.deepEqual((await listen(t, proxy)).heard[0]?.data.expected, []);
});

test('without a URL nothing is added, and nothing is expected', async (t) => {
  const { proxy, asked } = setUp({ callbacks: { read: readCallback, secret: SECRET } });
  await create(proxy);
  assert.equal(asked[0]?.body.callBackUrl, undefined);
  assert.deepEqual((await listen(t, proxy)).heard[0]?.data.expected, []);
});

/** @type {{ name: string, request: () => Request | Promise<Request>, status: number, option?: string | null }[]} */
const REFUSED = [
  {
    name: 'no signature',
    request: () => callbackOf(SUCCESS, { headers: { 'X-Webhook-Signature': null } }),
    status: 401,
  },
  {
    name: 'no timestamp',
    request: () => callbackOf(SUCCESS, { headers: { 'X-Webhook-Timestamp': null } }),
    status: 401,
  },
  { name: "another secret's signature", request: () => callbackOf(SUCCESS, { secret: 'other' }), status: 401 },
  { name: "another task's signature", request: () => callbackOf(SUCCESS, { taskId: 'task-2' }), status: 401 },
  {
    name: 'a signature in hex',
    request: () => callbackOf(SUCCESS, { headers: { 'X-Webhook-Signature': 'ab'.repeat(32) } }),
    status: 401,
  },
  {
    name: 'a signature that is no base64',
    request: () => callbackOf(SUCCESS, { headers: { 'X-Webhook-Signature': '%%%' } }),
    status: 401,
  },
  { name: 'one of before the window', request: () => callbackOf(SUCCESS, { at: Date.now() - 302_000 }), status: 401 },
  { name: 'one of after the window', request: () => callbackOf(SUCCESS, { at: Date.now() + 302_000 }), status: 401 },
  { name: 'no JSON', request: () => callbackOf('{'), status: 422 },
  { name: 'no task', request: () => callbackOf({ code: 200 }), status: 422 },
  { name: 'two tasks', request: () => callbackOf({ taskId: 'task-1', task_id: 'task-2' }), status: 422 },
  { name: 'broken UTF-8', request: () => brokenUtf8(), status: 422 },
  { name: '256 KiB and a byte', request: () => callbackOf(JSON.stringify(SUCCESS).padEnd(262_145)), status: 413 },
  { name: 'as GET', request: () => new Request('http://localhost/kie/callbacks'), status: 405 },
];

async function brokenUtf8() {
  const { url, headers } = await callbackOf(SUCCESS);
  return new Request(url, { method: 'POST', headers, body: Uint8Array.of(0x22, 0xff, 0x22) });
}

for (const { name, request, status } of REFUSED)
  test(`${name}: ${status}, and nothing is looked at`, async (t) => {
    const { proxy, answers, asked } = setUp();
    await listen(t, proxy);
    answers.set('task-1', SUCCESS);
    const response = await proxy(await request());
    await turns();
    const said = await response.text();
    assert.equal(response.status, status, said);
    assert.match(said, status === 405 ? /^\{"code":405,/ : /^\{"code":422,.*[^.]\."\}$/);
    assert.doesNotMatch(said, /kie-aleph-test-key|task-1/);
    assert.deepEqual(asked, []);
  });

test('256 KiB are read', async () => {
  const { proxy } = setUp();
  assert.equal((await proxy(await callbackOf(JSON.stringify(SUCCESS).padEnd(262_144)))).status, 200);
});

test('a body that was swapped under a good signature is a look, and what the look sees counts', async (t) => {
  const { proxy, answers, looks } = setUp();
  const stream = await listen(t, proxy);
  answers.set('task-1', jobsAnswer('task-1', 'generating'));
  await proxy(
    await callbackOf({ ...SUCCESS, data: { ...SUCCESS.data, resultJson: '{"resultUrls":["https://evil.example/"]}' } }),
  );
  await turns();
  assert.deepEqual(states(stream), [['task-1', 'generating', false]]);
  assert.equal(looks().length, 1);
  assert.doesNotMatch(JSON.stringify(stream.heard), /evil/);
});

test('callbacks for tasks that nobody here knows ask nothing, however many', async () => {
  const { proxy, asked } = setUp({ callbacks: { read: readCallback, secret: null } });
  for (let i = 0; i < 10_000; i++) await proxy(await callbackOf({ code: 200, taskId: `forged-${i}` }));
  await turns();
  assert.deepEqual(asked, []);
});

test('without a secret the same forged callback again and again is one look at a time, and none after the end', async (t) => {
  const { proxy, answers, looks } = setUp({ callbacks: { read: readCallback, secret: null } });
  await listen(t, proxy);
  answers.set('task-1', SUCCESS);
  for (let i = 0; i < 100; i++)
    await proxy(await callbackOf({ code: 200, taskId: 'task-1', data: { state: 'success' } }));
  await turns();
  assert.equal(looks().length, 1);
});

test('a slow sender is not waited for', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { proxy } = setUp();
  const { headers, url } = await callbackOf(SUCCESS);
  const body = new ReadableStream({ pull: () => new Promise(() => {}) });
  const answer = proxy(
    new Request(url, /** @type {RequestInit} */ ({ method: 'POST', headers, body, duplex: 'half' })),
  );
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
  t.mock.timers.tick(10_000);
  assert.equal((await answer).status, 408);
});

test('a proxy without callbacks has no such paths, and offers nothing', async () => {
  const { proxy } = setUp({ callbacks: undefined });
  for (const path of ['events?taskId=a', 'callbacks']) {
    assert.equal((await proxy(new Request(`http://localhost/kie/${path}`))).status, 404);
  }
  assert.equal((await look(proxy)).headers.get('link'), null);
  proxy.close();
});

test('lookups offer the streams, to pages of other origins as well', async () => {
  const { proxy } = setUp({ allowedOrigins: ['https://app.example'] });
  assert.equal((await look(proxy)).headers.get('link'), '</kie/events>; rel="monitor"');
  const request = new Request('http://localhost/kie/api/v1/jobs/recordInfo?taskId=a', {
    headers: { Origin: 'https://app.example' },
  });
  const { headers } = await proxy(request);
  assert.equal(headers.get('access-control-expose-headers'), 'Retry-After, Link');
  assert.equal(headers.get('access-control-allow-origin'), 'https://app.example');
  assert.equal((await look(proxy)).headers.get('access-control-expose-headers'), null);
  assert.equal((await create(proxy)).headers.get('link'), null);
});

test('callbacks come where they are told to, and nowhere else', async () => {
  const { proxy } = setUp({ callbacks: { read: readCallback, secret: SECRET, path: '/hooks/of-kie' } });
  assert.equal((await proxy(await callbackOf(SUCCESS, { url: 'http://localhost/kie/hooks/of-kie' }))).status, 200);
  assert.equal((await proxy(await callbackOf(SUCCESS))).status, 404);
});

test('a stream is only read', async () => {
  const { proxy } = setUp();
  const response = await proxy(new Request('http://localhost/kie/events?taskId=a', { method: 'POST' }));
  assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET']);
});

for (const [name, options, request, status] of /** @type {const} */ ([
  ['who may not ask', { authorize: () => false }, {}, 401],
  ["another site's page", {}, { Origin: 'https://evil.example' }, 403],
]))
  test(`${name} may not listen`, async () => {
    const { proxy } = setUp(options);
    const response = await proxy(new Request('http://localhost/kie/events?taskId=a', { headers: request }));
    assert.equal(response.status, status);
  });

for (const query of [
  '',
  '?taskId=',
  '?taskId=%00',
  '?taskId=a&taskId=%00',
  `?${'taskId=a'.padEnd(9)}&${Array.from({ length: 101 }, (_, i) => `taskId=${i}`).join('&')}`,
])
  test(`no stream is opened for ${query.slice(0, 20) || 'no task'}`, async () => {
    const { proxy } = setUp();
    assert.equal((await proxy(new Request(`http://localhost/kie/events${query}`))).status, 422);
  });

test('a stream beats while it is open, and no timer is left when it is not', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { proxy } = setUp();
  const cleared = t.mock.method(globalThis, 'clearInterval');
  const stream = await listen(t, proxy);
  const { bytes } = stream;
  t.mock.timers.tick(15_000);
  await turns();
  assert.equal(stream.bytes, bytes + 3);
  await stream.leave();
  assert.equal(cleared.mock.callCount(), 1);
  t.mock.timers.tick(60_000);
  assert.equal(stream.bytes, bytes + 3);
});

test('close ends the streams', async (t) => {
  const { proxy } = setUp();
  const stream = await listen(t, proxy);
  proxy.close();
  await turns();
  assert.equal(stream.isOver, true);
});

test('who takes nothing of a stream loses it, and others do not', async (t) => {
  const { proxy, answers } = setUp();
  const slow = await proxy(new Request('http://localhost/kie/events?taskId=task-1'));
  const other = await listen(t, proxy);
  const long = 'x'.repeat(300_000);
  for (let i = 0; i < 12; i++) {
    answers.set('task-1', { code: 200, data: { taskId: 'task-1', state: 'generating', param: `${i}${long}` } });
    await look(proxy);
    await turns();
  }
  assert.equal(states(other).length, 12);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (slow.body).getReader();
  let got = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) got += read.value.length;
  assert.ok(got < 3_000_000, `${got} bytes were kept for it`);
});

for (const [name, callbacks, says] of /** @type {const} */ ([
  ['no way to read', { read: undefined, secret: null }, /readCallback/],
  ['no secret', {}, /needs a secret/],
  ['a secret that is none', { secret: 7 }, /The webhook key is not a string\. Set callbacks\.secret of createProxy/],
  ['a URL that is none', { secret: null, url: '/kie/callbacks' }, /callbacks\.url/],
  ['a URL that is no page', { secret: null, url: 'ftp://app.example/' }, /callbacks\.url/],
  ['a path that is none', { secret: null, path: 'hook?x' }, /callbacks\.path/],
]))
  test(`${name} is refused at once`, () => {
    assert.throws(() => createProxy({ callbacks: Object.assign({ read: readCallback }, callbacks) }), {
      name: 'TypeError',
      message: says,
    });
  });

for (const [what, secret] of /** @type {const} */ ([
  ['missing', undefined],
  ['empty', ''],
]))
  test(`a webhook key that is ${what} is said at the first callback, logged once, and nobody is heard`, async (t) => {
    const logged = t.mock.method(console, 'error', () => {});
    const { proxy, asked, looks } = setUp({ callbacks: { read: readCallback, secret, url: CALLBACK_URL } });
    assert.equal(logged.mock.callCount(), 0);
    const { taskId } = (await (await create(proxy)).json()).data;
    assert.equal(asked[0]?.body.callBackUrl, undefined, 'the service is not asked to tell');
    const says = `The webhook key is ${what}. Set callbacks.secret of createProxy`;
    for (let i = 0; i < 2; i++) {
      const response = await proxy(await callbackOf({ code: 200, data: { task_id: taskId } }, { taskId }));
      assert.equal(response.status, 500);
      assert.ok((await response.json()).msg.startsWith(says));
    }
    assert.deepEqual(looks(), []);
    assert.equal(logged.mock.callCount(), 1);
  });

test('a way of reading callbacks that fails is answered, without its words', async () => {
  const { proxy, looks } = setUp({
    callbacks: { read: () => Promise.reject(new Error('words')), secret: SECRET, url: CALLBACK_URL },
  });
  const response = await proxy(await callbackOf(SUCCESS));
  assert.equal(response.status, 500);
  assert.deepEqual(await response.json(), { code: 500, msg: 'The proxy failed.' });
  assert.equal(looks().length, 0);
});
