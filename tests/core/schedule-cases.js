// When to look next, as tables. `delay` is in ms: exact, or from least to most; null: never.

/** @typedef {import('../../web/client/module/module.js').LookState} LookState */
/** @typedef {import('../../web/client/module/module.js').DeadlineState} DeadlineState */
/** @typedef {{ name: string, state: Partial<LookState>, action: string, delay?: number | [number, number] }} ScheduleCase */
/** @typedef {{ name: string, state: DeadlineState, action: string, delay: number }} DeadlineCase */
/**
 * A failed request. failures: in a row, this one included; failing: ms since the first of them; retryAfter: seconds.
 * @typedef {object} Failure
 * @property {string} kind of the error
 * @property {number} failures
 * @property {number} failing
 * @property {number | null} retryAfter
 * @property {number} random
 */
/** @typedef {{ name: string, state: Partial<Failure>, delay: number | [number, number] | null }} BackoffCase */
/** paid: a request that must not be sent twice. @typedef {{ name: string, state: Partial<Failure & { maxRetries: number, remaining: number, paid: boolean }>, delay: number | [number, number] | null }} RetryCase */

const NOW = 1_787_093_500_000;
const MINUTE = 60_000;

/** A healthy task of some age. @param {number} seconds @param {Partial<LookState>} [more] */
const aged = (seconds, more = {}) => ({
  seen: /** @type {const} */ ('processing'),
  createTime: NOW - seconds * 1000,
  waited: 0,
  ...more,
});

/** A look that failed. @param {number | null} backoff @param {Partial<LookState>} [more] */
const failed = (backoff, more = {}) => ({
  seen: /** @type {const} */ ('failure'),
  backoff,
  waited: 5 * MINUTE,
  ...more,
});

/** Nothing known, nothing gone wrong, the least jitter. @type {LookState} */
export const START = {
  seen: 'nothing',
  backoff: null,
  now: NOW,
  createTime: null,
  waited: 0,
  remaining: Infinity,
  hidden: false,
  told: false,
  interval: null,
  random: 0,
};

