// The steps of a long command: how long each took is told at its end, and some can go on at once.

/** @typedef {{ name: string, seconds: number }} Step */

/** @type {Step[]} of this process */
const taken = [];

/**
 * Does a step and notes how long it took, also when it fails.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const start = performance.now();
  try {
    return await work();
  } finally {
    taken.push({ name, seconds: (performance.now() - start) / 1000 });
  }
}

/**
 * Does several things at once. A failure is thrown once all have ended: then it is the last that is said, and nothing goes on behind it.
 * @param {(() => Promise<unknown>)[]} works
 */
export async function together(...works) {
  const ends = await Promise.allSettled(works.map((work) => work()));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** @returns {boolean} whether there is anything to tell */
export function stepsTaken() {
  return taken.length > 0;
}

/**
 * @param {Step[]} [steps]
 * @param {number} [seconds] of the whole command
 * @param {number} [least] seconds of a step that is worth a line
 * @returns {string} a line for each step and one for all; a step may be part of another, or go on beside it
 */
export function stepTable(steps = taken, seconds = performance.now() / 1000, least = 0.5) {
  return [...steps.filter((each) => each.seconds >= least), { name: 'all of it', seconds }]
    .map((each) => `${each.seconds.toFixed(1).padStart(7)} s  ${each.name}`)
    .join('\n');
}
