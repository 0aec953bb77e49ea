// A tab that follows something is counted by the others, itself not by itself; it is gone when it leaves, and when its page does.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Presence } from '../../../web/client/follow/presence.js';
import { turns } from '../../helpers/turns.js';
import { fakePage } from './fake-page.js';
import { fakeTabs } from './fake-tabs.js';

const NAME = 'kie-aleph test';

suite('presence', () => {
  test('is of the own tab alone, or of another as well, and others’ locks are no tabs', async (t) => {
    const { shared } = fakeTabs(t);
    const [own, other] = [new Presence(NAME), new Presence(NAME)];
    assert.equal(await own.isAlone(), true);
    own.enter();
    shared.push({ name: 'of somebody else' });
    assert.equal(await own.isAlone(), true);
    assert.equal(await other.isAlone(), false);
    other.enter();
    assert.equal(await own.isAlone(), false);
    other.leave();
    await turns();
    assert.equal(await own.isAlone(), true);
  });

  for (const [
    how,
    goes,
  ] of /** @type {[string, (presence: Presence, page: ReturnType<typeof fakePage>) => unknown][]} */ ([
    ['it leaves', (presence) => presence.leave()],
    ['its page goes', (_, page) => page.leave()],
  ]))
    test(`ends when ${how}, with its lock and its listener`, async (t) => {
      const page = fakePage(t);
      const { shared } = fakeTabs(t);
      const presence = new Presence(NAME);
      presence.enter();
      assert.deepEqual([shared, page.listening], [[{ name: NAME }], 1]);
      await goes(presence, page);
      await turns();
      assert.deepEqual([shared, page.listening], [[], 0]);
      // It no longer counts itself, and may leave twice.
      presence.leave();
      assert.equal(await presence.isAlone(), true);
      shared.push({ name: NAME });
      assert.equal(await presence.isAlone(), false);
    });

  test('that is refused is none: nobody can tell', async (t) => {
    fakeTabs(t, { locks: 'refused' });
    const presence = new Presence(NAME);
    presence.enter();
    assert.equal(await presence.isAlone(), false);
    presence.leave();
  });

  test('whose lock was stolen is not counted by its own tab', async (t) => {
    const { shared } = fakeTabs(t);
    const { locks } = globalThis.navigator;
    t.mock.method(locks, 'request', () => Promise.reject(new DOMException('no', 'AbortError')));
    const presence = new Presence(NAME);
    presence.enter();
    await turns();
    assert.deepEqual(shared, []);
    assert.equal(await presence.isAlone(), true);
  });
});