/** @type {ScheduleCase[]} */
export const scheduleCases = [
  { name: 'the first look is at once', state: {}, action: 'look', delay: 0 },
  { name: 'the first look of a hidden page too', state: { hidden: true }, action: 'look', delay: 0 },

  // The pace by age: nothing ends before 15 s; the rows of the table, and half way between two.
  ...[
    [0, 25_000],
    [10, 15_000],
    [25, 15_000],
    [60, 15_000],
    [110, 15_000],
    [140, 12_750],
    [170, 10_500],
    [260, 7_800],
    [400, 6_600],
    [1200, 7_000],
    [2400, 18_500],
    [3600, 30_000],
    [90_000, 30_000],
  ].map(([age, delay]) => ({
    name: `a task of ${age} s is looked at after ${delay} ms`,
    state: aged(Number(age)),
    action: 'look',
    delay,
  })),
  {
    name: 'jitter adds up to a tenth',
    state: aged(60, { random: 0.999_999 }),
    action: 'look',
    delay: [16_499, 16_500],
  },

  // Clocks are wrong in every way.
  {
    name: 'without a creation time the wait is the age',
    state: { seen: 'processing', waited: 400_000 },
    action: 'look',
    delay: 6_600,
  },
  {
    name: 'a creation time in the future is none',
    state: aged(-3600, { waited: 400_000 }),
    action: 'look',
    delay: 6_600,
  },
  {
    name: 'a creation time just before now does not make an old wait young',
    state: aged(1, { waited: 400_000 }),
    action: 'look',
    delay: 6_600,
  },
  {
    name: 'a clock set back makes no negative age',
    state: { seen: 'processing', waited: -3_600_000 },
    action: 'look',
    delay: 25_000,
  },
  {
    name: 'NaN is no time',
    state: { seen: 'processing', createTime: NaN, now: NaN, waited: 400_000 },
    action: 'look',
    delay: 6_600,
  },

  // The end.
  { name: 'a final task is done', state: { seen: 'final' }, action: 'done' },
  {
    name: 'a finished task is done also past the deadline',
    state: { seen: 'final', remaining: -1 },
    action: 'done',
  },
  { name: 'the deadline ends a healthy wait', state: aged(60, { remaining: 0 }), action: 'time-out' },
  {
    name: 'a millisecond before the deadline is time for a look',
    state: aged(60, { remaining: 1 }),
    action: 'look',
    delay: 1,
  },
  { name: 'the deadline ends a failing wait', state: failed(2_000, { remaining: -5 }), action: 'time-out' },
  {
    name: 'a definite error says more than the deadline',
    state: failed(null, { remaining: -5 }),
    action: 'give-up',
  },
  { name: 'no delay is longer than what remains', state: aged(60, { remaining: 4_000 }), action: 'look', delay: 4_000 },

  // Errors.
  { name: 'a definite error ends the wait', state: failed(null), action: 'give-up' },
  { name: 'a failed look backs off', state: failed(8_000), action: 'look', delay: 8_000 },
  { name: 'no backoff is longer than what remains', state: failed(8_000, { remaining: 7 }), action: 'look', delay: 7 },

  // A stream that will tell of the end.
  {
    name: 'a task whose end will be told is looked at every minute',
    state: aged(400, { told: true }),
    action: 'look',
    delay: 60_000,
  },
  {
    name: 'those looks are spread',
    state: aged(400, { told: true, random: 0.999_999 }),
    action: 'look',
    delay: [65_999, 66_000],
  },
  {
    name: 'a look that failed is made good as ever',
    state: failed(8_000, { told: true }),
    action: 'look',
    delay: 8_000,
  },
  {
    name: "the caller's interval stays",
    state: aged(400, { told: true, interval: 5_000 }),
    action: 'look',
    delay: 5_000,
  },

  // The caller's interval, and nobody looking.
  {
    name: "the caller's interval replaces the pace",
    state: aged(400, { interval: 1_234, random: 0.9 }),
    action: 'look',
    delay: 1_234,
  },
  { name: 'an interval of nothing', state: aged(400, { interval: 0 }), action: 'look', delay: 0 },
  {
    name: "the caller's interval does not replace the backoff",
    state: failed(8_000, { interval: 100 }),
    action: 'look',
    delay: 8_000,
  },
  {
    name: 'a hidden page looks once a minute',
    state: aged(400, { hidden: true, random: 0.9 }),
    action: 'look',
    delay: 60_000,
  },
  {
    name: 'a hidden page with an interval too',
    state: aged(400, { hidden: true, interval: 1_000 }),
    action: 'look',
    delay: 60_000,
  },
  { name: 'a hidden page that fails too', state: failed(2_000, { hidden: true }), action: 'look', delay: 60_000 },
  {
    name: 'a hidden page keeps a longer interval',
    state: aged(400, { hidden: true, interval: 120_000 }),
    action: 'look',
    delay: 120_000,
  },
];

/** @type {DeadlineCase[]} a wait whose timer says that its time is over */
export const deadlineCases = [
  { name: 'its time is over', state: { slept: false, lookedAfter: false }, action: 'time-out', delay: 0 },
  {
    name: 'a machine that slept looks once more',
    state: { slept: true, lookedAfter: false },
    action: 'look',
    delay: 30_000,
  },
  { name: 'and no more than once', state: { slept: true, lookedAfter: true }, action: 'time-out', delay: 0 },
];

/** One failure that passes by itself, the least jitter. @type {Failure} */
export const FAILURE_START = { kind: 'server', failures: 1, failing: 0, retryAfter: null, random: 0 };

