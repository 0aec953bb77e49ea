// A callback makes the proxy look once, where its task is, and what the look sees counts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCallback } from '../../../web/proxy/callbacks/read-callback.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { turns } from '../../helpers/turns.js';
import { callbackOf, jobsAnswer, SECRET } from '../callbacks.js';
import { create, listen, look, setUp, states, SUCCESS } from './telling.js';

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

test('of a task that its callback does not lead to nothing is expected any more', async (t) => {
  const { proxy } = setUp();
  await create(proxy);
  assert.deepEqual((await listen(t, proxy)).heard[0]?.data.expected, ['task-1']);
  await proxy(await callbackOf(SUCCESS));
  await turns();
  assert.deepEqual((await listen(t, proxy)).heard[0]?.data.expected, [], 'it will not be told twice');
});
