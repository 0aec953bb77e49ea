// Snapshots come back from storage: whatever they are by then, a wait goes on with something sensible.
import { ROUTES } from '../../shared/endpoints.js';
import { makeError } from '../make-error.js';

/**
 * A wait that begins now.
 * @param {string} taskId
 * @param {number} deadline epoch ms, or Infinity
 * @returns {import('./followed-task.js').Snapshot}
 */
export function newSnapshot(taskId, deadline) {
  return {
    taskId,
    startedAt: Date.now(),
    deadline: deadline === Infinity ? null : deadline,
    attempts: 0,
    failures: 0,
    failingSince: null,
    createTime: null,
    route: null,
  };
}

/**
 * @param {unknown} value what was stored
 * @returns {import('./followed-task.js').Snapshot}
 * @throws {import('../errors.js').InvalidRequestError} when it is no snapshot at all
 */
export function readSnapshot(value) {
  const given = /** @type {Partial<import('./followed-task.js').Snapshot> | null | undefined} */ (value);
  if (typeof given?.taskId !== 'string') {
    throw makeError('invalid-request', 'A snapshot must be a value that client.snapshot(taskId) gave.');
  }
  return {
    taskId: given.taskId,
    startedAt: Math.min(number(given.startedAt) ?? Infinity, Date.now()),
    deadline: number(given.deadline),
    attempts: number(given.attempts) ?? 0,
    failures: number(given.failures) ?? 0,
    failingSince: number(given.failingSince),
    createTime:
      typeof given.createTime === 'string' && !Number.isNaN(Date.parse(given.createTime)) ? given.createTime : null,
    route: ROUTES.find((route) => route === given.route) ?? null,
  };
}

/** @param {unknown} value */
function number(value) {
  return Number.isFinite(value) ? /** @type {number} */ (value) : null;
}
