// A page that is hidden asks at most once a minute, one that is offline not at all, and one that comes back at once.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { FakeClock } from '../../helpers/fake-clock.js';
import { fakePage } from './fake-page.js';
import { fakeService, watched } from './service.js';

const MINUTE = 60_000;
before(() => new AlephClient().ready());

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

  test('that is resumed after it was frozen goes on at once', async (t) => {
    const page = fakePage(t);
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    watched(client.waitForTask('a'));
    await clock.advance(3_000);
    await page.resume();
    assert.equal(looks.length, 2);
  });

  test('that is hidden asks nothing when that happens, nor when it comes online, but when it is shown', async (t) => {
    const page = fakePage(t);
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService();
    watched(client.waitForTask('a'));
    for (const [event, expected] of /** @type {[() => Promise<void>, number][]} */ ([
      [() => page.show(false), 1],
      [() => page.connect(false), 1],
      [() => page.connect(), 1],
      [() => page.show(), 2],
    ])) {
      await clock.advance(3_000);
      await event();
      assert.equal(looks.length, expected);
    }
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

  for (const [after, times] of /** @type {const} */ ([
    [999, 1],
    [1_000, 2],
  ])) {
    test(`that is shown ${after} ms after a look has asked ${times === 1 ? 'no second time' : 'again'}`, async (t) => {
      const page = fakePage(t);
      const clock = FakeClock.install(t);
      const { client, looks } = fakeService();
      watched(client.waitForTask('a'));
      await clock.advance(after);
      await page.show();
      assert.equal(looks.length, times);
    });
  }

  test('that is shown while a look is under way makes no second one', async (t) => {
    const page = fakePage(t);
    const clock = FakeClock.install(t);
    const { client, looks } = fakeService({ trouble: () => new Promise(() => {}) });
    watched(client.waitForTask('a'));
    await clock.advance(3_000);
    await page.show();
    assert.equal(looks.length, 1);
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
    watched(client.waitForTask('b'));
    assert.equal(page.listening, 4);
  });

  /** How the time passes until the first of two looks is due, and which tasks are then looked at. */
  for (const [what, pass, asked] of /** @type {[string, (clock: FakeClock) => Promise<void>, string[]][]} */ ([
    ['that slept looks at once at all it follows', (clock) => clock.sleep(8 * 60 * MINUTE), ['a', 'b']],
    ['whose timers come 4999 ms too late did not sleep', (clock) => jumpInto(clock, 4_999), ['a']],
    ['whose timers come 5000 ms too late slept: it looks at all', (clock) => jumpInto(clock, 5_000), ['a', 'b']],
    [
      'whose timers did not notice that it slept looks at all with the first of them',
      (clock) => jumpInto(clock, 8 * 60 * MINUTE),
      ['a', 'b'],
    ],
  ])) {
    test(what, async (t) => {
      fakePage(t);
      const clock = FakeClock.install(t);
      const { client, looks } = fakeService();
      watched(client.waitForTask('a', { interval: 10_000, timeout: Infinity }));
      watched(client.waitForTask('b', { interval: 50_000, timeout: Infinity }));
      await clock.advance(1_000);
      const before = looks.length;
      await pass(clock);
      const ids = looks.slice(before).map(({ taskId }) => taskId);
      assert.deepEqual(ids.sort(), asked);
    });
  }
});

/**
 * The clock jumps, but no timer knows; then comes the first of them.
 * @param {FakeClock} clock
 * @param {number} ms
 */
async function jumpInto(clock, ms) {
  clock.jump(ms);
  await clock.advance(9_000);
}
