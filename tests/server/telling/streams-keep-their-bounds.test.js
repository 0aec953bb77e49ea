// Streams of events: where they are offered, who may open one, how long it lives, and how much is kept for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore } from '../../../web/proxy/store/memory-store.js';
import { deferred } from '../../helpers/deferred.js';
import { turns } from '../../helpers/turns.js';
import { create, listen, look, setUp, states } from './telling.js';

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

for (const when of ['while it begins', 'when it has begun'])
  test(`nothing listens any more for who has left ${when}`, async () => {
    const store = memoryStore();
    const begun = deferred();
    let [began, listening] = [0, 0];
    const subscribe = store.subscribe.bind(store);
    store.subscribe = async (...given) => {
      await begun.promise;
      const stop = await subscribe(...given);
      began++;
      listening++;
      return async () => {
        listening--;
        await stop();
      };
    };
    const { proxy } = setUp({ store });
    const { body } = await proxy(new Request('http://localhost/kie/events?taskId=a&taskId=b'));
    if (when === 'when it has begun') begun.resolve();
    await turns();
    await body?.cancel();
    begun.resolve();
    await turns();
    assert.deepEqual([began, listening], [2, 0]);
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
