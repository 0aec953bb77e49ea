// One poller a client: each followed task is looked at once however many wait for it, all tasks under one limit, in turn.
import { failure } from '../call/request.js';
import { makeError } from '../make-error.js';
import { FollowedTask } from './followed-task.js';
import { LONGEST_TIMER_MS } from '../options.js';
import { PageLife, slept } from './page-life.js';
import { PollLimit } from './poll-limit.js';

/** Shown, hidden and shown again within this is no reason for another look. */
const LEAST_BETWEEN_MS = 1_000;
/** How long other tabs, if there are any, may take to tell what they know of a task. */
const ASK_OTHERS_MS = 150;
/** When another tab is looking just now and never tells: try again after this. */
const OTHER_TAB_MS = 2_000;

/** @typedef {{ isWanted: () => boolean, start: () => void }} Turn a request that waits until the limit allows it */

/**
 * What the poller needs of the client.
 * @typedef {object} PollerParts
 * @property {import('../call/service.js').Service} service
 * @property {import('../module/module.js').Start} start
 * @property {import('./followed-task.js').WantedRoute} route of waits that name none
 * @property {import('./poll-limit.js').PollLimitOptions} limit
 * @property {import('./tabs.js').Tabs | undefined} tabs
 * @property {import('../push/push.js').Push | undefined} push
 */

export class Poller {
  /** Hardly ever two of one task: only when waits name different routes. @type {Set<FollowedTask>} */
  #followed = new Set();
  /** @type {Turn[]} first come first served */
  #queue = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} until the limit allows the next look */
  #nextTurn;
  #life = new PageLife(() => this.#lookAtAll());
  #limit;
  #parts;
  /** @type {import('../module/module.js').AlephModule | undefined} since the first look */
  #module;

  /** @param {PollerParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#limit = new PollLimit(parts.limit);
    parts.push?.handle({
      onTask: (event) => void this.#told(event).catch(() => {}),
      onChange: () => this.#planAnew(),
      isHidden: () => this.#life.hidden,
    });
  }

  /**
   * Tells a follower what every look at a task shows, the last known state first.
   * @param {import('./followed-task.js').Snapshot} snapshot where to go on; only its id counts for a task already followed
   * @param {import('./followed-task.js').Follower} follower
   * @returns {() => void} stops telling it; the last one to stop ends the polling
   */
  follow(snapshot, follower) {
    const wanted = follower.route ?? this.#parts.route;
    const known = this.#of(snapshot.taskId).find(({ route }) => route === wanted);
    const followed = known ?? this.#open(snapshot, wanted);
    followed.followers.add(follower);
    if (known?.task || known?.error) {
      const now = Date.now();
      queueMicrotask(() => follower.onLook(followed.look(Math.max(followed.plannedAt - now, 0), now)));
      // A shorter interval than those before counts from now on.
      if (followed.timer !== undefined && follower.interval !== undefined)
        this.#arm(followed, Math.min(follower.interval, Math.max(followed.plannedAt - now, 0)));
    }
    return () => {
      if (followed.followers.delete(follower) && followed.followers.size === 0) this.#close(followed);
    };
  }

