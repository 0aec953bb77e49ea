// One followed task: what all its looks together have shown, and who wants to know.
import { makeError } from '../make-error.js';

/**
 * What a follower is told after each look.
 * @typedef {object} Look
 * @property {Readonly<import('../task.js').Task> | null} task as last seen
 * @property {import('../errors.js').AnyAlephError | null} error why the last look saw nothing, null when it did
 * @property {number} elapsed ms since the wait began, in whichever process that was
 * @property {number} attempts looks so far
 * @property {number | null} nextDelay ms until the next look, null when there is none
 */

/**
 * @typedef {object} Follower
 * @property {(look: Look) => void} onLook
 * @property {number | undefined} interval fixed ms between looks
 * @property {number} deadline epoch ms, or Infinity
 * @property {WantedRoute | undefined} route of this wait; undefined: the client's
 */

/** @typedef {import('../module/module.js').Route} Route */
/** @typedef {'auto' | Route} WantedRoute */

/**
 * A wait as a small JSON value, for another page, process or a restarted service worker.
 * @typedef {object} Snapshot
 * @property {string} taskId the task that is waited for
 * @property {number} startedAt epoch ms
 * @property {number | null} deadline epoch ms, null for none
 * @property {number} attempts looks so far
 * @property {number} failures looks that failed in a row
 * @property {number | null} failingSince epoch ms
 * @property {string | null} createTime the task's, ISO 8601
 * @property {Route | null} route which knows the task, if one does; it is asked first. Snapshots of earlier versions have none
 */

export class FollowedTask {
  /** @type {Set<Follower>} */
  followers = new Set();
  /** @type {'idle' | 'due' | 'looking' | 'ended'} */
  state = 'idle';
  /** @type {Readonly<import('../task.js').Task> | null} */
  task = null;
  /** @type {import('../errors.js').AlephError | null} */
  error = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} until the next look */
  timer;
  /** when that timer should fire, epoch ms; Infinity before the first */
  plannedAt = Infinity;
  /** when the last look began, epoch ms */
  lookedAt = -Infinity;
  /** ends the look under way */
  controller = new AbortController();

  /** @type {import('../call/request.js').Outcome | null} of the last look */
  #last = null;

  /**
   * @param {Snapshot} snapshot where to go on
   * @param {WantedRoute | undefined} route of the wait; undefined: the client's
   */
  constructor(snapshot, route) {
    this.taskId = snapshot.taskId;
    this.route = route;
    this.startedAt = snapshot.startedAt;
    this.attempts = snapshot.attempts;
    this.failures = snapshot.failures;
    this.failingSince = snapshot.failingSince;
    this.knownRoute = snapshot.route;
    /** epoch ms */
    this.createTime = snapshot.createTime === null ? null : Date.parse(snapshot.createTime);
  }

  /**
   * Counts a look.
   * @param {import('../call/request.js').Outcome} outcome
   * @param {number} now epoch ms
   */
  record(outcome, now) {
    const { task, error, createTime } = outcome;
    this.attempts++;
    this.#last = outcome;
    this.error = error;
    if (error) error.task = this.task;
    if (task) {
      this.task = task;
      this.knownRoute = task.route;
      this.createTime = createTime ?? this.createTime;
      this.failures = 0;
      this.failingSince = null;
    } else {
      this.failures++;
      this.failingSince ??= now;
    }
  }

  /**
   * What the look after the last one is planned with.
   * @param {number} now epoch ms
   * @param {{ hidden: boolean, told: boolean, remaining: number, interval: number | null }} wait
   * @returns {import('../module/module.js').LookState}
   */
  lookState(now, { hidden, told, remaining, interval }) {
    const { isFinal, delay: backoff } = /** @type {import('../call/request.js').Outcome} */ (this.#last);
    const seen = this.error ? 'failure' : isFinal ? 'final' : 'processing';
    const { createTime, startedAt } = this;
    const random = Math.random();
    return { seen, backoff, now, createTime, waited: now - startedAt, remaining, hidden, told, interval, random };
  }

  /** What other tabs are told when they ask: the task as last seen. @returns {import('../call/request.js').Outcome | null} */
  get lastSeen() {
    return this.error ? null : this.#last;
  }

  /**
   * @param {number | null} nextDelay
   * @param {number} now
   * @returns {Look}
   */
  look(nextDelay, now) {
    const { task, error, attempts, startedAt } = this;
    return { task, error, elapsed: Math.max(now - startedAt, 0), attempts, nextDelay };
  }

  /**
   * @param {number} deadline epoch ms, or Infinity
   * @returns {Snapshot}
   */
  snapshot(deadline) {
    const { taskId, startedAt, attempts, failures, failingSince, createTime, knownRoute, route } = this;
    return {
      taskId,
      startedAt,
      deadline: deadline === Infinity ? null : deadline,
      attempts,
      failures,
      failingSince,
      createTime: createTime === null ? null : new Date(createTime).toISOString(),
      route: knownRoute ?? (route === 'auto' || route === undefined ? null : route),
    };
  }
}

/**
 * What a wait ends with when its time is over. That a task goes on is said only of one that was seen.
 * @param {Snapshot} snapshot where the wait began
 * @param {Readonly<import('../task.js').Task> | null} task as last seen
 * @param {import('../errors.js').AlephError | null} error why the last look saw nothing
 * @returns {import('../errors.js').AlephError} a TimeoutError; its `cause` is that error
 */
export function overdue({ taskId, createTime }, task, error) {
  const message =
    task || createTime
      ? 'The task has not finished in the time given to the wait. It goes on at the service: wait again with its id.'
      : `No look has seen the task in the time given to the wait. ${error?.message ?? 'Wait again with its id.'}`;
  return makeError('timeout', message, { taskId, task, retryable: true, cause: error ?? undefined });
}
