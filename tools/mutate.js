// `npm run mutate`: breaks the code in one place at a time and sees whether a test notices. CONTRIBUTING.md, "Mutants".
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { filesOf } from './files-of.js';
import { cppMutants } from './mutate/cpp.js';
import { javascriptMutants } from './mutate/javascript.js';
import { coreJudge, javascriptJudge } from './mutate/judges.js';
import { sample, sampleOfEach } from './mutate/mutant.js';
import { Place } from './mutate/place.js';
import { reachOfTests } from './mutate/reach.js';
import { stopTests } from './mutate/test-run.js';
import { runMain, SetupError } from './process.js';
import { ROOT } from './setup.js';

/** @typedef {import('./mutate/mutant.js').Mutant} Mutant */
/** @typedef {Mutant & import('./mutate/judges.js').Verdict & { part: string }} Judged */
/** @typedef {{ file: string, source: string, change: string, why: string }} Equivalent */

/** What is broken, by part. @type {Record<string, string[]>} */
const PARTS = {
  core: ['src/core'],
  client: ['web/client/call', 'web/client/follow'],
  proxy: ['web/proxy'],
};

const USAGE = `npm run mutate -- [--only core|client|proxy|FILE] [--each N] [--sample N] [--seed N] [--jobs N]
                  [--longest MS] [--json] [--list]
  --only    one part, a folder or a file; may be repeated
  --each    that many of the mutants of each function, drawn by chance
  --sample  that many of the mutants, drawn by chance; of each part
  --seed    of that chance, default 1
  --jobs    how many at once, default: as there are cores
  --longest ms of the tests that are asked: without the slow ones a score is a lower bound
  --json    prints what became of each mutant, as JSON
  --list    says which mutants there are, and tries none`;

/** @returns {Promise<Map<string, string>>} why a change changes nothing that anybody can see, by what it changes */
async function knownEquivalents() {
  /** @type {Equivalent[]} */
  const rows = JSON.parse(await readFile(new URL('./mutate/equivalent.json', import.meta.url), 'utf8'));
  return new Map(rows.map((row) => [nameOf(row), row.why]));
}

/** @param {{ file: string, source: string, change: string }} mutant @returns {string} the same when lines above it come and go */
function nameOf({ file, source, change }) {
  return JSON.stringify([file, source, change]);
}

/** @param {string[]} only @returns {[string, string[]][]} parts and their files */
function chosen(only) {
  const parts = Object.entries(PARTS);
  const named = only.length === 0 ? parts : only.flatMap((name) => parts.filter(([part]) => part === name));
  const paths = only.filter((name) => !(name in PARTS));
  return [...named, ...paths.map((path) => /** @type {[string, string[]]} */ ([path, [path]]))].map(
    ([part, folders]) => [part, filesOf(ROOT, ...folders).filter((file) => /\.(js|[ch]pp)$/.test(file))],
  );
}

/** @param {string} file @returns {Promise<Mutant[]>} */
async function mutantsOf(file) {
  const text = await readFile(join(ROOT, file), 'utf8');
  return file.endsWith('.js') ? javascriptMutants(file, text) : cppMutants(file, text);
}

/**
 * @param {(Mutant & { part: string })[]} mutants
 * @param {{ jobs: number, longest: number }} options longest: ms of the tests that are asked
 * @returns {Promise<Judged[]>}
 */
async function judged(mutants, { jobs, longest }) {
  /** @type {Judged[]} */
  const done = [];
  /** @param {(Mutant & { part: string })[]} queue @param {Place} place @param {import('./mutate/judges.js').Judge} judge */
  const work = async (queue, place, judge) => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const verdict = await judge(mutant, place);
      done.push({ ...mutant, ...verdict });
      console.error(`${done.length}/${mutants.length} ${verdict.fate} ${mutant.file}:${mutant.line} ${mutant.change}`);
    }
  };
  const places = await Promise.all(Array.from({ length: jobs }, () => Place.make()));
  const stop = () => {
    stopTests();
    for (const place of places) place.remove();
    process.exit(130);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, stop);
  try {
    const scripts = mutants.filter(({ file }) => file.endsWith('.js'));
    if (scripts.length > 0) {
      const tests = await reachOfTests(places, (at, all, file) => console.error(`reach ${at}/${all} ${file}`));
      const judge = javascriptJudge([...tests].filter(([, { ms }]) => ms <= longest));
      await Promise.all(places.map((place) => work(scripts, place, judge)));
    }
    const core = mutants.filter(({ file }) => !file.endsWith('.js'));
    if (core.length > 0) {
      await Promise.all(places.map(async (place) => work(core, place, await coreJudge(place))));
    }
  } finally {
    for (const place of places) place.remove();
  }
  return done;
}

/** @param {Judged[]} all @param {number} equivalent */
function score(all, equivalent) {
  const count = (/** @type {string} */ fate) => all.filter((mutant) => mutant.fate === fate).length;
  const killed = count('killed');
  const valid = all.length - count('invalid');
  return {
    tried: all.length + equivalent,
    invalid: count('invalid'),
    equivalent,
    killed,
    survived: count('survived'),
    unreached: count('unreached'),
    score: valid === 0 ? null : Math.round((1000 * killed) / valid) / 10,
  };
}

/** @param {string[]} args */
async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      each: { type: 'string', default: 'Infinity' },
      sample: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: '1' },
      longest: { type: 'string', default: 'Infinity' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      json: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const equivalents = await knownEquivalents();
  /** @type {(Mutant & { part: string })[]} */
  const mutants = [];
  /** @type {Record<string, number>} by part */
  const equivalent = {};
  for (const [part, files] of chosen(values.only)) {
    if (files.length === 0) throw new SetupError(`${part} is no part and no file.\n${USAGE}`);
    const all = (await Promise.all(files.map(mutantsOf))).flat();
    const seed = Number(values.seed);
    for (const mutant of sample(sampleOfEach(all, Number(values.each), seed), Number(values.sample), seed)) {
      if (equivalents.has(nameOf(mutant))) equivalent[part] = (equivalent[part] ?? 0) + 1;
      else mutants.push({ part, ...mutant });
    }
  }
  if (values.list) return console.log(mutants.map(({ file, line, change }) => `${file}:${line} ${change}`).join('\n'));
  const results = await judged(mutants, { jobs: Number(values.jobs), longest: Number(values.longest) });
  if (values.json) return console.log(JSON.stringify(results, null, 2));
  const parts = [...new Set(mutants.map(({ part }) => part))];
  const table = Object.fromEntries(
    parts.map((part) => [
      part,
      score(
        results.filter((mutant) => mutant.part === part),
        equivalent[part] ?? 0,
      ),
    ]),
  );
  for (const { file, line, source, change, fate } of results.filter(({ fate }) => /survived|unreached/.test(fate)))
    console.log(`${fate}  ${file}:${line}\n  ${source}\n  ${change}`);
  console.table(table);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runMain(() => main(process.argv.slice(2)));
