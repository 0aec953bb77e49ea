// `npm test`: builds everything, checks the types, and runs all tests; the core's and the client's again under sanitizers.
import { installTools } from '../tests/package/installed.js';
import { build } from './build.js';
import { fuzzShortly } from './fuzz.js';
import { ensurePrograms, missingPackages, PROGRAMS } from './machine-packages.js';
import { run, runMain, SetupError } from './process.js';
import { outdatedBlocks } from './readme.js';
import {
  ALL_CORES,
  ALONE,
  FEW_ANSWERS,
  FEW_CALLS,
  needsNoBrowser,
  ONE_MORE,
  runNativeTests,
  runStep,
  runTests,
  SIDE_BY_SIDE,
  testFiles,
} from './run-tests.js';
import { ROOT, setUp } from './setup.js';
import { step, stepTable, together } from './steps.js';
import { preparePackage } from './test-package.js';

const NEEDED = Object.values(PROGRAMS);

/** @returns {Promise<string>} what git sees changed or new; nothing outside of a checkout */
function workTree() {
  return run('git', ['status', '--porcelain'], { cwd: ROOT }).catch(() => '');
}

/** What is fetched comes while the compiler works. */
async function prepare() {
  // What only root could install is told before anything is built.
  missingPackages(NEEDED);
  // Alone: while dpkg replaces a library, nothing that needs it starts, and Node may.
  await step("the machine's packages", () => ensurePrograms(NEEDED));
  await step('set-up', setUp);
  await together(
    () => step('what the package is tried in', installTools),
    async () => {
      for (const preset of ['release', 'sanitize']) await build(preset);
    },
  );
  await together(
    async () => {
      await build('native');
      await runNativeTests();
    },
    async () => {
      await step('pack', preparePackage);
      await runStep('types', process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tools']);
    },
  );
}

async function test() {
  await step('the core under fuzzing, shortly', fuzzShortly);
  const sideBySide = testFiles(...SIDE_BY_SIDE).filter(needsNoBrowser);
  const others = testFiles('.').filter((file) => !sideBySide.includes(file) && !ALONE.includes(file));
  await runTests('tests in Node alone, release build', sideBySide, { atOnce: ALL_CORES });
  await runTests('all other tests, release build', others, { atOnce: ONE_MORE });
  await runTests('tests that need the machine for themselves', ALONE);
  await together(
    // A linker uses one core.
    () => runStep('two builds of the same sources', process.execPath, ['tools/check-reproducible.js']),
    () =>
      runTests('core and client tests, sanitizer build', testFiles('core', 'client'), {
        atOnce: ALL_CORES,
        args: ['--import', './tests/helpers/use-build.js'],
        // It is some ten times slower.
        env: {
          KIE_ALEPH_BUILD: 'build/sanitize/module',
          KIE_ALEPH_CALLS: FEW_CALLS,
          KIE_ALEPH_DIFFERENCES: FEW_ANSWERS,
        },
      }),
  );
}

async function main() {
  const before = await workTree();
  await prepare();
  await test();
  const outdated = await outdatedBlocks();
  if (outdated.length > 0)
    console.log(
      `\nREADME.md or docs/recipes is not of this machine in: ${outdated.join(', ')}. \`npm run readme\` writes it anew.`,
    );
  // Elsewhere somebody may be at work while the tests run.
  if (process.env.CI && (await workTree()) !== before) throw new SetupError(`The tests changed:\n${await workTree()}`);
}

runMain(() => main().finally(() => console.log(`\n${stepTable()}`)));
