// `npm run test:fast`: the core natively, the client and all else that runs in Node alone. No browser, and no download but the toolchain.
import { availableParallelism } from 'node:os';
import { build } from './build.js';
import { ensurePrograms, PROGRAMS } from './machine-packages.js';
import { runMain } from './process.js';
import { FEW_CALLS, needsNoBrowser, runNativeTests, runTests, testFiles } from './run-tests.js';
import { installNodePackages } from './setup.js';

const FOLDERS = ['core', 'client', 'shared', 'words', 'element', 'page'];

runMain(async () => {
  const started = Date.now();
  await installNodePackages();
  await ensurePrograms([PROGRAMS.compiler]);
  for (const preset of ['native', 'release']) await build(preset);
  await runNativeTests();
  const files = testFiles(...FOLDERS).filter(needsNoBrowser);
  await runTests('the client, in Node', files, {
    // None waits for a browser: as many at once as there are cores.
    args: [`--test-concurrency=${availableParallelism()}`],
    env: { KIE_ALEPH_CALLS: FEW_CALLS },
  });
  console.log(`\nAll of it in ${Math.round((Date.now() - started) / 1000)} s.`);
});
