// When to look next, as a table. `delay` is in ms: exact, or from least to most.

/** @typedef {import('../../web/client/module/module.js').PollState} PollState */
/** @typedef {import('../../web/client/module/module.js').RetryState} RetryState */
/** @typedef {{ name: string, state: Partial<RetryState>, delay: number | [number, number] | null }} RetryCase */
/** @typedef {{ name: string, state: Partial<PollState>, action: string, delay?: number | [number, number] }} ScheduleCase */

const NOW = 1_787_093_500_000;
const MINUTE = 60_000;

/** A healthy task of some age. @param {number} seconds @param {Partial<PollState>} [more] */
const aged = (seconds, more = {}) => ({ status: 'processing', createTime: NOW - seconds * 1000, waited: 0, ...more });

/** A look that failed. @param {string} errorKind @param {Partial<PollState>} [more] */
const failing = (errorKind, more = {}) => ({ errorKind, failures: 1, failing: 0, waited: 5 * MINUTE, ...more });

/** Nothing known, nothing gone wrong, the least jitter. @type {PollState} */
export const START = {
  status: '',
  errorKind: '',
  retryAfter: undefined,
  failures: 0,
  failing: 0,
  now: NOW,
  createTime: undefined,
  waited: 0,
  remaining: Infinity,
  hidden: false,
  interval: undefined,
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
    state: { status: 'processing', waited: 400_000 },
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
    state: { status: 'processing', waited: -3_600_000 },
    action: 'look',
    delay: 25_000,
  },
  {
    name: 'NaN is no time',
    state: { status: 'processing', createTime: NaN, now: NaN, waited: 400_000 },
    action: 'look',
    delay: 6_600,
  },

  // The end.
  { name: 'a succeeded task is done', state: { status: 'succeeded' }, action: 'done' },
  { name: 'a failed task is done', state: { status: 'failed' }, action: 'done' },
  {
    name: 'a finished task is done also past the deadline',
    state: { status: 'succeeded', remaining: -1 },
    action: 'done',
  },
  { name: 'the deadline ends a healthy wait', state: aged(60, { remaining: 0 }), action: 'time-out' },
  { name: 'the deadline ends a failing wait', state: failing('server', { remaining: -5 }), action: 'time-out' },
  {
    name: 'a definite error says more than the deadline',
    state: failing('authentication', { remaining: -5 }),
    action: 'give-up',
  },
  { name: 'no delay is longer than what remains', state: aged(60, { remaining: 4_000 }), action: 'look', delay: 4_000 },

  // Errors.
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
    state: failing(kind),
    action: 'give-up',
  })),
  ...['rate-limit', 'maintenance', 'server', 'connection', 'timeout'].map((kind) => ({
    name: `${kind} passes, also for the hundredth time`,
    state: failing(kind, { failures: 100, failing: 60 * MINUTE }),
    action: 'look',
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
    state: failing('server', { failures: Number(failures) }),
    action: 'look',
    delay,
  })),
  {
    name: 'jitter takes up to a quarter of a backoff',
    state: failing('server', { random: 0.999_999 }),
    action: 'look',
    delay: [1_500, 1_501],
  },
  {
    name: 'Retry-After is kept when it is longer',
    state: failing('rate-limit', { retryAfter: 45, random: 0.9 }),
    action: 'look',
    delay: 45_000,
  },
  {
    name: 'Retry-After is not a reason to hurry',
    state: failing('rate-limit', { retryAfter: 0, failures: 5 }),
    action: 'look',
    delay: 30_000,
  },
  {
    name: 'Retry-After of a day is five minutes',
    state: failing('maintenance', { retryAfter: 86_400 }),
    action: 'look',
    delay: 300_000,
  },
  {
    name: 'a task not found is new for 90 s',
    state: failing('task-not-found', { failures: 9, failing: 89_999 }),
    action: 'look',
    delay: 30_000,
  },
  {
    name: 'a task not found for 90 s is none',
    state: failing('task-not-found', { failures: 3, failing: 90_000 }),
    action: 'give-up',
  },
  {
    name: 'a clock that jumps does not end the grace',
    state: failing('task-not-found', { failures: 2, failing: 3_600_000 }),
    action: 'look',
    delay: 4_000,
  },
  {
    name: 'four unreadable answers pass',
    state: failing('invalid-response', { failures: 4 }),
    action: 'look',
    delay: 16_000,
  },
  {
    name: 'five unreadable answers in a row are no accident',
    state: failing('invalid-response', { failures: 5 }),
    action: 'give-up',
  },

  // The caller's interval, and nobody looking.
  {
    name: "the caller's interval replaces the pace",
    state: aged(400, { interval: 1_234, random: 0.9 }),
    action: 'look',
    delay: 1_234,
  },
  {
    name: "the caller's interval does not replace the backoff",
    state: failing('server', { interval: 100, failures: 3 }),
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
  { name: 'a hidden page that fails too', state: failing('server', { hidden: true }), action: 'look', delay: 60_000 },
  {
    name: 'a hidden page keeps a longer interval',
    state: aged(400, { hidden: true, interval: 120_000 }),
    action: 'look',
    delay: 120_000,
  },
];

/** One failed attempt, the default number of further ones, the least jitter. @type {RetryState} */
export const RETRY_START = {
  retryable: true,
  failures: 1,
  maxRetries: 2,
  retryAfter: undefined,
  remaining: Infinity,
  random: 0,
};

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
    state: { failures: Number(failures), maxRetries: Infinity },
    delay: Number(delay),
  })),
  { name: 'jitter takes up to a quarter', state: { random: 0.999_999 }, delay: [375, 376] },

  { name: 'what no later try cures is not tried again', state: { retryable: false }, delay: null },
  { name: 'the last attempt allowed', state: { failures: 2 }, delay: 1_000 },
  { name: 'one attempt more than allowed', state: { failures: 3 }, delay: null },
  { name: 'no further attempt allowed', state: { maxRetries: 0 }, delay: null },

  { name: 'Retry-After of 0 s is at once', state: { retryAfter: 0 }, delay: 0 },
  { name: 'Retry-After is kept exactly', state: { retryAfter: 7.5, random: 0.9 }, delay: 7_500 },
  { name: 'Retry-After of a minute is kept', state: { retryAfter: 60 }, delay: 60_000 },
  { name: 'Retry-After of more than a minute is for the caller', state: { retryAfter: 61 }, delay: null },
  { name: 'Retry-After cures nothing else', state: { retryable: false, retryAfter: 1 }, delay: null },

  { name: 'a wait that ends within the call', state: { remaining: 501 }, delay: 500 },
  { name: 'a wait that would end with the call', state: { remaining: 500 }, delay: null },
  { name: 'Retry-After beyond the call', state: { retryAfter: 7, remaining: 7_000 }, delay: null },
  { name: 'a call whose time is over', state: { retryAfter: 0, remaining: 0 }, delay: null },
];
