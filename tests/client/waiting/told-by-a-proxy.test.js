// A proxy that offers to tell is listened to: ends are heard at once, looks only make sure, and without the stream they go on as ever.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { turns } from '../../helpers/turns.js';
import { job } from '../routes.js';
import { fakePage } from './fake-page.js';
import { fakeTabs } from './fake-tabs.js';
import { fakeProxy } from './telling-proxy.js';
import { notFound, watched } from './service.js';

const MINUTE = 60_000;

// Starting takes real time.
before(() => new AlephClient({ baseUrl: 'http://127.0.0.1:1' }).ready());

/** Until the stream is open and has said what it expects. @param {FakeClock} clock */
const opened = (clock) => clock.advance(100);

/**
 * Time in which the last stream is not silent.
 * @param {FakeClock} clock
 * @param {import('./telling-proxy.js').Stream[]} streams
 * @param {number} ms
 */
async function pass(clock, streams, ms) {
  for (let left = ms; left > 0; left -= 15_000) {
    if (streams.at(-1)?.isOpen) streams.at(-1)?.beat();
    await clock.advance(Math.min(left, 15_000));
  }
}

test('an end is heard when it is told, with one look at the start', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks, streams } = fakeProxy({ tasks: { a: { finishesAt: clock.now + MINUTE / 2 } } });
  const waiting = watched(client.waitForTask('a'));
  await opened(clock);
  assert.deepEqual(
    streams.map(({ taskIds }) => taskIds),
    [['a']],
  );
  await pass(clock, streams, MINUTE - 1_000);
  assert.equal(waiting.settled, false, 'nobody has told yet, and no look was due');
  await streams[0]?.tell('a');
  await turns();
  assert.equal(waiting.value?.response?.resultVideoUrl, 'https://example.com/a.mp4');
  assert.equal(looks.length, 1);
  assert.equal(streams[0]?.isOpen, false, 'nobody is waited for any more');
  assert.equal(clock.pending, 0);
});

test('a failure is told as well', async (t) => {
  const clock = FakeClock.install(t);
  const task = { finishesAt: clock.now + MINUTE / 2, successFlag: 3, errorMessage: 'too dark' };
  const { client, streams } = fakeProxy({ tasks: { a: task } });
  const waiting = watched(client.waitForTask('a'));
  await opened(clock);
  await pass(clock, streams, MINUTE - 1_000);
  await streams[0]?.tell('a');
  await turns();
  assert.equal(waiting.error?.kind, 'task-failed');
});

test('a stream tells of the tasks that were seen: none is opened for those that were not', async (t) => {
  const clock = FakeClock.install(t);
  const { client, streams } = fakeProxy({
    tasks: { a: {} },
    trouble: (_, taskId) => (taskId === 'b' ? notFound() : undefined),
  });
  for (const taskId of ['b', 'a']) void client.waitForTask(taskId).catch(() => {});
  await opened(clock);
  assert.deepEqual(
    streams.map(({ taskIds }) => taskIds),
    [['a']],
  );
});

test('what is told counts as a look: without the stream, too, the next is planned from there', async (t) => {
  const clock = FakeClock.install(t);
  /** @type {import('./service.js').FakeTask} */
  const task = { createTime: null };
  const { client, looks, streams, refuseWith } = fakeProxy({ tasks: { a: task } });
  void client.waitForTask('a').catch(() => {});
  await opened(clock);
  await pass(clock, streams, 30_000);
  task.createTime = clock.now - 30_000;
  await streams[0]?.tell('a');
  refuseWith(503);
  streams[0]?.cut();
  await clock.advance(10_000);
  assert.equal(looks.length, 1);
});

test('a stream that goes while a look is under way makes no second one', async (t) => {
  const clock = FakeClock.install(t);
  let isSilent = false;
  const { client, looks, streams, refuseWith } = fakeProxy({
    trouble: () => (isSilent ? new Promise(() => {}) : undefined),
  });
  void client.waitForTask('a').catch(() => {});
  await opened(clock);
  isSilent = true;
  await pass(clock, streams, 75_000);
  assert.equal(looks.length, 2, 'the look that makes sure is under way');
  refuseWith(503);
  streams.at(-1)?.cut();
  await clock.advance(10_000);
  assert.equal(looks.length, 2);
});

