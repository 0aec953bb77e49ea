// One poller a client: each followed task is looked at once however many wait for it, all tasks under one limit, in turn.
import { AlephError, makeError } from '../errors.js';
import { Follow } from './follow.js';
import { LONGEST_TIMER_MS } from '../options.js';
import { PageLife } from './page-life.js';
import { PollLimit } from './poll-limit.js';

/** A timer this late means that the machine slept. */
const SLEPT_MS = 5_000;
/** Shown, hidden and shown again within this is no reason for another look. */
const LEAST_BETWEEN_MS = 1_000;
/** How long other tabs may take to tell what they know of a task. */
const ASK_OTHERS_MS = 150;
/** When another tab is looking just now and never tells: try again after this. */
const OTHER_TAB_MS = 2_000;

/**
 * What the poller needs of the client.
 * @typedef {object} PollerParts
 * @property {(taskId: string, signal: AbortSignal) => Promise<Readonly<import('../task.js').Task>>} look one attempt, without retries
 * @property {import('../module/module.js').Start} start
 * @property {import('./poll-limit.js').PollLimitOptions} limit
 * @property {import('./tabs.js').Tabs | undefined} tabs
 */

export class Poller {
  /** @type {Map<string, Follow>} */
  #follows = new Map();
  /** @type {Follow[]} those whose turn it is, first come first served */
  #queue = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} until the limit allows the next look */
  #turn;
  #life = new PageLife(() => this.#lookAtAll());
  #limit;
  #parts;

  /** @param {PollerParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#limit = new PollLimit(parts.limit);
  }

  /**
   * Tells a follower what every look at a task shows, the last known state first.
   * @param {import('./follow.js').Snapshot} snapshot where to go on; only its id counts for a task already followed
   * @param {import('./follow.js').Follower} follower
   * @returns {() => void} stops telling it; the last one to stop ends the polling
   */
  follow(snapshot, follower) {
    const known = this.#follows.get(snapshot.taskId);
    const follow = known ?? this.#open(snapshot);
    follow.followers.add(follower);
    if (known?.task || known?.error) {
      const now = Date.now();
      queueMicrotask(() => {
        if (follow.followers.has(follower)) follower.onLook(follow.look(Math.max(follow.plannedAt - now, 0), now));
      });
      // A shorter interval than those before counts from now on.
      if (follow.timer !== undefined && follower.interval !== undefined)
        this.#arm(follow, Math.min(follower.interval, Math.max(follow.plannedAt - now, 0)));
    }
    return () => {
      if (follow.followers.delete(follower) && follow.followers.size === 0) this.#close(follow);
    };
  }

  /**
   * Looks at a followed task now instead of later, within the limit.
   * @param {string} taskId
   */
  lookNow(taskId) {
    const follow = this.#follows.get(taskId);
    if (follow?.state === 'idle') this.#due(follow);
  }

  /**
   * @param {string} taskId
   * @returns {import('./follow.js').Snapshot | undefined} of a followed task
   */
  snapshot(taskId) {
    const follow = this.#follows.get(taskId);
    return follow?.snapshot([...follow.followers].reduce((latest, { deadline }) => Math.max(latest, deadline), 0));
  }

  /** @param {import('./follow.js').Snapshot} snapshot */
  #open(snapshot) {
    const follow = new Follow(snapshot);
    this.#follows.set(follow.taskId, follow);
    this.#life.start();
    const { tabs } = this.#parts;
    if (!tabs) {
      this.#due(follow);
      return follow;
    }
    tabs.open((message) => this.#hear(message));
    tabs.post({ type: 'ask', taskId: follow.taskId });
    this.#arm(follow, ASK_OTHERS_MS);
    return follow;
  }

  /** @param {Follow} follow */
  #close(follow) {
    follow.state = 'ended';
    clearTimeout(follow.timer);
    follow.timer = undefined;
    follow.controller.abort();
    this.#follows.delete(follow.taskId);
    if (this.#follows.size > 0) return;
    this.#queue = [];
    clearTimeout(this.#turn);
    this.#turn = undefined;
    this.#life.stop();
    this.#parts.tabs?.close();
  }

  /**
   * @param {Follow} follow
   * @param {number} wanted ms
   */
  #arm(follow, wanted) {
    const delay = Math.min(wanted, LONGEST_TIMER_MS);
    clearTimeout(follow.timer);
    follow.state = 'idle';
    follow.plannedAt = Date.now() + delay;
    follow.timer = setTimeout(() => {
      const slept = Date.now() - follow.plannedAt > SLEPT_MS;
      this.#due(follow);
      if (slept && !this.#life.hidden) this.#lookAtAll();
    }, delay);
  }

  /** @param {Follow} follow */
  #due(follow) {
    clearTimeout(follow.timer);
    follow.timer = undefined;
    // Without a network there is nothing to ask; coming back online looks at all.
    if (this.#life.offline) return;
    follow.state = 'due';
    this.#queue.push(follow);
    this.#takeTurns();
  }

  #lookAtAll() {
    const now = Date.now();
    for (const follow of this.#follows.values()) {
      if (follow.state === 'idle' && Math.abs(now - follow.lookedAt) >= LEAST_BETWEEN_MS) this.#due(follow);
    }
  }

