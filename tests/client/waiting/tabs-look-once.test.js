// Tabs of one origin that follow the same task look at it once between them, and none depends on another.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient, AlephError } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { badGateway, fakeService, refusal, watched } from './service.js';
import { errorLook, NO_MESSAGES, TASK, taskLook } from './tab-messages.js';

const MINUTE = 60_000;
const KEY = 'test-key-0123456789';
before(() => new AlephClient().ready());

/**
 * The browser's channel and locks, between the clients of one test.
 * @param {import('node:test').TestContext} t
 * @param {{ channel?: boolean | 'refused', locks?: boolean | 'refused' | 'stolen' }} [has]
 */
function fakeTabs(t, { channel = true, locks = true } = {}) {
  /** @type {Set<FakeChannel>} */
  const open = new Set();
  /** @type {string[]} */
  const posted = [];
  class FakeChannel extends EventTarget {
    /** @param {string} name */
    constructor(name) {
      super();
      if (channel === 'refused') throw new DOMException('no', 'SecurityError');
      this.name = name;
      open.add(this);
    }
    /** @param {unknown} message */
    postMessage(message) {
      posted.push(`${this.name} ${JSON.stringify(message)}`);
      for (const other of open) {
        if (other === this || other.name !== this.name) continue;
        const event = new MessageEvent('message', { data: structuredClone(message) });
        setImmediate(() => open.has(other) && other.dispatchEvent(event));
      }
    }
    close() {
      open.delete(this);
    }
  }
  const held = new Set();
  /** @type {object[]} of each lock that was asked for */
  const lockOptions = [];
  const request = async (
    /** @type {string} */ name,
    /** @type {object} */ options,
    /** @type {(lock: object | null) => Promise<void>} */ callback,
  ) => {
    lockOptions.push(options);
    if (locks === 'refused') throw new DOMException('no', 'SecurityError');
    if (held.has(name)) return callback(null);
    held.add(name);
    await callback({ name });
    held.delete(name);
    if (locks === 'stolen') throw new DOMException('no', 'AbortError');
  };
  const fakes = { BroadcastChannel: channel ? FakeChannel : undefined, navigator: locks ? { locks: { request } } : {} };
  for (const [name, value] of Object.entries(fakes)) {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() =>
      descriptor ? Object.defineProperty(globalThis, name, descriptor) : delete (/** @type {any} */ (globalThis)[name]),
    );
  }
  return { posted, open, lockOptions };
}

const OPTIONS = { shareAcrossTabs: true, apiKey: KEY };

