// The intent is written down before anything is sent; what cannot be written is not sent; uploads come before; nothing grows for ever.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createOnce, intentsOf, localIntents, memoryIntents } from '../../web/create/create-once.js';
import { rejection } from '../helpers/rejection.js';
import { sharedStorage } from './tabs.js';

const NEW = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };

/** @param {Partial<import('../../web/create/create-once.js').Creator>} [more] */
function fakeClient(more) {
  /** @type {any[]} */
  const sent = [];
  return {
    sent,
    async createTask(/** @type {any} */ options) {
      sent.push(options);
      return /** @type {any} */ ({ taskId: `task-${sent.length}`, route: 'jobs', status: 'processing' });
    },
    ...more,
  };
}

test('a store that is full: nothing is sent, and its error comes as it is', async () => {
  const client = fakeClient();
  const full = new Error('QuotaExceededError');
  const store = { ...memoryIntents(), set: () => Promise.reject(full) };
  assert.equal(await rejection(createOnce(client, NEW, { id: 'a', store, locks: null })), full);
  assert.deepEqual(client.sent, []);
});

test('a store that is full only afterwards takes no task from the caller', async () => {
  const memory = memoryIntents();
  let sets = 0;
  const store = {
    ...memory,
    set: (/** @type {any} */ intent) => (sets++ ? Promise.reject(new Error('full')) : memory.set(intent)),
  };
  assert.equal((await createOnce(fakeClient(), NEW, { id: 'a', store, locks: null })).taskId, 'task-1');
  // Who looks later cannot know what came of it.
  assert.equal((await intentsOf(store, { locks: null }))[0]?.state, 'unknown');
});

test('a signal that has come already sends nothing and keeps nothing', async () => {
  const client = fakeClient();
  const store = memoryIntents();
  const options = { id: 'a', store, locks: null, signal: AbortSignal.abort('stop') };
  assert.equal(await rejection(createOnce(client, NEW, options)), 'stop');
  assert.deepEqual([client.sent, store.list()], [[], []]);
});

test('options that are no input reach the client, and are not kept', async () => {
  const client = fakeClient();
  const store = memoryIntents();
  const { signal } = new AbortController();
  await createOnce(client, { ...NEW, seed: undefined }, { id: 'a', store, locks: null, signal, timeout: 5000 });
  assert.deepEqual(client.sent, [{ ...NEW, signal, timeout: 5000 }]);
  assert.deepEqual((await intentsOf(store, { locks: null }))[0]?.input, NEW);
});

test('an error that is none of this package leaves the outcome unknown', async () => {
  const store = memoryIntents();
  const client = fakeClient({ createTask: () => Promise.reject(new TypeError('odd')) });
  await rejection(createOnce(client, NEW, { id: 'a', store, locks: null }));
  assert.equal((await intentsOf(store, { locks: null }))[0]?.state, 'unknown');
});

suite('a file', () => {
  const video = new File(['moving pictures'], 'street.mp4', { type: 'video/mp4', lastModified: 7 });
  const input = { prompt: 'Make it snow', video };

  test('is uploaded first, and only its name, size and time are kept', async () => {
    const store = memoryIntents();
    /** @type {unknown[]} */
    const seen = [];
    const onProgress = () => {};
    const uploadFile = async (/** @type {Blob} */ source, /** @type {any} */ options) => {
      seen.push(source, options.onProgress, store.list());
      return { downloadUrl: 'https://example.com/up.mp4' };
    };
    const client = fakeClient({ uploadFile });
    await createOnce(client, input, { id: 'a', store, locks: null, onProgress });
    assert.deepEqual(seen, [video, onProgress, []]);
    assert.deepEqual(client.sent, [{ prompt: 'Make it snow', videoUrl: 'https://example.com/up.mp4' }]);
    const [kept] = /** @type {any[]} */ (store.list());
    assert.equal(kept.file, '["street.mp4",15,"video/mp4",7]');
    assert.doesNotMatch(JSON.stringify(kept), /moving pictures/);
  });

  test('that cannot be uploaded makes nothing, and the same intent may try again', async () => {
    let uploads = 0;
    const uploadFile = async () => {
      if (uploads++ === 0) throw new Error('cut');
      return { downloadUrl: 'https://example.com/up.mp4' };
    };
    const client = fakeClient({ uploadFile });
    const store = memoryIntents();
    const call = () => createOnce(client, input, { id: 'a', store, locks: null });
    assert.equal((await rejection(call())).message, 'cut');
    assert.deepEqual(store.list(), []);
    assert.equal((await call()).taskId, 'task-1');
  });
});

suite('without locks', () => {
  const AGES = [
    { owner: 'another', age: 1000, state: 'sending' },
    { owner: 'another', age: 6 * 60_000, state: 'unknown' },
  ];
  for (const { owner, age, state } of AGES) {
    test(`an intent that ${owner} owner has been sending for ${age / 1000} s is ${state}`, async () => {
      const { store } = sharedStorage().openTab();
      await store.set({ ...intentOf('a', 'sending', Date.now() - age), owner });
      assert.equal((await intentsOf(store, { locks: null }))[0]?.state, state);
      const client = fakeClient();
      const error = await rejection(createOnce(client, NEW, { id: 'a', store, locks: null }));
      assert.equal(error.intent.state, state);
      assert.deepEqual(client.sent, []);
    });
  }
});

/**
 * @param {string} id
 * @param {import('../../web/create/intents.js').Intent['state']} state
 * @param {number} time
 */
function intentOf(id, state, time) {
  return { id, state, time, owner: 'x', input: NEW, file: null, taskId: null, route: null, kind: null, message: null };
}

test('of those that are made or refused the latest are kept; of the others all', async () => {
  const store = memoryIntents();
  const now = Date.now();
  for (let i = 0; i < 60; i++) store.set(intentOf(`made-${i}`, 'made', now - 70_000 - i));
  store.set(intentOf('old', 'refused', now - 25 * 3600_000));
  store.set(intentOf('lost', 'unknown', now - 30 * 24 * 3600_000));
  await createOnce(fakeClient(), { ...NEW, seed: 1 }, { id: 'a', store, locks: null });
  const ids = (await intentsOf(store, { locks: null })).map(({ id }) => id);
  assert.equal(ids.filter((id) => id.startsWith('made-')).length, 50);
  assert.deepEqual(
    [ids[0], ids.includes('made-0'), ids.includes('made-59'), ids.includes('old'), ids.at(-1)],
    ['a', true, false, false, 'lost'],
  );
});

test('in a Storage each intent is an entry of its own, and what is no intent is passed over', () => {
  /** @type {Record<string, string>} */
  const entries = {
    other: '{}',
    'kie-aleph.create.broken': '{',
    'kie-aleph.create.odd': '{"id":"odd","state":"done"}',
  };
  const methods = {
    getItem: (/** @type {string} */ name) => entries[name] ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => void (entries[name] = text),
    removeItem: (/** @type {string} */ name) => void delete entries[name],
  };
  Object.setPrototypeOf(entries, methods);
  const store = localIntents(/** @type {any} */ (entries));
  const intent = intentOf('a', 'unknown', 5);
  store.set(intent);
  assert.deepEqual([store.get('a'), store.get('broken'), store.get('none')], [intent, null, null]);
  assert.deepEqual(store.list(), [intent]);
  store.delete('a');
  assert.deepEqual(store.list(), []);
});