test('what is told and known already is no second report', async (t) => {
  const clock = FakeClock.install(t);
  const { client, streams } = fakeProxy();
  const updates = [];
  void client.waitForTask('a', { onUpdate: (look) => updates.push(look) }).catch(() => {});
  await opened(clock);
  await streams[0]?.tell('a');
  await streams[0]?.tell('a');
  assert.equal(updates.length, 1);
});

test('a told end that got lost is seen by a look within a minute or a little more', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks, streams } = fakeProxy({ tasks: { a: { finishesAt: clock.now + MINUTE / 2 } } });
  const waiting = watched(client.waitForTask('a'));
  await opened(clock);
  await pass(clock, streams, 1.25 * MINUTE);
  assert.equal(waiting.value?.status, 'succeeded');
  assert.equal(looks.length, 2);
});

test('a task of which nobody will tell is looked at as ever, and still heard of', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks, streams } = fakeProxy({
    tasks: { a: { finishesAt: clock.now + MINUTE + 5_000 } },
    expected: [],
  });
  const waiting = watched(client.waitForTask('a'));
  await opened(clock);
  await pass(clock, streams, 28_000);
  assert.equal(looks.length, 2, 'the look due after 25 s and its jitter');
  await pass(clock, streams, 38_000);
  const before = looks.length;
  await streams[0]?.tell('a');
  await turns();
  assert.equal(waiting.value?.status, 'succeeded');
  assert.equal(looks.length, before);
});

test('a stream that falls silent is not waited for', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks, streams } = fakeProxy();
  void client.waitForTask('a').catch(() => {});
  await opened(clock);
  streams[0]?.beat();
  await clock.advance(29_000);
  assert.equal(looks.length, 1);
  await clock.advance(2_000);
  assert.equal(streams[0]?.isOpen, false);
  assert.equal(looks.length, 2, 'by then the schedule had a look due');
  await clock.advance(2_000);
  assert.equal(streams.length, 2, 'and another stream is opened');
});

test('a stream that ends is opened again, from where it was, without a look', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks, streams } = fakeProxy();
  void client.waitForTask('a').catch(() => {});
  await opened(clock);
  await streams[0]?.tell('a');
  const told = clock.now;
  for (const end of /** @type {const} */ (['end', 'cut'])) {
    await clock.advance(10_000);
    streams.at(-1)?.[end]();
    await clock.advance(1_100);
  }
  assert.deepEqual(
    streams.map(({ lastEventId }) => lastEventId),
    [null, String(told), String(told)],
  );
  await clock.advance(10_000);
  assert.equal(looks.length, 1);
});

test('while no stream can be opened the schedule goes on, and streams are asked for ever less often', async (t) => {
  const clock = FakeClock.install(t);
  const { client, looks, streams, refuseWith } = fakeProxy();
  void client.waitForTask('a', { timeout: Infinity }).catch(() => {});
  await opened(clock);
  refuseWith(503);
  streams[0]?.end();
  await clock.advance(5 * MINUTE);
  assert.ok(looks.length > 15, `${looks.length} looks`);
  const { length } = streams;
  assert.ok(length >= 5 && length <= 9, `${length} streams`);
  refuseWith(null);
  await pass(clock, streams, 2.5 * MINUTE);
  const before = looks.length;
  assert.equal(streams.at(-1)?.isOpen, true);
  await pass(clock, streams, 5 * MINUTE);
  assert.ok(looks.length - before <= 5, 'one a minute at most');
});

for (const status of [401, 403, 404, 405])
  test(`a proxy that answers ${status} to it is not asked again until it offers again`, async (t) => {
    const clock = FakeClock.install(t);
    const { client, looks, streams, refuseWith, offer } = fakeProxy();
    refuseWith(status);
    void client.waitForTask('a').catch(() => {});
    await opened(clock);
    offer(false);
    await clock.advance(MINUTE);
    assert.equal(streams.length, 1);
    assert.equal(looks.length > 2, true);
  });