  /**
   * Looks at a followed task now instead of later, within the limit.
   * @param {string} taskId
   */
  lookNow(taskId) {
    for (const followed of this.#of(taskId)) if (followed.state === 'idle') this.#due(followed);
  }

  /**
   * What a wait does whose time is over.
   * @param {import('../module/module.js').DeadlineState} state
   * @returns {import('../module/module.js').Plan | undefined} `look` or `time-out`; none before WebAssembly has started
   */
  planDeadline(state) {
    return this.#module?.planDeadline(state);
  }

  /**
   * @param {string} taskId
   * @returns {import('./followed-task.js').Snapshot | undefined} of a followed task
   */
  snapshot(taskId) {
    const [followed] = this.#of(taskId);
    return followed?.snapshot(Math.max(...[...followed.followers].map(({ deadline }) => deadline)));
  }

  /** @param {string} taskId */
  #of(taskId) {
    return [...this.#followed].filter((followed) => followed.taskId === taskId);
  }

  /**
   * @param {import('./followed-task.js').Snapshot} snapshot
   * @param {import('./followed-task.js').WantedRoute} route
   */
  #open(snapshot, route) {
    const followed = new FollowedTask(snapshot, route);
    this.#followed.add(followed);
    if (snapshot.route) this.#parts.service.remember(snapshot.taskId, snapshot.route);
    this.#life.start();
    const { tabs } = this.#parts;
    if (!tabs) {
      this.#due(followed);
      return followed;
    }
    tabs.open((message) => this.#hear(message));
    tabs.post({ type: 'ask', taskId: followed.taskId });
    this.#arm(followed, ASK_OTHERS_MS);
    // Meanwhile; whether it starts is for the look to say.
    this.#parts.start().catch(() => {});
    void tabs.isAlone().then((isAlone) => {
      if (isAlone && followed.state === 'idle' && followed.lookedAt === -Infinity) this.#due(followed);
    });
    return followed;
  }

  /** @param {FollowedTask} followed */
  #close(followed) {
    // Who hears of the end leaves, and the last to leave would end it again.
    if (!this.#followed.delete(followed)) return;
    followed.state = 'ended';
    clearTimeout(followed.timer);
    followed.controller.abort();
    this.#updatePush();
    if (this.#followed.size > 0) return;
    this.#queue = [];
    clearTimeout(this.#nextTurn);
    this.#nextTurn = undefined;
    this.#life.stop();
    this.#parts.tabs?.close();
  }

  /**
   * @param {FollowedTask} followed
   * @param {number} wanted ms
   */
  #arm(followed, wanted) {
    const delay = Math.min(wanted, LONGEST_TIMER_MS);
    clearTimeout(followed.timer);
    followed.state = 'idle';
    followed.plannedAt = Date.now() + delay;
    followed.timer = setTimeout(() => {
      const wasAsleep = slept(followed.plannedAt);
      this.#due(followed);
      if (wasAsleep && !this.#life.hidden) this.#lookAtAll();
    }, delay);
  }

  /** @param {FollowedTask} followed */
  #due(followed) {
    clearTimeout(followed.timer);
    followed.timer = undefined;
    // Without a network there is nothing to ask; coming back online looks at all.
    if (this.#life.offline) return;
    followed.state = 'due';
    this.#queue.push({ isWanted: () => followed.state === 'due', start: () => void this.#look(followed) });
    this.#takeTurns();
  }

  /**
   * The same look goes on with another request: before all that have not begun.
   * @param {FollowedTask} followed
   * @returns {Promise<void>} when the limit allows it; never, if nobody follows any more
   */
  #turnOfSecondRequest(followed) {
    return new Promise((resolve) => {
      this.#queue.unshift({ isWanted: () => followed.state === 'looking', start: resolve });
      this.#takeTurns();
    });
  }

  #lookAtAll() {
    const now = Date.now();
    for (const followed of this.#followed) {
      if (followed.state === 'idle' && Math.abs(now - followed.lookedAt) >= LEAST_BETWEEN_MS) this.#due(followed);
    }
  }

  #takeTurns() {
    for (;;) {
      // What another tab has looked at meanwhile, or nobody follows any more, has lost its turn.
      while (this.#queue[0]?.isWanted() === false) this.#queue.shift();
      const now = Date.now();
      const delay = this.#limit.delay(now);
      const turn = this.#queue[0];
      if (!turn || this.#nextTurn !== undefined) return;
      if (delay > 0) {
        this.#nextTurn = setTimeout(
          () => {
            this.#nextTurn = undefined;
            this.#takeTurns();
          },
          Math.min(delay, LONGEST_TIMER_MS),
        );
        return;
      }
      this.#queue.shift();
      this.#limit.take(now);
      turn.start();
    }
  }

  /** @param {FollowedTask} followed */
  async #look(followed) {
    const { service, tabs } = this.#parts;
    followed.state = 'looking';
    followed.lookedAt = Date.now();
    const { taskId, route, failures, failingSince } = followed;
    const { signal } = followed.controller;
    const onSecondRequest = () => this.#turnOfSecondRequest(followed);
    const once = async () => {
      const outcome = await service
        .ask({ operation: 'look', taskId, route }, { failures, failingSince, signal, onSecondRequest })
        // What is not ours, such as a bug, ends the wait as an error of ours.
        .catch((cause) =>
          failure(makeError('start', 'Looking at the task failed in an unexpected way; see cause.', { cause })),
        );
      await this.#record(followed, outcome, true);
    };
    if (!tabs) return once();
    await tabs.claim(taskId, once);
    // It is another tab that looks.
    if (followed.state === 'looking') this.#arm(followed, OTHER_TAB_MS);
  }

