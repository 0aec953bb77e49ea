// `npm run bench`: how fast kie-aleph is, beside what people would use instead; docs/bench.md says what each table means.
// `--only first-result,bytes` picks parts, `--rounds 50` says how often each contender has its turn, `--json` prints JSON,
// `--trace` adds where the time of a first result goes, `--beside <folder>` is what the page is compared with.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { runMain, SetupError } from '../../tools/process.js';
import { tableOf } from './measuring.js';
import { installPeers } from './peers.js';

/**
 * flag: without it the part runs only if named; alone: it compares with no package.
 * @type {readonly { name: string, file: string, flag?: 'trace', alone?: true }[]}
 */
const PARTS = [
  { name: 'first-result', file: './first-result.js' },
  { name: 'later-result', file: './later-result.js' },
  { name: 'further-calls', file: './further-calls.js' },
  { name: 'bytes', file: './bytes.js' },
  { name: 'page', file: './page.js', alone: true },
  { name: 'trace', file: './trace.js', flag: 'trace' },
  { name: 'decode', file: './decode.js' },
  { name: 'memory', file: './memory.js' },
  { name: 'in-flight', file: './in-flight.js' },
  { name: 'node-start', file: './node-start.js' },
];

/** @typedef {{ title: string, measure: (run: import('./measuring.js').Run) => Promise<import('./measuring.js').Row[]> }} Part */
/** @typedef {{ title: string, rows: import('./measuring.js').Row[], notes: string[] }} Report */

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '25' },
    trace: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    beside: { type: 'string' },
  },
});

/** @returns {typeof PARTS} those that are asked for */
function chosenParts() {
  const names = values.only?.split(',');
  const unknown = names?.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined)
    throw new SetupError(`There is no part "${unknown}"; there are ${PARTS.map(({ name }) => name).join(', ')}.`);
  return PARTS.filter(({ name, flag }) => names?.includes(name) || (flag ? values[flag] : !names));
}

/** @returns {number} */
function chosenRounds() {
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new SetupError('--rounds is a whole number, at least 1.');
  return rounds;
}

/** @param {typeof PARTS[number]} part @param {number} rounds @returns {Promise<Report>} */
async function runPart({ name, file }, rounds) {
  /** @type {Part} */
  const { title, measure } = await import(file);
  const { beside } = values;
  /** @type {string[]} */
  const notes = [];
  const log = (/** @type {string} */ line) => {
    notes.push(line);
    console.error(`${name}: ${line}`);
  };
  return { title, rows: await measure({ rounds, log, ...(beside !== undefined && { beside }) }), notes };
}

async function main() {
  const rounds = chosenRounds();
  const chosen = chosenParts();
  if (chosen.some(({ alone }) => !alone)) await installPeers();
  const say = (/** @type {string} */ text) => values.json || console.log(text);
  const date = new Date().toISOString();
  const machine = { cpu: String(cpus()[0]?.model), cores: cpus().length, node: process.version };
  say(`${date}, ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${rounds} rounds`);
  /** @type {Record<string, Report>} */
  const parts = {};
  for (const part of chosen) {
    try {
      const report = await runPart(part, rounds);
      parts[part.name] = report;
      say(`\n## ${report.title}\n\n${tableOf(report.rows)}\n\n${report.notes.join('; ')}`);
    } catch (error) {
      // What the others have measured is not lost with it.
      console.error(`${part.name}:`, error);
      process.exitCode = 1;
    }
  }
  if (values.json) console.log(JSON.stringify({ date, machine, rounds, parts }, null, 2));
}

runMain(main);
