// While another process looks at a task, this one waits for what it says, as long as somebody here waits, and leaves nothing behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { pending, succeeded } from '../helpers/responses.js';
import { turns } from '../helpers/turns.js';

const NAME = 'looking:aleph a';
const URL_OF_A = 'https://proxy.example/kie/api/v1/aleph/record-info?taskId=a';

/** What a process says that has seen this. @param {string} body */
const said = (body) => JSON.stringify({ status: 200, headers: {}, body });

/** A proxy, and the store that it shares with a test that plays the other process. @param {() => Response} [answer] */
function setUp(answer = () => new Response(succeeded('a'))) {
  const store = memoryStore();
  const seen = { asked: 0, listening: 0, running: 0 };
  /** @template {any[]} A @template R @param {(...args: A) => Promise<R>} work @returns {(...args: A) => Promise<R>} */
  const slowly =
    (work) =>
    async (...args) => {
      seen.running++;
      // What comes first takes longest, so that what is not waited for is seen.
      for (let i = 0; i < (/^(state|final|told):/.test(args[0]) ? 9 : args.length === 0 ? 3 : 1); i++) await turns();
      const result = await work(...args);
      seen.running--;
      return result;
    };
  const proxy = createProxy({
    apiKey: 'test-key-0123456789',
    callbacks: { read: async () => assert.fail(), secret: null },
    fetch: async () => (seen.asked++, answer()),
    store: {
      ...store,
      put: slowly(store.put),
      publish: slowly(store.publish),
      async claim(name, ttl) {
        const release = await slowly(store.claim)(name, ttl);
        return release && slowly(release);
      },
      async subscribe(channel, listener) {
        const stop = await store.subscribe(channel, listener);
        seen.listening++;
        return slowly(async () => {
          seen.listening--;
          await stop();
        });
      },
    },
  });
  /** @param {AbortSignal} [signal] */
  const ask = (signal) => proxy(new Request(URL_OF_A, { ...(signal && { signal }) }));
  const settled = async () => {
    for (let i = 0; i < 10; i++) await turns();
  };
  return { store, ask, seen, settled };
}

test('what it says first counts, also when it says two things at once', async () => {
  const { store, ask, seen, settled } = setUp();
  await store.claim(NAME, 30_000);
  const answer = ask();
  await settled();
  for (const message of ['', said(pending('a')), said(succeeded('a'))]) await store.publish(NAME, message);
  assert.equal(await (await answer).text(), pending('a'));
  assert.deepEqual(seen, { asked: 0, listening: 0, running: 0 });
});

test('when it ends without an answer, this one looks', async () => {
  const { store, ask, seen, settled } = setUp();
  const release = await store.claim(NAME, 30_000);
  const answer = ask();
  await settled();
  await release?.();
  await store.publish(NAME, '');
  assert.equal(await (await answer).text(), succeeded('a'));
  assert.deepEqual(seen, { asked: 1, listening: 0, running: 0 });
});

test('what this one has seen is kept and told before it is answered', async () => {
  const { store, ask, seen } = setUp();
  /** @type {string[]} */
  const heard = [];
  await store.subscribe(NAME, (message) => void heard.push(message));
  assert.equal((await ask()).status, 200);
  assert.equal(seen.running, 0);
  assert.deepEqual(
    heard.map((message) => JSON.parse(message).body),
    [succeeded('a')],
  );
  assert.equal((await ask()).status, 200);
  assert.equal(seen.asked, 1);
});

test('how long to wait is told, and heard, as well', async () => {
  const limited = () => new Response('{"code":429}', { status: 429, headers: { 'Retry-After': '7' } });
  const { store, ask, settled } = setUp(limited);
  /** @type {string[]} */
  const heard = [];
  await store.subscribe(NAME, (message) => void heard.push(message));
  assert.equal((await ask()).status, 429);
  const [message = assert.fail()] = heard;
  assert.deepEqual(JSON.parse(message), { status: 429, headers: { 'Retry-After': '7' }, body: '{"code":429}' });
  await store.claim(NAME, 30_000);
  const second = ask();
  await settled();
  await store.publish(NAME, message);
  const { status, headers } = await second;
  assert.deepEqual([status, headers.get('retry-after')], [429, '7']);
});

for (const when of ['while it waits', 'between what it hears'])
  test(`a caller that leaves ${when} ends the wait`, async () => {
    const { store, ask, seen, settled } = setUp();
    await store.claim(NAME, 30_000);
    const page = new AbortController();
    const answer = ask(page.signal);
    await settled();
    assert.equal(seen.listening, 1);
    if (when !== 'while it waits') {
      await store.publish(NAME, '');
      await Promise.resolve();
    }
    page.abort();
    assert.equal((await answer).status, 502);
    await settled();
    assert.deepEqual(seen, { asked: 0, listening: 0, running: 0 });
  });
