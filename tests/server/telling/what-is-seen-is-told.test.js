// Whatever the proxy sees of a task, by a callback or by anybody's look, everyone who listens hears: once, in order, with its time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore } from '../../../web/proxy/store/memory-store.js';
import { deferred } from '../../helpers/deferred.js';
import { turns } from '../../helpers/turns.js';
import { callbackOf, jobsAnswer } from '../callbacks.js';
import { CALLBACK_URL, create, listen, look, setUp, states, SUCCESS } from './telling.js';

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

test('who listens to another task hears nothing of it', async (t) => {
  const { proxy, answers } = setUp();
  const [one, other] = [await listen(t, proxy), await listen(t, proxy, ['other'])];
  answers.set('task-1', SUCCESS);
  await look(proxy);
  await turns();
  assert.deepEqual(states(one), [['task-1', 'success', false]]);
  assert.deepEqual(states(other), []);
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

test('what is told has been kept before, so that no stream that opens in between misses it', async (t) => {
  const store = memoryStore();
  const kept = deferred();
  const put = store.put.bind(store);
  store.put = async (name, ...rest) => {
    if (name.startsWith('state:')) await kept.promise;
    await put(name, ...rest);
  };
  const { proxy, answers } = setUp({ store });
  const stream = await listen(t, proxy);
  answers.set('task-1', SUCCESS);
  const looked = look(proxy);
  await turns();
  assert.deepEqual(states(stream), []);
  kept.resolve();
  await looked;
  await turns();
  assert.equal(states(stream).length, 1);
});

test('what happens while a stream begins is told behind what was known', async (t) => {
  const { store, held } = holding(memoryStore());
  const { proxy, answers } = setUp({ store });
  answers.set('task-1', jobsAnswer('task-1', 'generating'));
  await look(proxy);
  held.begin();
  const opened = listen(t, proxy);
  await turns();
  held.end();
  answers.set('task-1', SUCCESS);
  await look(proxy);
  held.release();
  const stream = await opened;
  await turns();
  assert.deepEqual(states(stream), [
    ['task-1', 'generating', false],
    ['task-1', 'success', false],
  ]);
});

test('a store that fails when who listened has left is the concern of nobody', async (t) => {
  const failed = deferred();
  const store = memoryStore();
  store.get = async () => {
    await failed.promise;
    throw new Error('away');
  };
  const { proxy } = setUp({ store });
  const stream = await listen(t, proxy);
  await stream.leave();
  failed.resolve();
  // A rejection that nobody takes would fail the test.
  await turns();
  assert.equal(stream.isOver, true);
});

/** @typedef {import('../../../web/proxy/store/store.js').Store} Store */

/**
 * @param {Store} store
 * @returns {{ store: Store, held: { begin: () => void, end: () => void, release: () => void } }} between begin and end what is
 *   read is read at once, and said when it is released
 */
function holding(store) {
  const released = deferred();
  let isHeld = false;
  const held = {
    begin: () => void (isHeld = true),
    end: () => void (isHeld = false),
    release: () => released.resolve(),
  };
  const get = store.get.bind(store);
  store.get = async (name) => {
    const isLate = isHeld;
    const value = await get(name);
    if (isLate) await released.promise;
    return value;
  };
  return { store, held };
}
