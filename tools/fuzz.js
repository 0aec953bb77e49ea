// `npm run fuzz -- --seconds N [--target read]`: fuzzes the core on every core of the machine, from the contract's tables and from
// what earlier runs found; prints how often each target ran and what was found. Everything is kept below build/fuzz.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seeds, writeCorpus } from '../tests/fuzz/write-corpus.js';
import { build } from './build.js';
import { runMain, SetupError } from './process.js';
import { ROOT } from './setup.js';

const FOLDER = join(ROOT, 'build/fuzz');
const DICTIONARY = join(ROOT, 'tests/fuzz/kie-aleph.dict');
const TARGETS = Object.keys(seeds);

/** Runs of each target in `npm test`: some seconds in all. */
const FEW_RUNS = 20_000;

/** Bytes of the longest input. Ten minutes for one of them are a hang, also where many others are at work; nothing shorter is a finding. */
const LIMITS = ['-max_len=4096', '-timeout=600', '-report_slow_units=600'];

/**
 * @typedef {object} Fuzzed
 * @property {string} target
 * @property {number} executions
 * @property {number} seconds
 * @property {string[]} findings paths of the inputs
 * @property {string} output the end of it, where something was found
 */

/**
 * The same inputs every time: a failure is one of the change that is tested.
 * @throws {SetupError} with everything that was found
 */
export async function fuzzShortly() {
  await prepare();
  await rm(join(FOLDER, 'short'), { recursive: true, force: true });
  report(await inTurn(TARGETS, (target) => fuzzOne(target, 'short', [`-runs=${FEW_RUNS}`, '-seed=1'])));
}

/**
 * @param {number} seconds in all, shared by the targets
 * @param {string[]} [targets]
 * @throws {SetupError} with everything that was found
 */
export async function fuzz(seconds, targets = TARGETS) {
  await prepare();
  const each = Math.max(1, Math.round((seconds * Math.min(availableParallelism(), targets.length)) / targets.length));
  report(await inTurn(targets, (target) => fuzzOne(target, 'corpus', [`-max_total_time=${each}`])));
}

async function prepare() {
  await build('fuzz');
  writeCorpus(join(FOLDER, 'seeds'));
}

/**
 * As many at once as there are cores.
 * @param {string[]} targets
 * @param {(target: string) => Promise<Fuzzed>} work
 */
async function inTurn(targets, work) {
  const queue = [...targets];
  /** @type {Fuzzed[]} */
  const done = [];
  printRow(['target', 'executions', 'per second', 'findings']);
  const worker = async () => {
    for (let target = queue.shift(); target; target = queue.shift()) {
      const one = await work(target);
      printFuzzed(one);
      done.push(one);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return done;
}

/**
 * @param {string} target
 * @param {string} kept folder for what is found worth keeping
 * @param {string[]} how
 * @returns {Promise<Fuzzed>}
 */
async function fuzzOne(target, kept, how) {
  const corpus = join(FOLDER, kept, target);
  const findings = join(FOLDER, 'findings', target);
  for (const folder of [corpus, findings]) await mkdir(folder, { recursive: true });
  const before = new Set(await readdir(findings));
  const started = Date.now();
  const child = spawn(
    join(FOLDER, 'tests/fuzz', `fuzz-${target}`),
    [
      ...how,
      ...LIMITS,
      `-dict=${DICTIONARY}`,
      `-artifact_prefix=${findings}/`,
      '-print_final_stats=1',
      corpus,
      join(FOLDER, 'seeds', target),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output = (output + text).slice(-20_000);
  });
  const [code] = await once(child, 'close');
  const executions = Number(/stat::number_of_executed_units:\s*(\d+)/.exec(output)?.[1] ?? 0);
  const found = (await readdir(findings)).filter((name) => !before.has(name)).map((name) => join(findings, name));
  const isGood = code === 0 && executions > 0 && found.length === 0;
  return { target, executions, seconds: (Date.now() - started) / 1000, findings: found, output: isGood ? '' : output };
}

/** @param {(string | number)[]} cells */
function printRow([name = '', ...cells]) {
  const texts = cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell));
  console.log(String(name).padEnd(12) + texts.map((text) => text.padStart(14)).join(''));
}

/** @param {Fuzzed} one */
function printFuzzed({ target, executions, seconds, findings }) {
  printRow([target, executions, Math.round(executions / seconds), findings.length]);
}

/** @param {Fuzzed[]} all */
function report(all) {
  const sum = all.reduce((total, { executions }) => total + executions, 0);
  printRow(['all', sum, '', all.reduce((total, { findings }) => total + findings.length, 0)]);
  const bad = all.filter(({ output }) => output);
  if (bad.length === 0) return;
  const faults = bad.map(({ target, findings, output }) => [target, ...findings, output].join('\n'));
  throw new SetupError(faults.join('\n\n'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { seconds: { type: 'string', default: '60' }, target: { type: 'string', multiple: true } },
  });
  runMain(async () => {
    const unknown = values.target?.find((name) => !TARGETS.includes(name));
    if (unknown !== undefined) throw new SetupError(`There is no target ${unknown}, but ${TARGETS.join(', ')}.`);
    const seconds = Number(values.seconds);
    if (!(seconds > 0)) throw new SetupError('--seconds is a number above 0.');
    await fuzz(seconds, values.target);
  });
}
