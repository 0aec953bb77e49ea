// What the parts in Node have in common: numbers go by contender, and each part runs alone as well.
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { interleaved, rowsOf as rowsOfRounds, tableOf } from './measuring.js';

/** @typedef {import('./measuring.js').Row} Row */
/** @typedef {{ title: string, measure: (run: import('./measuring.js').Run) => Promise<Row[]> }} Part */
/** @typedef {Record<string, number[]>} Numbers by contender */

/**
 * @param {string[]} contenders
 * @param {number} rounds
 * @param {(contender: string) => number | Promise<number>} timeOf
 * @param {number} [warmUp] rounds before those
 * @returns {Promise<Numbers>}
 */
export async function inTurns(contenders, rounds, timeOf, warmUp = 0) {
  const numbers = await interleaved(contenders, rounds, timeOf, { warmUp });
  return Object.fromEntries(contenders.map((name, at) => [name, numbers[at] ?? []]));
}

/**
 * @param {string} name of the case
 * @param {Row['unit']} unit
 * @param {Numbers} numbers
 * @param {string} [reference] the contender that the others are compared with; none
 * @returns {Row[]}
 */
export function rowsOf(name, unit, numbers, reference) {
  return rowsOfRounds({
    case: name,
    unit,
    contenders: Object.keys(numbers),
    numbers: Object.values(numbers),
    ...(reference === undefined ? undefined : { reference }),
  });
}

/**
 * `node tests/bench/<name>.js [--rounds N] [--beside <folder>] [--json]`: prints the part's table.
 * @param {string} url of the part's module; nothing happens where another one was started
 * @param {Part} part
 * @param {number} rounds unless told
 */
export async function runAlone(url, { title, measure }, rounds) {
  if (pathToFileURL(process.argv[1] ?? '').href !== url) return;
  const { values } = parseArgs({
    options: { rounds: { type: 'string' }, beside: { type: 'string' }, json: { type: 'boolean' } },
  });
  const { beside } = values;
  const log = (/** @type {string} */ line) => console.error(line);
  const measured = await measure({
    rounds: Number(values.rounds ?? rounds),
    log,
    ...(beside !== undefined && { beside }),
  });
  console.log(
    values.json ? JSON.stringify(measured, null, 2) : `${title}; Node ${process.version}\n\n${tableOf(measured)}`,
  );
}
