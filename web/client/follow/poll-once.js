// One look at a task, with all the state of the wait in a value: for callers without a timer of their own.
import { FollowedTask, overdue } from './followed-task.js';

/**
 * What one look has shown, and when to look again.
 * @typedef {object} PollOnceResult
 * @property {Readonly<import('../task.js').Task> | null} task as seen now; null when the look failed and is to be tried again
 * @property {import('./followed-task.js').Snapshot} snapshot for the next call
 * @property {number | null} nextDelay ms until it, null when the task is final
 * @property {import('../errors.js').AnyAlephError | null} error why the look failed
 */

/**
 * @param {import('../call/service.js').Service} service
 * @param {import('../module/module.js').Start} startModule
 * @param {import('./followed-task.js').Snapshot} start
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<PollOnceResult>}
 */
export async function pollOnce(service, startModule, start, signal) {
  const followed = new FollowedTask(start, undefined);
  if (start.route) service.remember(start.taskId, start.route);
  const { taskId, failures, failingSince } = followed;
  followed.record(await service.ask({ operation: 'look', taskId }, { failures, failingSince, signal }), Date.now());
  const now = Date.now();
  const deadline = start.deadline ?? Infinity;
  const { task, error } = followed;
  // Where it cannot start the look has failed, too, for the same reason.
  const module = await startModule();
  const state = followed.lookState(now, { hidden: false, told: false, remaining: deadline - now, interval: null });
  const { action, delay } = module.planLook(state);
  if (action === 'give-up') throw error;
  if (action === 'time-out') throw overdue(start, task, error);
  return { task, error, snapshot: followed.snapshot(deadline), nextDelay: action === 'look' ? delay : null };
}