test('one stream serves all tasks of a client, and grows with them', async (t) => {
  const clock = FakeClock.install(t);
  const { client, streams } = fakeProxy();
  for (const taskId of ['a', 'b', 'c']) void client.waitForTask(taskId).catch(() => {});
  await opened(clock);
  assert.deepEqual(
    streams.map(({ taskIds }) => taskIds),
    [['a', 'b', 'c']],
  );
  void client.waitForTask('d').catch(() => {});
  await opened(clock);
  assert.deepEqual(
    streams.map(({ taskIds, isOpen }) => [taskIds.join(), isOpen]),
    [
      ['a,b,c', false],
      ['a,b,c,d', true],
    ],
  );
});

for (const [why, options] of /** @type {const} */ ([
  ['with push: never', { client: { push: 'never' } }],
  ['with a key', { client: { apiKey: 'key-for-tests' } }],
  ['where none is offered', { offers: false }],
]))
  test(`no stream is asked for ${why}`, async (t) => {
    const clock = FakeClock.install(t);
    const { client, looks, streams } = fakeProxy(options);
    void client.waitForTask('a').catch(() => {});
    await clock.advance(MINUTE);
    assert.equal(streams.length, 0);
    assert.ok(looks.length > 2);
  });

test('a single question opens no stream', async (t) => {
  const clock = FakeClock.install(t);
  const { client, streams } = fakeProxy();
  await client.getTask('a');
  await clock.advance(MINUTE);
  assert.equal(streams.length, 0);
});

/** @param {string} route @param {string} body */
const eventOf = (route, body) =>
  `event: task\ndata: ${JSON.stringify({ taskId: 'a', route, body, at: Date.now(), isExpected: true })}\n\n`;

for (const [what, route, isHeard] of /** @type {const} */ ([
  ['a wait hears', 'auto', true],
  ['a wait of one route hears nothing', 'aleph', false],
]))
  test(`${what} of what is told on the other route`, async (t) => {
    const clock = FakeClock.install(t);
    const { client, streams } = fakeProxy();
    const waiting = watched(client.waitForTask('a', { route }));
    await opened(clock);
    streams[0]?.say(eventOf('jobs', job('a')));
    await turns();
    assert.equal(waiting.value?.route, isHeard ? 'jobs' : undefined);
  });

test('while a look is under way an end is heard, and no other state', async (t) => {
  const clock = FakeClock.install(t);
  /** @type {import('./service.js').FakeTask} */
  const task = {};
  const { client, looks, streams } = fakeProxy({
    tasks: { a: task },
    trouble: (look) => (look === 2 ? new Promise(() => {}) : undefined),
  });
  const updates = [];
  const waiting = watched(client.waitForTask('a', { onUpdate: (look) => updates.push(look) }));
  await opened(clock);
  client.lookNow('a');
  task.pendingFlag = -1;
  await streams[0]?.tell('a');
  assert.deepEqual([looks.length, updates.length], [2, 1]);
  task.finishesAt = clock.now;
  await streams[0]?.tell('a');
  assert.deepEqual([waiting.value?.status, clock.pending], ['succeeded', 0]);
});

test('other tabs are told what a proxy tells', async (t) => {
  const clock = FakeClock.install(t);
  fakeTabs(t);
  const task = { finishesAt: clock.now + MINUTE / 2 };
  const { client, newClient, streams } = fakeProxy({ tasks: { a: task }, client: { shareAcrossTabs: true } });
  const waits = [client, newClient({ shareAcrossTabs: true, push: 'never' })].map((tab) =>
    watched(tab.waitForTask('a', { interval: 2 * MINUTE })),
  );
  await clock.advance(1_000);
  await pass(clock, streams, MINUTE / 2);
  await streams[0]?.tell('a');
  await turns();
  assert.deepEqual(
    waits.map(({ value }) => value?.status),
    ['succeeded', 'succeeded'],
  );
});

