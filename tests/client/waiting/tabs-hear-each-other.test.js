// What a tab takes from what comes over the channel: tasks and errors that other tabs have seen; and what it leaves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, suite, test } from 'node:test';
import { AlephClient, AlephError } from '../../../web/client/index.js';
import { deferred } from '../../helpers/deferred.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { fakePage } from './fake-page.js';
import { fakeTabs } from './fake-tabs.js';
import { fakeService, watched } from './service.js';
import { errorLook, NO_MESSAGES, TASK, taskLook } from './tab-messages.js';

const MINUTE = 60_000;
const KEY = 'test-key-0123456789';
before(() => new AlephClient().ready());
const WASM = new URL('../../../dist/external/aleph.wasm', import.meta.url);
const LOADED = { baseUrl: 'http://127.0.0.1:1', shareAcrossTabs: true };
const OPTIONS = { shareAcrossTabs: true, apiKey: KEY };

/**
 * A tab that follows the task `a`, and what it is told after its first look, by the other tabs.
 * @param {import('node:test').TestContext} t
 * @param {import('./service.js').Trouble} [trouble]
 */
async function heardBy(t, trouble) {
  const clock = FakeClock.install(t);
  const { open } = fakeTabs(t);
  const page = fakePage(t);
  const { newClient, looks } = fakeService({ ...(trouble && { trouble }) });
  /** @type {import('../../../web/client/follow/followed-task.js').Look[]} */
  const updates = [];
  const client = newClient({ shareAcrossTabs: true });
  const wait = watched(client.waitForTask('a', { onUpdate: (update) => updates.push(update) }));
  await clock.advance(1_000);
  const own = updates.length;
  /** @param {unknown} data @param {number} [ms] */
  const say = async (data, ms = 1_000) => {
    for (const channel of open) channel.dispatchEvent(new MessageEvent('message', { data }));
    await clock.advance(ms);
    return updates.slice(own);
  };
  return { client, clock, page, looks, wait, say };
}

suite('of what comes over the channel', () => {
  for (const [what, data] of NO_MESSAGES) {
    test(`${what} is ignored, and the tab goes on`, async (t) => {
      const { clock, looks, wait, say } = await heardBy(t);
      assert.deepEqual(await say(data), []);
      const before = looks.length;
      await clock.advance(MINUTE);
      assert.ok(looks.length > before);
      assert.equal(wait.settled, false);
    });
  }

  test('a task is heard, frozen as every task is, also with members that this version does not know', async (t) => {
    const { wait, say } = await heardBy(t);
    const [update] = await say(taskLook({ cover: 'new' }));
    assert.deepEqual(update?.task, { ...TASK, cover: 'new' });
    assert.deepEqual(wait.value, update?.task);
    for (const part of [wait.value, wait.value?.response, wait.value?.parameters]) assert.ok(Object.isFrozen(part));
  });

  test('a failure is heard', async (t) => {
    const { looks, wait, say } = await heardBy(t);
    await say(taskLook({ status: 'failed', response: null, errorMessage: 'too dark' }));
    assert.deepEqual(
      [wait.error?.kind, wait.error?.message, looks.length],
      ['task-failed', 'The generation failed: too dark', 1],
    );
  });

  test('the route of a task that is heard of is remembered', async (t) => {
    const { client, clock, looks, say } = await heardBy(t);
    await say(taskLook({}));
    watched(client.getTask('a'));
    await clock.advance(0);
    assert.equal(looks.at(-1)?.path, '/api/v1/jobs/recordInfo');
  });

  test('nothing is heard while a look of its own is under way', async (t) => {
    const { client, wait, say } = await heardBy(t, (look) => (look === 2 ? new Promise(() => {}) : undefined));
    client.lookNow('a');
    assert.deepEqual(await say(taskLook({})), []);
    assert.equal(wait.settled, false);
  });

  test('a task counts as looked at when it is heard of: a page shown right after asks nothing', async (t) => {
    const { looks, page, say, wait } = await heardBy(t);
    await say(taskLook({ status: 'processing' }), 999);
    await page.show();
    assert.deepEqual([looks.length, wait.settled], [1, false], 'whatever the other tab calls final');
  });

  test('a task has no turn any more when it is heard of while it waits for that', async (t) => {
    const clock = FakeClock.install(t);
    const { open } = fakeTabs(t);
    const { newClient, looks } = fakeService({ client: { pollLimit: { limit: 1, interval: MINUTE } } });
    const client = newClient(OPTIONS);
    for (const taskId of ['b', 'a']) watched(client.waitForTask(taskId, { interval: 5 * MINUTE }));
    await clock.advance(30_000);
    for (const channel of open)
      channel.dispatchEvent(new MessageEvent('message', { data: taskLook({ status: 'processing' }) }));
    await clock.advance(2 * MINUTE);
    assert.deepEqual(
      looks.map(({ taskId }) => taskId),
      ['b'],
    );
  });

  for (const [when, at, locks] of /** @type {const} */ ([
    ['while the others are asked', 50, 'slow'],
    ['while it waits for its turn', 500, true],
  ])) {
    test(`a task is not looked at when it is heard of ${when}, though WebAssembly is still being loaded`, async (t) => {
      const clock = FakeClock.install(t);
      const { open } = fakeTabs(t, { locks });
      const { fetch, looks } = fakeService();
      /** @type {ReturnType<typeof deferred<WebAssembly.Module>>} */
      const loaded = deferred();
      // A start of its own.
      const external = await import(`../../../web/client/external.js?${when}`);
      const pollLimit = { limit: 1, interval: 1_000 };
      const client = new external.AlephClient({ ...LOADED, fetch, pollLimit, wasm: () => loaded.promise });
      for (const taskId of ['b', 'a']) watched(client.waitForTask(taskId, { interval: 5 * MINUTE }));
      await clock.advance(at);
      for (const channel of open)
        channel.dispatchEvent(new MessageEvent('message', { data: taskLook({ status: 'processing' }) }));
      await clock.advance(2_000);
      loaded.resolve(new WebAssembly.Module(readFileSync(WASM)));
      await client.ready();
      await clock.advance(2_000);
      assert.deepEqual(
        looks.map(({ taskId }) => taskId),
        ['b'],
      );
    });
  }

  test('an error is heard, without what is not known of errors', async (t) => {
    const { wait, say } = await heardBy(t);
    await say(errorLook({ taskId: 7, task: 'a', cause: 'a' }));
    assert.ok(wait.error instanceof AlephError);
    const { kind, code, taskId, task } = wait.error;
    assert.deepEqual([kind, code, taskId, task?.status], ['authentication', 401, 'a', 'processing']);
  });
});
