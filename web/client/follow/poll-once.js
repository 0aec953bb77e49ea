// One look at a task, with all the state of the wait in a value: for callers without a timer of their own.
import { AlephError } from '../errors.js';
import { Follow, overdue } from './follow.js';

/**
 * What one look has shown, and when to look again.
 * @typedef {object} PollOnceResult
 * @property {import('../call/service.js').Task | null} task as seen now; null when the look failed and is to be tried again
 * @property {import('./follow.js').Snapshot} snapshot for the next call
 * @property {number | null} nextDelay ms until it, null when the task is final
 * @property {import('../errors.js').AnyAlephError | null} error why the look failed
 */

/**
 * @param {import('../call/service.js').Service} service
 * @param {import('../module/module.js').Start} startModule
 * @param {import('./follow.js').Snapshot} start
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<PollOnceResult>}
 */
export async function pollOnce(service, startModule, start, signal) {
  const follow = new Follow(start);
  try {
    follow.record(await service.look(follow.taskId, { signal }), null, Date.now());
  } catch (error) {
    if (signal?.aborted || !AlephError.is(error)) throw error;
    follow.record(null, error, Date.now());
  }
  const now = Date.now();
  const deadline = start.deadline ?? Infinity;
  const module = await startModule();
  const { action, delay } = module.nextPoll(follow.pollState(now, { hidden: false, remaining: deadline - now }));
  const { task, error } = follow;
  if (action === 'give-up') throw error;
  if (action === 'time-out') throw overdue(start, task, error);
  return { task, error, snapshot: follow.snapshot(deadline), nextDelay: action === 'look' ? delay : null };
}
