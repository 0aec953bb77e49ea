// What an error means is said truly: a wait that never saw its task does not say that it goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlephError } from '../../web/client/errors.js';
import { explain } from '../../web/element/explain.js';
import * as words from '../../web/words/en.js';

const task = /** @type {import('../../web/client/task.js').Task} */ ({ taskId: 'a', status: 'processing' });
const cause = (/** @type {import('../../web/client/errors.js').ErrorKind} */ kind) => new AlephError(kind, 'because');

/** @type {[what: string, error: unknown, said: keyof typeof words.element.error.kinds][]} */
const CASES = [
  ['a wait for a task that was seen', new AlephError('timeout', 'late', { task }), 'timeout'],
  ['one that failed last', new AlephError('timeout', 'late', { task, cause: cause('server') }), 'timeout'],
  ['one that was never found', new AlephError('timeout', 'late', { cause: cause('task-not-found') }), 'task-not-found'],
  ['one that could never be asked for', new AlephError('timeout', 'late', { cause: cause('server') }), 'server'],
  ['one that got no answer', new AlephError('timeout', 'late', { cause: new Error('x') }), 'timeout'],
  ['another kind with a cause', new AlephError('connection', 'lost', { cause: cause('server') }), 'connection'],
  ['what is none of ours', new TypeError('x'), 'unexpected'],
];

for (const [what, error, said] of CASES) {
  test(what, () => {
    const [title, advice] = words.element.error.kinds[said];
    assert.deepEqual(explain(error, words.element), { title, advice });
  });
}