  #takeTurns() {
    for (;;) {
      // What another tab has looked at meanwhile, or nobody follows any more, has lost its turn.
      while (this.#queue[0] && this.#queue[0].state !== 'due') this.#queue.shift();
      const now = Date.now();
      const delay = this.#limit.delay(now);
      const follow = this.#queue[0];
      if (!follow || this.#turn !== undefined) return;
      if (delay > 0) {
        this.#turn = setTimeout(
          () => {
            this.#turn = undefined;
            this.#takeTurns();
          },
          Math.min(delay, LONGEST_TIMER_MS),
        );
        return;
      }
      this.#queue.shift();
      this.#limit.take(now);
      void this.#look(follow);
    }
  }

  /** @param {Follow} follow */
  async #look(follow) {
    const { tabs, look } = this.#parts;
    follow.state = 'looking';
    follow.lookedAt = Date.now();
    const { signal } = follow.controller;
    const once = async () => {
      /** @type {[Readonly<import('../task.js').Task> | null, AlephError | null]} */
      const seen = await look(follow.taskId, signal).then(
        (task) => [task, null],
        (error) => [null, asAlephError(error)],
      );
      await this.#record(follow, ...seen, true);
    };
    if (!tabs) return once();
    const mine = await tabs.claim(follow.taskId, once);
    if (!mine && follow.state === 'looking') this.#arm(follow, OTHER_TAB_MS);
  }

  /**
   * @param {Follow} follow
   * @param {Readonly<import('../task.js').Task> | null} task
   * @param {AlephError | null} error
   * @param {boolean} tellOthers
   */
  async #record(follow, task, error, tellOthers) {
    const module = await this.#parts.start().catch(() => undefined);
    if (follow.state === 'ended') return;
    const now = Date.now();
    follow.record(task, error, now);
    // Without WebAssembly there is nothing to plan with; the error of the look says so.
    const plan = module?.nextPoll(
      follow.pollState(now, { hidden: this.#life.hidden, remaining: Infinity, interval: shortest(follow) }),
    );
    const goesOn = plan?.action === 'look';
    if (goesOn) this.#arm(follow, plan.delay);
    if (tellOthers) this.#parts.tabs?.post({ type: 'look', taskId: follow.taskId, task, error });
    const look = follow.look(goesOn ? plan.delay : null, now);
    const followers = [...follow.followers];
    if (!goesOn) {
      follow.followers.clear();
      this.#close(follow);
    }
    for (const { onLook } of followers) onLook(look);
  }

  /** @param {import('./tabs.js').TabMessage} message of another tab */
  #hear(message) {
    const follow = this.#follows.get(message.taskId);
    if (!follow) return;
    if (message.type === 'look') {
      // Our own look under way will say the same or better.
      if (follow.state === 'looking') return;
      // Ours is not due any more, also while this one is still being read.
      clearTimeout(follow.timer);
      follow.state = 'idle';
      follow.lookedAt = Date.now();
      void this.#record(follow, message.task, message.error, false);
    } else if (follow.task) {
      this.#parts.tabs?.post({ type: 'look', taskId: follow.taskId, task: follow.task, error: null });
    }
  }
}

/**
 * @param {Follow} follow
 * @returns {number | undefined} the shortest fixed interval any follower asks for
 */
function shortest({ followers }) {
  const least = [...followers].reduce((shortest, { interval = Infinity }) => Math.min(shortest, interval), Infinity);
  return least === Infinity ? undefined : least;
}

/**
 * What is not ours, such as a bug, ends the wait as an error of ours.
 * @param {unknown} error
 * @returns {AlephError}
 */
function asAlephError(error) {
  return AlephError.is(error)
    ? error
    : makeError('start', 'Looking at the task failed in an unexpected way; see cause.', { cause: error });
}
