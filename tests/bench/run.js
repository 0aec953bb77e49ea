// `npm run bench`: how fast kie-aleph is, beside what people would use instead; docs/bench.md says what each table means.
// `--only first-result,bytes` picks parts, `--rounds 50` says how often each contender has its turn, `--json` prints JSON,
// `--trace` adds where the time of a first result goes.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { tableOf } from './measuring.js';
import { installPeers } from './peers.js';

/** @type {readonly { name: string, file: string, flag?: 'trace' }[]} flag: without it the part runs only if named */
const PARTS = [
  { name: 'first-result', file: './first-result.js' },
  { name: 'further-calls', file: './further-calls.js' },
  { name: 'bytes', file: './bytes.js' },
  { name: 'trace', file: './trace.js', flag: 'trace' },
  { name: 'decode', file: './decode.js' },
  { name: 'memory', file: './memory.js' },
  { name: 'in-flight', file: './in-flight.js' },
  { name: 'node-start', file: './node-start.js' },
];

/** @typedef {{ title: string, measure: (run: import('./measuring.js').Run) => Promise<import('./measuring.js').Row[]> }} Part */

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '25' },
    trace: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

/** @returns {typeof PARTS} the parts that are asked for */
function chosenParts() {
  const names = values.only?.split(',');
  const unknown = names?.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no part "${unknown}"; there are ${PARTS.map(({ name }) => name).join(', ')}.`);
  return PARTS.filter(({ name, flag }) => names?.includes(name) || (flag ? values[flag] : !names));
}

const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new RangeError('--rounds is a whole number, at least 1.');
const chosen = chosenParts();
await installPeers();

const machine = { node: process.version, cpu: String(cpus()[0]?.model), cores: cpus().length };
const date = new Date().toISOString();
/** @type {Record<string, { title: string, notes: string[], rows: import('./measuring.js').Row[] }>} */
const parts = {};
if (!values.json)
  console.log(`${date}, ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${rounds} rounds`);

for (const { name, file } of chosen) {
  try {
    /** @type {Part} */
    const { title, measure } = await import(file);
    /** @type {string[]} */
    const notes = [];
    const log = (/** @type {string} */ line) => {
      notes.push(line);
      console.error(`${name}: ${line}`);
    };
    const rows = await measure({ rounds, log });
    parts[name] = { title, notes, rows };
    if (!values.json) console.log(`\n${title} (${notes.join('; ')})\n\n${tableOf(rows)}`);
  } catch (error) {
    // What the others have measured is not lost with it.
    console.error(`${name}:`, error);
    process.exitCode = 1;
  }
}
if (values.json) console.log(JSON.stringify({ date, machine, rounds, parts }, null, 2));
