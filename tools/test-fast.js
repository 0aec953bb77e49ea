// `npm run test:fast`: the core natively, the client and all else that runs in Node alone. No browser, and no download but the toolchain.
import { build } from './build.js';
import { ensurePrograms, PROGRAMS } from './machine-packages.js';
import { runMain } from './process.js';
import {
  ALL_CORES,
  FEW_ANSWERS,
  FEW_CALLS,
  needsNoBrowser,
  runNativeTests,
  runTests,
  SIDE_BY_SIDE,
  testFiles,
} from './run-tests.js';
import { setUp } from './setup.js';
import { step, stepTable } from './steps.js';

runMain(async () => {
  await step('set-up', setUp);
  await step("the machine's packages", () => ensurePrograms([PROGRAMS.compiler]));
  for (const preset of ['native', 'release']) await build(preset);
  await runNativeTests();
  const files = testFiles(...SIDE_BY_SIDE).filter(needsNoBrowser);
  await runTests('the client, in Node', files, {
    atOnce: ALL_CORES,
    env: { KIE_ALEPH_CALLS: FEW_CALLS, KIE_ALEPH_DIFFERENCES: FEW_ANSWERS },
  });
  console.log(`\n${stepTable()}`);
});
