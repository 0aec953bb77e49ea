// What the parts of `npm run bench` share: contenders measured in turns, medians and quartiles, rows, and how they are printed.

/**
 * What one contender needed in one case.
 * @typedef {object} Row
 * @property {string} contender
 * @property {string} case
 * @property {'ms' | 'µs' | 'B' | 'KiB'} unit
 * @property {number} median
 * @property {number} low the lower quartile
 * @property {number} high the upper quartile
 * @property {number | null} ratio of the medians, to the contender that the part compares with, in the same case
 */

/**
 * How a part is run.
 * @typedef {object} Run
 * @property {number} rounds in each of which every contender has its turn; a slow case makes do with fewer
 * @property {(line: string) => void} log for what is no row: versions, and how far it is
 */

/** @param {readonly number[]} numbers @returns {number} of an even count the mean of the two in the middle */
export function median(numbers) {
  return quantile(numbers, 0.5);
}

/** @param {readonly number[]} numbers @returns {[low: number, median: number, high: number]} */
export function quartiles(numbers) {
  return [quantile(numbers, 0.25), quantile(numbers, 0.5), quantile(numbers, 0.75)];
}

/** Between two numbers in the line that joins them. @param {readonly number[]} numbers @param {number} share from 0 to 1 */
function quantile(numbers, share) {
  if (numbers.length === 0) throw new RangeError('Nothing was measured.');
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below = 0, above = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at % 1);
}

/**
 * Lets the contenders take turns, so that whatever else the machine does slows all of them. Whoever comes first in a round comes last in
 * the next.
 * @template Contender, Measured
 * @param {readonly Contender[]} contenders
 * @param {number} rounds
 * @param {(contender: Contender, round: number) => Measured | Promise<Measured>} timeOf round: below 0 while warming up
 * @param {{ warmUp?: number }} [options] warmUp: 1: rounds before, whose results are dropped
 * @returns {Promise<Measured[][]>} by contender and round
 */
export async function interleaved(contenders, rounds, timeOf, { warmUp = 1 } = {}) {
  const all = contenders.map(() => /** @type {Measured[]} */ ([]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const turn of contenders.keys()) {
      const at = (turn + round + warmUp) % contenders.length;
      const measured = await timeOf(/** @type {Contender} */ (contenders[at]), round);
      if (round >= 0) all[at]?.push(measured);
    }
  }
  return all;
}

/**
 * @param {object} measured
 * @param {string} measured.case
 * @param {Row['unit']} measured.unit
 * @param {readonly string[]} measured.contenders
 * @param {readonly (readonly number[])[]} measured.numbers by contender and round; a contender without any gets no row
 * @param {string} [measured.reference] the contender the others are compared with
 * @returns {Row[]}
 */
export function rowsOf({ case: of, unit, contenders, numbers, reference }) {
  const theirs = numbers[contenders.indexOf(reference ?? '')] ?? [];
  return contenders.flatMap((contender, at) => {
    const own = numbers[at] ?? [];
    if (own.length === 0) return [];
    const [low, middle, high] = quartiles(own);
    const ratio = theirs.length > 0 ? middle / median(theirs) : null;
    return [{ contender, case: of, unit, median: middle, low, high, ratio }];
  });
}

/** With as many digits as mean something. @param {number} number */
function written(number) {
  return Number.isInteger(number)
    ? String(number)
    : number.toFixed(Math.abs(number) >= 1000 ? 0 : Math.abs(number) >= 100 ? 1 : 2);
}

/** A table to paste into Markdown. @param {readonly Row[]} rows @returns {string} */
export function tableOf(rows) {
  const head = ['case', 'contender', 'median', 'quartiles', 'ratio'];
  const lines = rows.map((row, at) => [
    row.case === rows[at - 1]?.case ? '' : row.case,
    row.contender,
    `${written(row.median)} ${row.unit}`,
    `${written(row.low)}–${written(row.high)}`,
    row.ratio === null ? '' : row.ratio.toFixed(2),
  ]);
  const widths = head.map((name, column) => Math.max(name.length, ...lines.map((line) => line[column]?.length ?? 0)));
  // Numbers stand under each other at their right ends.
  const padded = (/** @type {string[]} */ line) =>
    `| ${line.map((text, column) => (column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column < 2 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [padded(head), rule, ...lines.map(padded)].join('\n');
}
