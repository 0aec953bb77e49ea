// What is remembered of tasks: ids, last states and a few plain facts, whatever answers and the storage hold or do; never a key.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOfTask } from '../../web/page/recent-facts.js';
import { parseRecent, storedRecent, withState, withTasks, writeRecent } from '../../web/page/recent.js';

const readRecent = (/** @type {Storage | null} */ from) => parseRecent(storedRecent(from));

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

const FACTS = /** @type {const} */ ({
  prompt: 'Make it snow',
  thumbnail: 'https://media.example/a.jpg',
  createTime: '2026-10-04T08:38:19.004Z',
  credits: 110.5,
  route: 'jobs',
});
const TASK = /** @type {any} */ ({
  taskId: 'a',
  status: 'succeeded',
  ...FACTS,
  parameters: { prompt: FACTS.prompt, videoUrl: 'https://media.example/source.mp4' },
  response: { resultVideoUrl: 'https://media.example/a.mp4', resultImageUrl: FACTS.thumbnail },
  paramJson: '{}',
  raw: '{}',
});

test('of a task as the service told it the facts are kept, and no more', () =>
  assert.deepEqual(factsOfTask(TASK, ''), FACTS));

test('nothing but ids, states and facts is written', () => {
  const kept = storage();
  writeRecent(kept, [{ ...TASK, state: 'succeeded', apiKey: 'secret' }], null);
  assert.deepEqual(JSON.parse(String(kept.stored)), [{ taskId: 'a', state: 'succeeded', ...FACTS }]);
  assert.deepEqual(readRecent(kept), [{ taskId: 'a', state: 'succeeded', ...FACTS }]);
});

test('what an earlier version stored still loads', () => {
  const stored = '[{"taskId":"a","state":"succeeded"},{"taskId":"b","state":""}]';
  assert.deepEqual(readRecent(storage(stored)), JSON.parse(stored));
});

test('a list that is stored already is not written again', () => {
  const kept = storage();
  writeRecent(kept, [{ taskId: 'a', state: '' }], null);
  const { stored } = kept;
  kept.stored = 'as it was';
  writeRecent(kept, [{ taskId: 'a', state: '' }], stored);
  assert.equal(kept.stored, 'as it was');
});

/** @type {[what: string, member: object][]} */
const NO_FACTS = [
  ['a prompt that is no text', { prompt: { text: 'x' } }],
  ['a blank prompt', { prompt: ' \n ' }],
  ['a thumbnail that is no link', { thumbnail: 'javascript:alert(1)' }],
  ['a thumbnail over http', { thumbnail: 'http://media.example/a.jpg' }],
  ['a thumbnail with a password', { thumbnail: 'https://user:password@media.example/a.jpg' }],
  ['a thumbnail as long as a file', { thumbnail: `https://media.example/${'a'.repeat(2000)}` }],
  ['a time that is none', { createTime: 'yesterday' }],
  ['credits that are no number', { credits: '110' }],
  ['a route nobody knows', { route: 'other' }],
];
for (const [what, member] of NO_FACTS) {
  test(`${what} is not kept, from an answer or from the storage`, () => {
    const [name, value] = /** @type {[string, any]} */ (Object.entries(member)[0]);
    assert.deepEqual(readRecent(storage(JSON.stringify([{ taskId: 'a', state: '', ...member }]))), [
      { taskId: 'a', state: '' },
    ]);
    const task = {
      ...TASK,
      ...(name === 'prompt' ? { parameters: { prompt: value } } : {}),
      ...(name === 'thumbnail' ? { response: { resultImageUrl: value } } : {}),
      ...(name in FACTS && name !== 'prompt' && name !== 'thumbnail' ? member : {}),
    };
    assert.ok(!(name in factsOfTask(task, '')), name);
  });
}

test('a long prompt is cut between characters, on one line', () => {
  const { prompt } = factsOfTask({ ...TASK, parameters: { prompt: `Snow\n\tfalls ${'❄️😀'.repeat(200)}` } }, '');
  assert.match(String(prompt), /^Snow falls ❄️😀.*…$/u);
  assert.equal([...String(prompt)].length, 160);
  assert.doesNotThrow(() => encodeURIComponent(String(prompt)));
});

for (const spelled of ['own-key-1234567890', 'own%2Dkey%2D1234567890']) {
  test(`facts that spell the reader's key as ${spelled} are not kept`, () => {
    for (const task of [
      { ...TASK, parameters: { prompt: `use ${spelled}` } },
      { ...TASK, response: { resultImageUrl: `https://media.example/a.jpg?key=${spelled}` } },
    ])
      assert.deepEqual(factsOfTask(task, 'own-key-1234567890'), {});
  });
}

test('an empty list leaves nothing behind', () => {
  const kept = storage('[{"taskId":"a","state":""}]');
  writeRecent(kept, [], kept.stored);
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
  writeRecent(REFUSING, [{ taskId: 'a', state: '' }], null);
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

test('facts that a later look does not tell stay', () => {
  const tasks = withState([{ taskId: 'a', state: 'processing', prompt: 'Snow', credits: 1 }], 'a', 'succeeded', {
    credits: 2,
  });
  assert.deepEqual(tasks, [{ taskId: 'a', state: 'succeeded', prompt: 'Snow', credits: 2 }]);
});

test('the oldest are forgotten beyond a thousand', () => {
  const many = Array.from({ length: 1010 }, (_, i) => `t${i}`);
  const tasks = withTasks([{ taskId: 'old', state: '' }], many);
  assert.equal(tasks.length, 1000);
  assert.ok(!tasks.some(({ taskId }) => taskId === 'old'));
});
