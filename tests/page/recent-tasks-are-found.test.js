// The list of recent tasks is searched by words of prompt and id, and by state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matching } from '../../web/page/recent.js';

/** @type {import('../../web/page/recent.js').RecentTask[]} */
const TASKS = [
  { taskId: 'c0d088df', state: 'succeeded', prompt: 'Nieve sobre la ESTACIÓN, al anochecer' },
  { taskId: 'ee603959', state: 'failed', prompt: 'Snow over the harbour' },
  { taskId: 'pending-1', state: 'processing' },
  { taskId: 'new-1', state: '' },
  { taskId: 'refused-1', state: 'error' },
];

/** @type {[wanted: { text?: string, state?: string }, found: string[]][]} */
const CASES = [
  [{}, TASKS.map(({ taskId }) => taskId)],
  [{ text: '  ' }, TASKS.map(({ taskId }) => taskId)],
  [{ text: 'estacion nieve' }, ['c0d088df']],
  [{ text: 'SNOW' }, ['ee603959']],
  [{ text: 'snow nieve' }, []],
  [{ text: 'C0D0' }, ['c0d088df']],
  [{ text: '-1' }, ['pending-1', 'new-1', 'refused-1']],
  [{ state: 'processing' }, ['pending-1', 'new-1']],
  [{ state: 'failed' }, ['ee603959']],
  [{ state: 'error', text: 'refused' }, ['refused-1']],
  [{ state: 'succeeded', text: 'snow' }, []],
];
for (const [{ text = '', state = '' }, found] of CASES) {
  test(`"${text}" of ${state || 'all states'} finds ${found.join() || 'none'}`, () =>
    assert.deepEqual(
      matching(TASKS, { text, state }).map(({ taskId }) => taskId),
      found,
    ));
}
