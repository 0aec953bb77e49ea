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
 * @property {string} [beside] folder of another checkout, built, to compare with; only `page` does
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

/** @param {number} number @returns {string} with as many digits as mean something */
function written(number) {
  if (Number.isInteger(number)) return String(number);
  return number.toFixed(Math.abs(number) >= 1000 ? 0 : Math.abs(number) >= 100 ? 1 : 2);
}

/** @type {readonly { head: string, isNumber: boolean, cell: (row: Row, before: Row | undefined) => string }[]} */
const COLUMNS = [
  { head: 'case', isNumber: false, cell: (row, before) => (row.case === before?.case ? '' : row.case) },
  { head: 'contender', isNumber: false, cell: ({ contender }) => contender },
  { head: 'median', isNumber: true, cell: ({ median, unit }) => `${written(median)} ${unit}` },
  { head: 'quartiles', isNumber: true, cell: ({ low, high }) => `${written(low)}–${written(high)}` },
  { head: 'ratio', isNumber: true, cell: ({ ratio }) => ratio?.toFixed(2) ?? '' },
];

/** @param {readonly Row[]} rows @returns {string} a table in Markdown, which also reads well as it is */
export function tableOf(rows) {
  const columns = COLUMNS.map(({ head, isNumber, cell }) => {
    const cells = [head, ...rows.map((row, at) => cell(row, rows[at - 1]))];
    const width = Math.max(...cells.map(({ length }) => length));
    const [first, ...others] = cells.map((text) => (isNumber ? text.padStart(width) : text.padEnd(width)));
    return [first, isNumber ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width), ...others];
  });
  return Array.from(
    { length: rows.length + 2 },
    (_, line) => `| ${columns.map((cells) => cells[line]).join(' | ')} |`,
  ).join('\n');
}