suite('tabs', () => {
  test('that follow one task look about as often as one tab, and all see its end', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const finishesAt = clock.now + 5 * MINUTE;
    const one = fakeService({ tasks: { a: { finishesAt } } });
    watched(one.client.waitForTask('a'));
    const { newClient, looks } = fakeService({ tasks: { a: { finishesAt } } });
    const waits = [1, 2, 3].map(() => watched(newClient(OPTIONS).waitForTask('a')));
    await clock.advance(6 * MINUTE);
    assert.deepEqual(
      waits.map(({ value }) => value?.status),
      ['succeeded', 'succeeded', 'succeeded'],
    );
    assert.ok(looks.length <= one.looks.length * 1.2 + 1, `${looks.length} looks, one tab needs ${one.looks.length}`);
  });

  test('that open later are told what is known, without a look', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService();
    watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(2_000);
    const state = watched(newClient(OPTIONS).watchTask('a').next());
    await clock.advance(500);
    assert.deepEqual([state.value?.value?.status, looks.length], ['processing', 1]);
  });

  test('go on within one interval when the one that looks is closed', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService();
    const closing = new AbortController();
    watched(newClient(OPTIONS).waitForTask('a', { interval: 10_000, signal: closing.signal }));
    watched(newClient(OPTIONS).waitForTask('a', { interval: 10_000 }));
    await clock.advance(25_000);
    closing.abort();
    const before = looks.length;
    await clock.advance(10_000);
    assert.equal(looks.length, before + 1);
  });

  test('share errors as errors of this package, transient and definite', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService({ trouble: (look) => (look === 1 ? badGateway() : refusal(402)) });
    /** @type {(AlephError | null)[]} */
    const errors = [];
    const waits = [1, 2].map(() =>
      watched(newClient(OPTIONS).waitForTask('a', { onUpdate: ({ error }) => errors.push(error) })),
    );
    await clock.advance(MINUTE);
    assert.deepEqual(
      waits.map(({ error }) => [error instanceof AlephError, error?.kind, error?.code]),
      Array(2).fill([true, 'insufficient-credits', 402]),
    );
    assert.ok(errors.every((error) => error instanceof AlephError));
    assert.ok(looks.length <= 3);
  });

  test('never queue for the lock: a tab that did would look again after the other', async (t) => {
    const clock = FakeClock.install(t);
    const { lockOptions } = fakeTabs(t);
    const { newClient } = fakeService();
    for (let i = 0; i < 2; i++) watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(MINUTE);
    assert.ok(lockOptions.length > 1);
    for (const options of lockOptions) assert.deepEqual(options, { ifAvailable: true });
  });

  test('look once for a turn, also when the lock is stolen meanwhile', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t, { locks: 'stolen' });
    const { newClient, looks } = fakeService();
    watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(1_000);
    assert.equal(looks.length, 1);
  });

  test('hold the lock until their look is over, however long it takes', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService({ trouble: () => new Promise(() => {}) });
    for (let i = 0; i < 2; i++) watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(10_000);
    assert.equal(looks.length, 1);
  });

  test('ask with the id of the task alone', async (t) => {
    const clock = FakeClock.install(t);
    const { posted } = fakeTabs(t);
    watched(fakeService().newClient(OPTIONS).waitForTask('a'));
    await clock.advance(0);
    assert.deepEqual(
      posted.map((said) => said.slice(said.indexOf('{'))),
      ['{"type":"ask","taskId":"a"}'],
    );
  });

  test('never send the key to each other, and close the channel when nothing is followed', async (t) => {
    const clock = FakeClock.install(t);
    const { posted, open } = fakeTabs(t);
    const { newClient } = fakeService({
      tasks: { a: { finishesAt: clock.now + MINUTE } },
      trouble: (look) => (look === 1 ? refusal(500, `Bearer ${KEY}`) : undefined),
    });
    for (let i = 0; i < 2; i++) watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(1_000);
    assert.equal(open.size, 2);
    await clock.advance(2 * MINUTE);
    assert.ok(posted.length > 3);
    assert.ok(!posted.join().includes(KEY));
    assert.equal(open.size, 0);
  });

  test('of different services do not hear each other', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService();
    for (const baseUrl of ['http://127.0.0.1:1', 'http://127.0.0.1:2'])
      watched(newClient({ ...OPTIONS, baseUrl }).waitForTask('a'));
    await clock.advance(1_000);
    assert.equal(looks.length, 2);
  });

  for (const [what, has] of /** @type {[string, Parameters<typeof fakeTabs>[1]][]} */ ([
    ['without a channel', { channel: false }],
    ['without locks', { locks: false }],
    ['where a channel is refused', { channel: 'refused' }],
    ['where locks are refused', { locks: 'refused' }],
  ])) {
    test(`${what} each follow the task alone`, async (t) => {
      const clock = FakeClock.install(t);
      fakeTabs(t, has);
      const { newClient } = fakeService({ tasks: { a: { finishesAt: clock.now + MINUTE } } });
      const waits = [1, 2].map(() => watched(newClient(OPTIONS).waitForTask('a')));
      await clock.advance(2 * MINUTE);
      assert.deepEqual(
        waits.map(({ value }) => value?.status),
        ['succeeded', 'succeeded'],
      );
    });
  }

  test('share nothing unless asked to', async (t) => {
    const clock = FakeClock.install(t);
    const { posted } = fakeTabs(t);
    const { newClient } = fakeService();
    for (let i = 0; i < 2; i++) watched(newClient({ apiKey: KEY }).waitForTask('a'));
    await clock.advance(MINUTE);
    assert.deepEqual(posted, []);
  });
});

/**
 * A tab that follows the task `a`, and what it is told after its first look, by the other tabs.
 * @param {import('node:test').TestContext} t
 */
async function heardBy(t) {
  const clock = FakeClock.install(t);
  const { open } = fakeTabs(t);
  const { newClient, looks } = fakeService();
  /** @type {import('../../../web/client/follow/followed-task.js').Look[]} */
  const updates = [];
  const client = newClient(OPTIONS);
  const wait = watched(client.waitForTask('a', { onUpdate: (update) => updates.push(update) }));
  await clock.advance(1_000);
  const own = updates.length;
  /** @param {unknown} data */
  const say = async (data) => {
    for (const channel of open) channel.dispatchEvent(new MessageEvent('message', { data }));
    await clock.advance(1_000);
    return updates.slice(own);
  };
  return { client, clock, looks, wait, say };
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

  test('the route of a task that is heard of is remembered', async (t) => {
    const { client, clock, looks, say } = await heardBy(t);
    await say(taskLook({}));
    watched(client.getTask('a'));
    await clock.advance(0);
    assert.equal(looks.at(-1)?.path, '/api/v1/jobs/recordInfo');
  });

  test('an error is heard, without what is not known of errors', async (t) => {
    const { wait, say } = await heardBy(t);
    await say(errorLook({ taskId: 7, task: 'a', cause: 'a' }));
    assert.ok(wait.error instanceof AlephError);
    const { kind, code, taskId, task } = wait.error;
    assert.deepEqual([kind, code, taskId, task?.status], ['authentication', 401, 'a', 'processing']);
  });
});
