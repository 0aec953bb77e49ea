// `npm test`: builds everything, checks the types, and runs all tests; the core's and the client's again under sanitizers.
import { build } from './build.js';
import { fuzzShortly } from './fuzz.js';
import { ensurePrograms, PROGRAMS } from './machine-packages.js';
import { run, runMain, SetupError } from './process.js';
import { outdatedBlocks } from './readme.js';
import { installNodePackages, ROOT } from './setup.js';
import {
  ALL_CORES,
  FEW_CALLS,
  needsNoBrowser,
  runNativeTests,
  runStep,
  runTests,
  SIDE_BY_SIDE,
  testFiles,
} from './run-tests.js';
import { preparePackage } from './test-package.js';

/** @returns {Promise<string>} what git sees changed or new; nothing outside of a checkout */
function workTree() {
  return run('git', ['status', '--porcelain'], { cwd: ROOT }).catch(() => '');
}

runMain(async () => {
  const before = await workTree();
  await installNodePackages();
  await ensurePrograms(Object.values(PROGRAMS));
  for (const preset of ['release', 'native', 'sanitize']) await build(preset);
  await preparePackage();
  await runStep('types', process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tools']);
  await runNativeTests();
  console.log('\n── the core under fuzzing, shortly');
  await fuzzShortly();
  const sideBySide = testFiles(...SIDE_BY_SIDE).filter(needsNoBrowser);
  await runTests('tests in Node alone, release build', sideBySide, { args: ALL_CORES });
  await runTests(
    'all other tests, release build',
    testFiles('.').filter((file) => !sideBySide.includes(file)),
  );
  await runStep('two builds of the same sources', process.execPath, ['tools/check-reproducible.js']);
  await runTests('core and client tests, sanitizer build', testFiles('core', 'client'), {
    args: ['--import', './tests/helpers/use-build.js'],
    // It is some ten times slower.
    env: { KIE_ALEPH_BUILD: 'build/sanitize/module', KIE_ALEPH_CALLS: FEW_CALLS },
  });
  const outdated = await outdatedBlocks();
  if (outdated.length > 0)
    console.log(
      `\nREADME.md or docs/recipes is not of this machine in: ${outdated.join(', ')}. \`npm run readme\` writes it anew.`,
    );
  // Elsewhere somebody may be at work while the tests run.
  if (process.env.CI && (await workTree()) !== before) throw new SetupError(`The tests changed:\n${await workTree()}`);
});
