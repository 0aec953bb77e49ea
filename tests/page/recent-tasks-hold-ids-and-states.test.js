// What is remembered of tasks: ids and last states, whatever the storage holds or does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecent, withState, withTasks, writeRecent } from '../../web/page/recent.js';

/**
 * @param {string | null} [stored]
 * @returns {Storage & { stored: string | null }}
 */
function storage(stored = null) {
  const fake = {
    stored,
    getItem: () => fake.stored,
    setItem: (/** @type {string} */ _, /** @type {string} */ value) => (fake.stored = value),
    removeItem: () => (fake.stored = null),
  };
  return /** @type {any} */ (fake);
}

const REFUSING = /** @type {Storage} */ (
  /** @type {unknown} */ ({
    getItem() {
      throw new DOMException('refused', 'SecurityError');
    },
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  })
);

test('only ids and states are written', () => {
  const kept = storage();
  writeRecent(kept, /** @type {any} */ ([{ taskId: 'a', state: 'succeeded', prompt: 'secret', task: {} }]));
  assert.equal(kept.stored, '[{"taskId":"a","state":"succeeded"}]');
  assert.deepEqual(readRecent(kept), [{ taskId: 'a', state: 'succeeded' }]);
});

test('an empty list leaves nothing behind', () => {
  const kept = storage('[{"taskId":"a","state":""}]');
  writeRecent(kept, []);
  assert.equal(kept.stored, null);
});

for (const stored of [
  '',
  '{',
  'null',
  '7',
  '{"taskId":"a"}',
  '[null,7,{"taskId":1,"state":""},{"taskId":"","state":""},{"taskId":"a","state":"hacked"}]',
]) {
  test(`a storage that holds ${stored || 'nothing'} gives no tasks`, () =>
    assert.deepEqual(readRecent(storage(stored)), []));
}

test('a storage that refuses is no error', () => {
  assert.deepEqual(readRecent(REFUSING), []);
  writeRecent(REFUSING, [{ taskId: 'a', state: '' }]);
  assert.deepEqual(readRecent(null), []);
});

test('new tasks come first, in their order; known ones keep place and state', () => {
  const tasks = withTasks([{ taskId: 'a', state: 'failed' }], ['b', 'a', 'c']);
  assert.deepEqual(
    tasks.map(({ taskId, state }) => taskId + state),
    ['b', 'c', 'afailed'],
  );
  assert.deepEqual(withState(tasks, 'b', 'processing')[0], { taskId: 'b', state: 'processing' });
});

test('the oldest are forgotten beyond fifty', () => {
  const many = Array.from({ length: 60 }, (_, i) => `t${i}`);
  const tasks = withTasks([{ taskId: 'old', state: '' }], many);
  assert.equal(tasks.length, 50);
  assert.ok(!tasks.some(({ taskId }) => taskId === 'old'));
});
