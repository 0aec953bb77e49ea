// What the bench's parts have in common: contenders take turns, their numbers become rows, and each part runs alone as well.
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { median, quartiles } from './measuring.js';

/** @typedef {'ms' | 'µs' | 'B' | 'KiB'} Unit */

/**
 * One line of a part's table.
 * @typedef {object} Row
 * @property {string} contender
 * @property {string} case
 * @property {Unit} unit
 * @property {number} median
 * @property {number} low the first quartile
 * @property {number} high the third
 * @property {number | null} ratio of medians, to the contender that the part compares with, in the same case
 */

/** @typedef {{ rounds: number, log: (line: string) => void }} MeasureOptions log: how far it is */
/** @typedef {{ title: string, measure: (options: MeasureOptions) => Promise<Row[]> }} Part */
/** @typedef {Record<string, number[]>} Numbers by contender */

/**
 * Whoever comes first in a round comes last in the next, so that what slows the machine slows all.
 * @param {string[]} contenders
 * @param {number} rounds
 * @param {(contender: string) => number | Promise<number>} timeOf
 * @param {number} [warmUp] rounds before those
 * @returns {Promise<Numbers>}
 */
export async function inTurns(contenders, rounds, timeOf, warmUp = 0) {
  /** @type {Numbers} */
  const numbers = Object.fromEntries(contenders.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const turn of contenders.keys()) {
      const name = String(contenders[(turn + round + warmUp) % contenders.length]);
      const time = await timeOf(name);
      if (round >= 0) numbers[name]?.push(time);
    }
  }
  return numbers;
}

/**
 * @param {string} name of the case
 * @param {Unit} unit
 * @param {Numbers} numbers
 * @param {string} [than] the contender that the others are compared with; none
 * @returns {Row[]}
 */
export function rowsOf(name, unit, numbers, than) {
  const one = than === undefined ? null : median(numbers[than] ?? []);
  return Object.entries(numbers).map(([contender, all]) => {
    const [low, middle, high] = quartiles(all);
    return { contender, case: name, unit, median: middle, low, high, ratio: one && middle / one };
  });
}

/**
 * `node tests/bench/<name>.js [--rounds N] [--json]`: prints the part's table.
 * @param {string} url of the part's module; nothing happens where another one was started
 * @param {Part} part
 * @param {number} rounds unless told
 */
export async function runAlone(url, { title, measure }, rounds) {
  if (pathToFileURL(process.argv[1] ?? '').href !== url) return;
  const { values } = parseArgs({ options: { rounds: { type: 'string' }, json: { type: 'boolean' } } });
  const rows = await measure({ rounds: Number(values.rounds ?? rounds), log: (line) => console.error(line) });
  if (values.json) return console.log(JSON.stringify(rows, null, 2));
  console.log(`${title}; Node ${process.version}`);
  console.table(rows.map(readable));
}

/** @param {Row} row */
function readable({ contender, case: name, unit, median, low, high, ratio }) {
  const text = (/** @type {number} */ number) =>
    number.toFixed(Math.abs(number) < 10 ? 2 : Math.abs(number) < 100 ? 1 : 0);
  return {
    case: name,
    contender,
    median: `${text(median)} ${unit}`,
    quartiles: `${text(low)}–${text(high)}`,
    ratio: ratio === null ? '' : ratio.toFixed(2),
  };
}
