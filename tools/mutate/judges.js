// What becomes of a mutant: JavaScript is judged by the test files that reach it, the core by its native suites.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, SetupError } from '../process.js';
import { setUp } from '../setup.js';
import { isJavaScript } from './javascript.js';
import { mutated } from './mutant.js';
import { reaches } from './reach.js';
import { runTest } from './test-run.js';

/**
 * killed: by a test, or because it never came to an end; unreached: no test runs it; invalid: it is no program, or the same one.
 * @typedef {object} Verdict
 * @property {'killed' | 'survived' | 'unreached' | 'invalid'} fate
 * @property {string} [by] the test
 */

/** @typedef {(mutant: import('./mutant.js').Mutant, place: import('./place.js').Place) => Promise<Verdict>} Judge */

/** A test that takes that many times as long as it did, and some seconds, hangs. */
const PATIENCE = { times: 6, more: 20_000, most: 90_000 };

/**
 * @param {[file: string, reach: import('./reach.js').Reach][]} tests
 * @returns {Judge}
 */
export function javascriptJudge(tests) {
  /** @type {Map<string, number>} by source and test file: what has killed there is asked first */
  const kills = new Map();
  return async (mutant, place) => {
    const source = await readFile(join(place.folder, mutant.file), 'utf8');
    if (!isJavaScript(mutated(source, mutant))) return { fate: 'invalid' };
    /** @param {string} test */
    const nameOf = (test) => `${mutant.file} ${test}`;
    const order = tests
      .filter(([, reach]) => reaches(reach, mutant))
      .map(([test, { ms, tries }]) => ({ test, ms, tries, cost: ms / (1 + (kills.get(nameOf(test)) ?? 0)) }))
      .sort((a, b) => a.cost - b.cost);
    if (order.length === 0) return { fate: 'unreached' };
    return place.with(mutant, async () => {
      for (const { test, ms, tries } of order) {
        const timeout = Math.min(ms * PATIENCE.times + PATIENCE.more, ms + PATIENCE.most);
        const end = await endOf(tries, () => runTest(place.folder, test, { timeout }));
        if (end === 'passed') continue;
        kills.set(nameOf(test), (kills.get(nameOf(test)) ?? 0) + 1);
        return { fate: 'killed', by: end === 'failed' ? test : `${test}, in vain` };
      }
      return { fate: 'survived' };
    });
  };
}

/**
 * @param {number} tries that the test may need to pass
 * @param {() => ReturnType<typeof runTest>} attempt
 */
async function endOf(tries, attempt) {
  for (let failures = 1; ; failures++) {
    const { end } = await attempt();
    if (end !== 'failed' || failures >= tries) return end;
  }
}

/**
 * Without debug information, so that equal programs are equal bytes; the library's own checks instead of sanitizers. The
 * core is a shared library: the suites' programs stay as they are when a mutant is linked.
 */
const SETTINGS = [
  '-DCMAKE_BUILD_TYPE=',
  '-DCMAKE_CXX_FLAGS=-O1 -w -D_GLIBCXX_ASSERTIONS',
  '-DALEPH_SANITIZE=OFF',
  '-DBUILD_SHARED_LIBS=ON',
  '-DCMAKE_LINK_DEPENDS_NO_SHARED=ON',
];

/** s, of a suite that takes much less than one: a mutant may loop for ever, and must not take the machine's memory meanwhile. */
const SUITE_TIMEOUT = '20';
const LIMITED = ['-c', 'ulimit -v 4000000; exec "$@"', 'sh'];

const LIBRARY = process.platform === 'darwin' ? 'libaleph_core.dylib' : 'libaleph_core.so';

/**
 * Builds the core natively in a place.
 * @param {import('./place.js').Place} place
 * @returns {Promise<Judge>} for this place alone
 */
export async function coreJudge(place) {
  const { cmake, ctest, env } = await setUp();
  const folder = join(place.folder, 'build/mutate');
  const json = `-DALEPH_JSON_INCLUDE=${env.KIE_ALEPH_JSON_INCLUDE}`;
  await run(cmake, ['-S', place.folder, '-B', folder, '-G', 'Ninja', json, ...SETTINGS], { env });
  /** @param {string} target */
  const build = (target) => run(cmake, ['--build', folder, '--target', target], { env });
  /** @param {string} suite */
  const test = (suite) =>
    run('sh', [...LIMITED, ctest, '--test-dir', folder, '--tests-regex', `^${suite}$`, '--timeout', SUITE_TIMEOUT], {
      env,
    });
  const library = async () =>
    createHash('sha256')
      .update(await readFile(join(folder, LIBRARY)))
      .digest('hex');
  await build('all');
  /** @type {{ tests: { name: string }[] }} */
  const { tests } = JSON.parse(await run(ctest, ['--test-dir', folder, '--show-only=json-v1'], { env }));
  const suites = tests.map(({ name }) => name);
  for (const suite of suites) await test(suite);
  const unchanged = await library();
  /** @type {Map<string, number>} by source and suite: what has killed there is asked first */
  const kills = new Map();
  return (mutant) => {
    /** @param {string} suite */
    const killsOf = (suite) => kills.get(`${mutant.file} ${suite}`) ?? Number(mutant.file.includes(suite));
    return place.with(mutant, async () => {
      const broken = await failureOf(build('aleph_core'));
      if (broken)
        return /static assertion/.test(broken) ? { fate: 'killed', by: 'static_assert' } : { fate: 'invalid' };
      const isHeader = mutant.file.endsWith('.hpp');
      // The compiler has shown that it means the same.
      if (!isHeader && (await library()) === unchanged) return { fate: 'invalid', by: 'same code' };
      if (isHeader && (await failureOf(build('all')))) return { fate: 'invalid' };
      for (const suite of suites.toSorted((a, b) => killsOf(b) - killsOf(a))) {
        if (!(await failureOf(test(suite)))) continue;
        kills.set(`${mutant.file} ${suite}`, killsOf(suite) + 1);
        return { fate: 'killed', by: suite };
      }
      return { fate: 'survived' };
    });
  };
}

/** @param {Promise<unknown>} step @returns {Promise<string | undefined>} */
async function failureOf(step) {
  try {
    await step;
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}
