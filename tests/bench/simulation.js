// Virtual time for polling strategies: how many looks a task costs, and how late its end is seen. Seeded, so always the same.

/** 2.5 % of the tasks that succeed take less than this, and 2.5 % more than the other (seconds). */
const SUCCESS = { early: 120, late: 900 };
/** One task in ten fails, at any moment of this stretch alike (seconds). */
const FAILURE = { share: 0.1, from: 15, to: 110 };
const Z975 = 1.959963984540054;

/**
 * A small seeded generator (mulberry32).
 * @param {number} seed
 * @returns {() => number} in [0, 1)
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {() => number} random
 * @returns {number} how long a task takes, seconds
 */
function duration(random) {
  if (random() < FAILURE.share) return FAILURE.from + random() * (FAILURE.to - FAILURE.from);
  const mean = (Math.log(SUCCESS.early) + Math.log(SUCCESS.late)) / 2;
  const deviation = (Math.log(SUCCESS.late) - Math.log(SUCCESS.early)) / (2 * Z975);
  // Box and Muller; 1 - random() is never 0.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(mean + deviation * normal);
}

/**
 * When to look next.
 * @callback Strategy
 * @param {number} age seconds since the task was made, which is when the wait began
 * @param {() => number} random
 * @returns {number} seconds until the next look
 */

/**
 * Every strategy looks once at the very start, as every client does, and that look counts.
 * @param {Strategy} strategy
 * @param {object} [options]
 * @param {number} [options.tasks]
 * @param {number} [options.seed]
 * @param {number} [options.told] share of the tasks whose end is told, and looked at once then; none
 * @returns {{ requests: number, meanDelay: number, delay95: number }} requests a task; seconds
 */
export function simulate(strategy, { tasks = 20_000, seed = 1, told = 0 } = {}) {
  const durations = seededRandom(seed);
  const random = seededRandom(seed + 1);
  const luck = seededRandom(seed + 2);
  const delays = new Float64Array(tasks);
  let requests = 0;
  for (let task = 0; task < tasks; task++) {
    const end = duration(durations);
    const heard = luck() < told ? end : Infinity;
    let age = 0;
    for (requests++; age < end; requests++) age = Math.min(age + strategy(age, random), heard);
    delays[task] = age - end;
  }
  delays.sort();
  return {
    requests: requests / tasks,
    meanDelay: delays.reduce((sum, delay) => sum + delay, 0) / tasks,
    delay95: Number(delays[Math.ceil(tasks * 0.95) - 1]),
  };
}

/**
 * What a fixed interval costs at the same mean delay.
 * @param {number} meanDelay seconds
 * @returns {number} requests a task
 */
export function fixedIntervalAt(meanDelay) {
  let [low, high] = [0.5, 120];
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (simulate(() => middle).meanDelay < meanDelay) low = middle;
    else high = middle;
  }
  return simulate(() => low).requests;
}

/**
 * Our schedule, as the built module plans it.
 * @param {import('../../web/client/module/module.js').AlephModule} module
 * @param {boolean} [told] a stream will tell of the end
 * @returns {Strategy}
 */
export function ourSchedule(module, told = false) {
  return (age, random) =>
    module.planLook({
      seen: 'processing',
      backoff: null,
      now: 1.8e12 + age * 1000,
      createTime: 1.8e12,
      waited: age * 1000,
      remaining: Infinity,
      hidden: false,
      told,
      interval: null,
      random: random(),
    }).delay / 1000;
}
