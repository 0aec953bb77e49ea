// One wait or watch: its signal, its deadline and its place with the poller, ended once and completely.
import { onAbort } from '../abort.js';
import { overdue } from './followed-task.js';
import { slept } from './page-life.js';
import { duration, LONGEST_TIMER_MS } from '../options.js';

const DEFAULT_TIMEOUT_MS = 20 * 60_000;

/**
 * Of one wait.
 * @typedef {object} WaitOptions
 * @property {AbortSignal} [signal] ends the wait at once, with the signal's own reason
 * @property {number} [timeout] `1200000` ms (20 minutes) for the whole wait; `Infinity` allowed
 * @property {(update: import('./followed-task.js').Look) => void} [onUpdate] called after each look, also one that failed and is tried again
 * @property {number} [interval] none: fixed ms between looks instead of the schedule
 * @property {import('./followed-task.js').WantedRoute} [route] the client's: which of the service's lookups keeps the task
 * @property {import('./followed-task.js').Snapshot} [resumeFrom] of `client.snapshot(taskId)`: go on with its age, attempts and deadline
 */

/**
 * Follows a task until it is final, the deadline comes, the signal aborts, a definite error ends it, or `stop` is called.
 * @param {import('./poller.js').Poller} poller
 * @param {import('./followed-task.js').Snapshot} snapshot
 * @param {WaitOptions} options
 * @param {{ onTask(task: Readonly<import('../task.js').Task>): void, onEnd(failure?: { reason: unknown }): void }} handlers
 *   onTask after every look at a task that was seen; onEnd once, with the reason unless the task is final
 * @returns {() => void} stop
 */
export function startSession(poller, snapshot, options, { onTask, onEnd }) {
  const { signal, onUpdate } = options;
  const interval = duration(options.interval, 'interval');
  /** @type {Readonly<import('../task.js').Task> | null} */
  let task = null;
  /** @type {import('../errors.js').AlephError | null} of the last look */
  let error = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let ended = false;

  const stop = () => {
    ended = true;
    clearTimeout(timer);
    off();
    unfollow();
  };
  /** @param {{ reason: unknown }} [failure] */
  const end = (failure) => {
    if (ended) return;
    stop();
    onEnd(failure);
  };

  const deadline = snapshot.deadline ?? Infinity;
  // The timers count the time, not the clock, which may be set; the clock only tells that the machine slept.
  let left = deadline - Date.now();
  const arm = () => {
    const step = Math.min(Math.max(left, 0), LONGEST_TIMER_MS);
    left -= step;
    timer = setTimeout(left > 0 ? arm : onDeadline, step);
  };
  let lookedAfter = false;
  const onDeadline = () => {
    const plan = poller.planDeadline({ slept: slept(deadline), lookedAfter });
    if (plan?.action !== 'look') return end({ reason: overdue(snapshot, task, error) });
    lookedAfter = true;
    poller.lookNow(snapshot.taskId);
    timer = setTimeout(onDeadline, plan.delay);
  };

  const off = onAbort(signal, () => end({ reason: /** @type {AbortSignal} */ (signal).reason }));
  const unfollow = poller.follow(snapshot, {
    interval,
    deadline,
    route: options.route,
    onLook(look) {
      if (ended) return;
      ({ task, error } = look);
      try {
        onUpdate?.(look);
      } catch (reason) {
        return end({ reason });
      }
      if (ended) return;
      if (task) onTask(task);
      if (look.nextDelay === null) end(look.error ? { reason: look.error } : undefined);
    },
  });
  arm();
  return stop;
}

/**
 * When a wait with these options ends.
 * @param {{ timeout?: number | undefined, resumeFrom?: import('./followed-task.js').Snapshot | undefined }} options
 * @returns {number} epoch ms, or Infinity
 */
export function deadlineOf({ timeout, resumeFrom }) {
  const given = duration(timeout, 'timeout');
  if (given === undefined && resumeFrom) return resumeFrom.deadline ?? Infinity;
  return Date.now() + (given ?? DEFAULT_TIMEOUT_MS);
}