  /**
   * @param {FollowedTask} followed
   * @param {import('../call/request.js').Outcome} outcome
   * @param {boolean} tellOthers
   */
  async #record(followed, outcome, tellOthers) {
    this.#module ??= await this.#parts.start().catch(() => undefined);
    if (followed.state === 'ended') return;
    const now = Date.now();
    followed.record(outcome, now);
    const plan = this.#plan(followed, now);
    const goesOn = plan?.action === 'look';
    if (goesOn) {
      this.#arm(followed, plan.delay);
      this.#updatePush();
    }
    if (tellOthers) this.#tell(followed.taskId, outcome);
    const look = followed.look(goesOn ? plan.delay : null, now);
    const followers = [...followed.followers];
    if (!goesOn) this.#close(followed);
    for (const { onLook } of followers) onLook(look);
  }

  /** @param {FollowedTask} followed @param {number} now epoch ms */
  #plan(followed, now) {
    const told = this.#parts.push?.expects(followed.taskId) ?? false;
    // Without WebAssembly there is nothing to plan with; the error of the look says so.
    return this.#module?.planLook(
      followed.lookState(now, { hidden: this.#life.hidden, told, remaining: Infinity, interval: shortest(followed) }),
    );
  }

  /** The stream tells of the tasks that were seen and go on. */
  #updatePush() {
    this.#parts.push?.want([...this.#followed].flatMap(({ task, taskId }) => (task ? [taskId] : [])));
  }

  /** Looks that were planned while tasks were told of, or were not, count from the last one. */
  #planAnew() {
    const now = Date.now();
    for (const followed of this.#followed) {
      if (followed.timer === undefined || !followed.lastSeen) continue;
      // What was seen and has a timer goes on, and WebAssembly has started.
      const { delay } = /** @type {import('../module/module.js').Plan} */ (this.#plan(followed, followed.lookedAt));
      this.#arm(followed, Math.max(followed.lookedAt + delay - now, 0));
    }
  }

  /** Reads what a proxy tells of a task as if it had been looked at. @param {import('../../shared/push.js').TaskEvent} event */
  async #told({ taskId, route, body }) {
    for (const followed of this.#of(taskId)) {
      if (followed.route !== 'auto' && followed.route !== route) continue;
      const { failures } = followed;
      const outcome = await this.#parts.service.ask(
        { operation: 'look', taskId, route, fetch: async () => new Response(body) },
        { failures },
      );
      // What cannot be read, or is known, is no news.
      if (!outcome.task || JSON.stringify(outcome.task) === JSON.stringify(followed.task)) continue;
      // Our own look under way will say the same or better.
      if (followed.state === 'looking' && !outcome.isFinal) continue;
      followed.lookedAt = Date.now();
      void this.#record(followed, outcome, true);
    }
  }

  /** Tells the other tabs what a look has shown. @param {string} taskId @param {import('../call/request.js').Outcome} outcome */
  #tell(taskId, outcome) {
    this.#parts.tabs?.post({ type: 'look', taskId, ...outcome });
  }

  /** @param {import('./tabs.js').TabMessage} message of another tab */
  #hear(message) {
    for (const followed of this.#of(message.taskId)) {
      if (message.type === 'look') {
        // Our own look under way will say the same or better.
        if (followed.state === 'looking') continue;
        // Ours is not due any more, also while this one is still being read.
        clearTimeout(followed.timer);
        followed.state = 'idle';
        followed.lookedAt = Date.now();
        if (message.task) this.#parts.service.remember(followed.taskId, message.task.route);
        void this.#record(followed, message, false);
      } else if (followed.lastSeen) this.#tell(followed.taskId, followed.lastSeen);
    }
  }
}

/**
 * @param {FollowedTask} followed
 * @returns {number} the shortest fixed interval any follower asks for, Infinity when none does
 */
function shortest({ followers }) {
  return Math.min(...[...followers].map(({ interval = Infinity }) => interval));
}