/** @type {BackoffCase[]} of a wait; null: the error is definite */
export const backoffCases = [
  ...[
    'authentication',
    'insufficient-credits',
    'invalid-request',
    'asset-unavailable',
    'feature-disabled',
    'task-failed',
    'api',
  ].map((kind) => ({
    name: `${kind} is definite`,
    state: { kind },
    delay: null,
  })),
  ...['rate-limit', 'maintenance', 'server', 'connection', 'timeout'].map((kind) => ({
    name: `${kind} passes, also for the hundredth time`,
    state: { kind, failures: 100, failing: 60 * MINUTE },
    delay: 30_000,
  })),
  ...[
    [1, 2_000],
    [2, 4_000],
    [3, 8_000],
    [4, 16_000],
    [5, 30_000],
    [6, 30_000],
    [2_000_000_000, 30_000],
  ].map(([failures, delay]) => ({
    name: `failure ${failures} in a row waits ${delay} ms`,
    state: { kind: 'server', failures: Number(failures) },
    delay: Number(delay),
  })),
  {
    name: 'jitter takes up to a quarter of a backoff',
    state: { kind: 'server', random: 0.999_999 },
    delay: [1_500, 1_501],
  },
  {
    name: 'Retry-After is kept when it is longer',
    state: { kind: 'rate-limit', retryAfter: 45, random: 0.9 },
    delay: 45_000,
  },
  {
    name: 'Retry-After is not a reason to hurry',
    state: { kind: 'rate-limit', retryAfter: 0, failures: 5 },
    delay: 30_000,
  },
  {
    name: 'Retry-After of a day is five minutes',
    state: { kind: 'maintenance', retryAfter: 86_400 },
    delay: 300_000,
  },
  {
    name: 'a task not found is new for 90 s',
    state: { kind: 'task-not-found', failures: 9, failing: 89_999 },
    delay: 30_000,
  },
  {
    name: 'a task not found for 90 s is none',
    state: { kind: 'task-not-found', failures: 3, failing: 90_000 },
    delay: null,
  },
  {
    name: 'a clock that jumps does not end the grace',
    state: { kind: 'task-not-found', failures: 2, failing: 3_600_000 },
    delay: 4_000,
  },
  {
    name: 'four unreadable answers pass',
    state: { kind: 'invalid-response', failures: 4 },
    delay: 16_000,
  },
  {
    name: 'five unreadable answers in a row are no accident',
    state: { kind: 'invalid-response', failures: 5 },
    delay: null,
  },
];

/** A call that may try twice more. */
export const RETRY_START = { ...FAILURE_START, maxRetries: 2, remaining: Infinity, paid: false };

/** @type {RetryCase[]} null: the call gives up */
export const retryCases = [
  ...[
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [4, 4_000],
    [5, 8_000],
    [6, 8_000],
    [2_000_000_000, 8_000],
  ].map(([failures, delay]) => ({
    name: `failed attempt ${failures} waits ${delay} ms`,
    state: { failures: Number(failures), maxRetries: 2_000_000_000 },
    delay: Number(delay),
  })),
  { name: 'jitter takes up to a quarter', state: { random: 0.999_999 }, delay: [375, 376] },

  { name: 'what no later try cures is not tried again', state: { kind: 'authentication' }, delay: null },
  { name: 'the last attempt allowed', state: { failures: 2 }, delay: 1_000 },
  { name: 'one attempt more than allowed', state: { failures: 3 }, delay: null },
  { name: 'no further attempt allowed', state: { maxRetries: 0 }, delay: null },

  { name: 'Retry-After of 0 s is at once', state: { retryAfter: 0 }, delay: 0 },
  { name: 'Retry-After is kept exactly', state: { retryAfter: 7, random: 0.9 }, delay: 7_000 },
  { name: 'Retry-After of a minute is kept', state: { retryAfter: 60 }, delay: 60_000 },
  { name: 'Retry-After of more than a minute is for the caller', state: { retryAfter: 61 }, delay: null },
  { name: 'Retry-After cures nothing else', state: { kind: 'authentication', retryAfter: 1 }, delay: null },

  { name: 'a wait that ends within the call', state: { remaining: 501 }, delay: 500 },
  { name: 'a wait that would end with the call', state: { remaining: 500 }, delay: null },
  { name: 'Retry-After beyond the call', state: { retryAfter: 7, remaining: 7_000 }, delay: null },
  { name: 'what was paid for may have been done', state: { kind: 'server', paid: true }, delay: null },
  { name: 'a refusal has done nothing', state: { kind: 'rate-limit', paid: true }, delay: 500 },
  { name: 'maintenance does nothing', state: { kind: 'maintenance', paid: true, failures: 2 }, delay: 1_000 },
  { name: 'Retry-After does not make it safe', state: { kind: 'server', paid: true, retryAfter: 1 }, delay: null },

  { name: 'a call whose time is over', state: { retryAfter: 0, remaining: 0 }, delay: null },
];

/** Whether a task that its maker has just made may not be known yet. @type {[age: number, mayBeTooNew: boolean][]} age: ms */
export const NEW_TASKS = [
  [0, true],
  [59_999, true],
  [60_000, false],
];
