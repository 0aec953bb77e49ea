// A page that is hidden asks at most once a minute, one that is offline not at all, and one that comes back at once.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { turns } from '../../helpers/turns.js';
import { fakeService, watched } from './service.js';

const MINUTE = 60_000;
before(() => new AlephClient().ready());

/** An event target that knows how many listen. */
class CountedTarget extends EventTarget {
  listening = 0;
  /** @param {[string, any]} args */
  addEventListener(...args) {
    this.listening++;
    super.addEventListener(...args);
  }
  /** @param {[string, any]} args */
  removeEventListener(...args) {
    this.listening--;
    super.removeEventListener(...args);
  }
}

/**
 * A page around the test: a document that can be hidden and a network that can go.
 * @param {import('node:test').TestContext} t
 */
function fakePage(t) {
  const document = Object.assign(new CountedTarget(), { visibilityState: 'visible' });
  const window = new CountedTarget();
  const navigator = { onLine: true };
  const fakes = {
    document,
    navigator,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  };
  for (const [name, value] of Object.entries(fakes)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() =>
      before ? Object.defineProperty(globalThis, name, before) : delete (/** @type {any} */ (globalThis)[name]),
    );
  }
  return {
    get listening() {
      return document.listening + window.listening;
    },
    async show(shown = true) {
      document.visibilityState = shown ? 'visible' : 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
      await turns();
    },
    async connect(online = true) {
      navigator.onLine = online;
      window.dispatchEvent(new Event(online ? 'online' : 'offline'));
      await turns();
    },
    /** @param {boolean} persisted */
    async restore(persisted) {
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
      await turns();
    },
  };
}

suite('a page', () => {
  test('that is hidden asks at most once a minute, and at once when it is shown', async (t) => {
    const page = fakePage(t);
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    watched(client.waitForTask('a', { interval: 5_000 }));
    await clock.advance(12_000);
    await page.show(false);
    const hiddenFrom = looks.length;
    await clock.advance(10 * MINUTE);
    const hidden = looks.slice(hiddenFrom).map(({ at }) => at);
    assert.ok(hidden.length >= 9 && hidden.length <= 11, String(hidden));
    assert.ok(
      hidden.slice(1).every((at, i) => at - Number(hidden[i]) >= MINUTE),
      String(hidden),
    );
    await clock.advance(30_000);
    const before = looks.length;
    await page.show();
    assert.equal(looks.length, before + 1);
    await clock.advance(5_000);
    assert.equal(looks.length, before + 2, 'back to its own interval');
  });

  test('that is offline asks nothing, and at once when it is online', async (t) => {
    const page = fakePage(t);
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    watched(client.waitForTask('a', { interval: 5_000 }));
    await clock.advance(7_000);
    await page.connect(false);
    const before = looks.length;
    await clock.advance(3 * MINUTE);
    assert.equal(looks.length, before);
    await page.connect();
    assert.equal(looks.length, before + 1);
    await clock.advance(5_000);
    assert.equal(looks.length, before + 2);
  });

  test('that is offline from the start asks when it is online; its deadline holds', async (t) => {
    const page = fakePage(t);
    const clock = FakeClock.install(t);
    await page.connect(false);
    const { client, looks } = fakeService();
    const wait = watched(client.waitForTask('a'));
    const short = watched(client.waitForTask('b', { timeout: MINUTE }));
    await clock.advance(2 * MINUTE);
    assert.deepEqual([looks.length, wait.settled, short.error?.kind], [0, false, 'timeout']);
    await page.connect();
    assert.deepEqual(
      looks.map(({ taskId }) => taskId),
      ['a'],
    );
  });

  test('that is restored from the back/forward cache goes on at once; one that is new does not ask twice', async (t) => {
    const page = fakePage(t);
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    watched(client.waitForTask('a'));
    await clock.advance(3_000);
    await page.restore(false);
    assert.equal(looks.length, 1);
    await page.restore(true);
    assert.equal(looks.length, 2);
  });

  test('that is shown and hidden quickly sends no burst', async (t) => {
    const page = fakePage(t);
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    watched(client.waitForTask('a'));
    await clock.advance(3_000);
    for (let i = 0; i < 20; i++) {
      await page.show(false);
      await page.show(true);
      await clock.advance(50);
    }
    assert.equal(looks.length, 2);
  });

  test('has no listener of ours while nothing is followed', async (t) => {
    const page = fakePage(t);
    const clock = FakeClock.install(t);
    const { client } = fakeService({ tasks: { a: { finishesAt: clock.now } } });
    assert.equal(page.listening, 0);
    const waits = ['a', 'b'].map((id) => watched(client.waitForTask(id, { timeout: MINUTE })));
    await clock.advance(1);
    assert.equal(page.listening, 4);
    await clock.advance(MINUTE);
    assert.ok(waits.every(({ settled }) => settled));
    assert.equal(page.listening, 0);
  });

  test('that slept looks at once at all it follows', async (t) => {
    fakePage(t);
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    for (const [id, interval] of /** @type {const} */ ([
      ['a', 10_000],
      ['b', 50_000],
    ]))
      watched(client.waitForTask(id, { interval, timeout: Infinity }));
    await clock.advance(1_000);
    const before = looks.length;
    await clock.sleep(8 * 60 * MINUTE);
    assert.deepEqual(
      looks
        .slice(before)
        .map(({ taskId }) => taskId)
        .sort(),
      ['a', 'b'],
    );
  });

  test('whose timers did not notice that it slept looks at all with the first of them', async (t) => {
    fakePage(t);
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    for (const [id, interval] of /** @type {const} */ ([
      ['a', 10_000],
      ['b', 50_000],
    ]))
      watched(client.waitForTask(id, { interval, timeout: Infinity }));
    await clock.advance(1_000);
    const before = looks.length;
    clock.jump(8 * 60 * MINUTE);
    await clock.advance(9_000);
    assert.deepEqual(
      looks
        .slice(before)
        .map(({ taskId }) => taskId)
        .sort(),
      ['a', 'b'],
    );
  });
});