test('a stream that opens hurries no tab that asks the others first', async (t) => {
  const clock = FakeClock.install(t);
  fakeTabs(t);
  const { client, newClient, looks, streams } = fakeProxy({ client: { shareAcrossTabs: true } });
  watched(newClient({ shareAcrossTabs: true, push: 'never' }).waitForTask('of another tab'));
  await clock.advance(1_000);
  watched(client.waitForTask('a'));
  await clock.advance(190);
  watched(client.waitForTask('b'));
  await clock.advance(149);
  assert.deepEqual([looks.map(({ taskId }) => taskId), streams.length], [['of another tab', 'a'], 1]);
});

test('a stream that goes hurries no look that has to wait after an error', async (t) => {
  const clock = FakeClock.install(t);
  t.mock.method(Math, 'random', () => 0);
  const tooMany = () => new Response('{"code":429,"msg":"later"}', { headers: { 'Retry-After': '20' } });
  const { client, looks, streams, refuseWith } = fakeProxy({
    trouble: (look) =>
      look === 2 ? new Promise((resolve) => setTimeout(() => resolve(tooMany()), 10_000)) : undefined,
  });
  watched(client.waitForTask('a'));
  await opened(clock);
  await pass(clock, streams, 71_000);
  assert.equal(looks.at(-1)?.at, MINUTE);
  refuseWith(503);
  streams.at(-1)?.cut();
  await clock.advance(18_000);
  assert.equal(looks.length, 2);
  await clock.advance(12_000);
  assert.equal(looks.length, 3);
});

test('a look that is overdue without the stream is made as soon as none can be opened', async (t) => {
  const clock = FakeClock.install(t);
  t.mock.method(Math, 'random', () => 0);
  const { client, looks, streams, refuseWith } = fakeProxy();
  watched(client.waitForTask('a'));
  await opened(clock);
  await pass(clock, streams, 50_000);
  assert.equal(looks.length, 1);
  refuseWith(503);
  streams.at(-1)?.cut();
  await clock.advance(499);
  assert.equal(looks.length, 1);
  await clock.advance(1);
  assert.equal(looks.length, 2);
});

test('a page that is hidden asks for no stream until it is shown', async (t) => {
  const clock = FakeClock.install(t);
  const page = fakePage(t);
  await page.show(false);
  const { client, streams } = fakeProxy();
  watched(client.waitForTask('a'));
  await clock.advance(1.5 * MINUTE);
  assert.equal(streams.length, 0);
  await page.show();
  await opened(clock);
  assert.equal(streams.length, 1);
});

for (const [name, text] of [
  ['no JSON', 'data: {\n\n'],
  ['another task', 'event: task\ndata: {"taskId":"b","route":"aleph","body":"{}","at":1,"isExpected":true}\n\n'],
  [
    'a body that is no answer',
    'event: task\ndata: {"taskId":"a","route":"aleph","body":"<html>","at":1,"isExpected":true}\n\n',
  ],
  [
    'an error about the task',
    'event: task\ndata: {"taskId":"a","route":"aleph","body":"{\\"code\\":401}","at":1,"isExpected":true}\n\n',
  ],
  ['an unknown event', 'event: weather\ndata: {"sun":true}\n\n'],
])
  test(`${name} in a stream ends no wait`, async (t) => {
    const clock = FakeClock.install(t);
    const { client, streams } = fakeProxy({ tasks: { a: { finishesAt: clock.now + 2 * MINUTE } } });
    const waiting = watched(client.waitForTask('a'));
    await opened(clock);
    streams[0]?.say(String(text));
    await clock.advance(MINUTE);
    assert.equal(waiting.settled, false);
    await clock.advance(3 * MINUTE);
    assert.equal(waiting.value?.status, 'succeeded');
  });

test('a wait that is aborted leaves no stream and no timer', async (t) => {
  const clock = FakeClock.install(t);
  const { client, streams } = fakeProxy();
  const controller = new AbortController();
  const waiting = watched(client.waitForTask('a', { signal: controller.signal }));
  await opened(clock);
  controller.abort(new Error('enough'));
  await turns();
  assert.equal(waiting.error?.message, 'enough');
  assert.equal(streams[0]?.isOpen, false);
  assert.equal(clock.pending, 0);
});
