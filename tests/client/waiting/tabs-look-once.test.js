// Tabs of one origin that follow the same task look at it once between them, and none depends on another.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient, AlephError } from '../../../web/client/index.js';
import { deferred } from '../../helpers/deferred.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { badGateway, fakeService, refusal, watched } from './service.js';
import { fakePage } from './fake-page.js';
import { fakeTabs } from './fake-tabs.js';
import { taskLook } from './tab-messages.js';

const MINUTE = 60_000;
const KEY = 'test-key-0123456789';
before(() => new AlephClient().ready());

const LOADED = { baseUrl: 'http://127.0.0.1:1', shareAcrossTabs: true };
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

  test('tell each other of an error, too: one of them has looked', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService({ trouble: badGateway });
    /** @type {(string | undefined)[]} */
    const errors = [];
    for (let i = 0; i < 2; i++)
      watched(newClient(OPTIONS).waitForTask('a', { onUpdate: ({ error }) => errors.push(error?.kind) }));
    await clock.advance(200);
    assert.deepEqual([errors, looks.length], [['server', 'server'], 1]);
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

  for (const [what, has, times] of /** @type {[string, Parameters<typeof fakeTabs>[1], number][]} */ ([
    ['once between them', {}, 1],
    ['once each where locks are refused', { locks: 'refused' }, 2],
    ['once each without a channel', { channel: false }, 2],
  ])) {
    test(`look ${what} until that look is over, however long it takes`, async (t) => {
      const clock = FakeClock.install(t);
      fakeTabs(t, has);
      const { newClient, looks } = fakeService({ trouble: () => new Promise(() => {}) });
      for (let i = 0; i < 2; i++) watched(newClient(OPTIONS).waitForTask('a'));
      await clock.advance(10_000);
      assert.equal(looks.length, times);
    });
  }

  test('look at one task while another of them looks at another', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService({ trouble: () => new Promise(() => {}) });
    for (const taskId of ['a', 'b']) watched(newClient(OPTIONS).waitForTask(taskId));
    await clock.advance(200);
    assert.deepEqual(
      looks.map(({ taskId }) => taskId),
      ['a', 'b'],
    );
  });

  test('that wait again are told again what is known', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService();
    watched(newClient(OPTIONS).waitForTask('a'));
    const client = newClient(OPTIONS);
    for (let i = 0; i < 2; i++) {
      const stopping = new AbortController();
      const state = watched(client.watchTask('a', { signal: stopping.signal }).next());
      await clock.advance(500);
      assert.deepEqual([state.value?.value?.status, looks.length], ['processing', 1]);
      stopping.abort();
    }
  });

  test('have one channel each, however many tasks they follow', async (t) => {
    const clock = FakeClock.install(t);
    const { open } = fakeTabs(t);
    const client = fakeService().newClient(OPTIONS);
    for (const id of ['a', 'b', 'c']) watched(client.waitForTask(id));
    await clock.advance(1_000);
    assert.equal(open.size, 1);
  });

  test('ask each other with the id of the task alone, and are not answered by one that knows nothing', async (t) => {
    const clock = FakeClock.install(t);
    const { posted } = fakeTabs(t);
    const trouble = () => new Promise(() => {});
    for (let i = 0; i < 2; i++) watched(fakeService({ trouble }).newClient(OPTIONS).waitForTask('a'));
    await clock.advance(100);
    assert.deepEqual(
      posted.map((said) => said.slice(said.indexOf('{'))),
      Array(2).fill('{"type":"ask","taskId":"a"}'),
    );
  });

  for (const [
    what,
    other,
    has,
    at,
  ] of /** @type {[string, string | null, Parameters<typeof fakeTabs>[1], number][]} */ ([
    ['at once when there is no other', null, {}, 1_000],
    ['at once when there is none of the same service', 'http://127.0.0.1:2', {}, 1_000],
    ['when no other has answered within 150 ms', 'http://127.0.0.1:1', {}, 1_150],
    ['after 150 ms where nobody can tell whether there is another', null, { locks: 'refused' }, 1_150],
  ])) {
    test(`ask the service ${what}`, async (t) => {
      const clock = FakeClock.install(t);
      fakeTabs(t, has);
      const { newClient, looks } = fakeService();
      if (other) watched(newClient({ ...OPTIONS, baseUrl: other }).waitForTask('b'));
      await clock.advance(1_000);
      watched(newClient(OPTIONS).waitForTask('a'));
      await clock.advance(500);
      assert.deepEqual(
        looks.filter(({ taskId }) => taskId === 'a').map((look) => look.at),
        [at],
      );
    });
  }

  test('start WebAssembly before they know whether there is another', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t, { locks: 'slow' });
    const external = await import('../../../web/client/external.js');
    let asked = false;
    const wasm = () => {
      asked = true;
      return new Promise(() => {});
    };
    watched(new external.AlephClient({ ...LOADED, wasm }).waitForTask('a'));
    await clock.advance(50);
    assert.ok(asked);
  });

  test('do not look at what they have heard of before they knew that they are alone', async (t) => {
    const clock = FakeClock.install(t);
    const { open } = fakeTabs(t, { locks: 'slow' });
    const { newClient, looks } = fakeService();
    watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(50);
    for (const channel of open)
      channel.dispatchEvent(new MessageEvent('message', { data: taskLook({ status: 'processing' }) }));
    await clock.advance(500);
    assert.deepEqual(looks, []);
  });

  test('do not wait for one that has left or stopped waiting, nor for themselves', async (t) => {
    const clock = FakeClock.install(t);
    const { shared } = fakeTabs(t);
    const { newClient, looks } = fakeService();
    const page = fakePage(t);
    watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(1_000);
    await page.leave();
    const stopping = new AbortController();
    watched(newClient(OPTIONS).waitForTask('b', { signal: stopping.signal }));
    await clock.advance(1_000);
    stopping.abort();
    await clock.advance(1_000);
    const client = newClient(OPTIONS);
    watched(client.waitForTask('c'));
    await clock.advance(1_000);
    watched(client.waitForTask('d'));
    await clock.advance(100);
    const first = (/** @type {string} */ id) => looks.find(({ taskId }) => taskId === id)?.at;
    assert.deepEqual(['a', 'b', 'c', 'd'].map(first), [0, 1_000, 3_000, 4_000]);
    assert.equal(shared.length, 1);
  });

  test('that ask when the last look has failed are told nothing of it, and look', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService({ trouble: (look) => (look === 1 ? badGateway() : undefined) });
    watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(200);
    const state = watched(newClient(OPTIONS).watchTask('a').next());
    await clock.advance(150);
    assert.deepEqual([state.value?.value?.status, looks.length], ['processing', 2]);
  });

  test('tell of each look once', async (t) => {
    const clock = FakeClock.install(t);
    const { posted } = fakeTabs(t);
    // All have asked each other by then.
    const first = /** @type {ReturnType<typeof deferred<Response>>} */ (deferred());
    const { newClient, looks } = fakeService({ trouble: (look) => (look === 1 ? first.promise : undefined) });
    for (let i = 0; i < 3; i++) watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(100);
    first.resolve(badGateway());
    await clock.advance(5 * MINUTE);
    assert.ok(looks.length > 5);
    assert.equal(posted.filter((said) => said.includes('"type":"look"')).length, looks.length);
  });

  test('try again after 2 s when the one that looks has not told', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient, looks } = fakeService({ trouble: (look) => (look === 1 ? new Promise(() => {}) : undefined) });
    const closing = new AbortController();
    watched(newClient(OPTIONS).waitForTask('a', { signal: closing.signal }));
    watched(newClient(OPTIONS).waitForTask('a'));
    await clock.advance(1_000);
    closing.abort();
    await clock.advance(2_000);
    assert.deepEqual(
      looks.map(({ at }) => at),
      [0, 2_150],
    );
  });

  test('that stop waiting during a look tell nothing of it', async (t) => {
    const clock = FakeClock.install(t);
    fakeTabs(t);
    const { newClient } = fakeService({
      trouble: (look, taskId) => (taskId === 'a' && look === 1 ? new Promise(() => {}) : undefined),
    });
    const stopping = new AbortController();
    const client = newClient(OPTIONS);
    watched(client.waitForTask('a', { signal: stopping.signal }));
    watched(client.waitForTask('b'));
    /** @type {unknown[]} */
    const updates = [];
    const other = watched(newClient(OPTIONS).waitForTask('a', { onUpdate: (update) => updates.push(update) }));
    await clock.advance(500);
    stopping.abort();
    await clock.advance(500);
    assert.deepEqual([other.settled, updates], [false, []]);
  });

  test('that stop waiting while they ask for the lock do not ask for it again', async (t) => {
    const clock = FakeClock.install(t);
    const { lockOptions } = fakeTabs(t, { locks: 'slow' });
    const { newClient } = fakeService({ trouble: () => new Promise(() => {}) });
    const stopping = new AbortController();
    watched(newClient(OPTIONS).waitForTask('a'));
    watched(newClient(OPTIONS).waitForTask('a', { signal: stopping.signal }));
    await clock.advance(200);
    stopping.abort();
    await clock.advance(20_000);
    assert.equal(lockOptions.length, 2);
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
    ['without a navigator', { navigator: false }],
    ['where a channel is refused', { channel: 'refused' }],
    ['where locks are refused', { locks: 'refused' }],
  ])) {
    test(`${what} each follow the task alone`, async (t) => {
      const clock = FakeClock.install(t);
      fakeTabs(t, has);
      const { newClient, looks } = fakeService({ tasks: { a: { finishesAt: clock.now + MINUTE } } });
      const waits = [1, 2].map(() => watched(newClient(OPTIONS).waitForTask('a')));
      await clock.advance(0);
      // Where nobody could answer, nobody is waited for.
      assert.equal(looks.length, has?.locks === 'refused' ? 0 : 2);
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
