// `npm run test:package`: packs the package and tries it in empty folders: bundlers, engines, runtimes.
import { fileURLToPath } from 'node:url';
import { installTools, pack } from '../tests/package/installed.js';
import { build } from './build.js';
import { ensurePrograms, PROGRAMS } from './machine-packages.js';
import { runMain } from './process.js';
import { startProgress } from './progress.js';
import { ONE_MORE, runTests, testFiles } from './run-tests.js';
import { installNodePackages } from './setup.js';
import { writeTypes } from './types.js';

/** Makes what the tests of tests/package need: the tools and the packed package. */
export async function preparePackage() {
  const progress = startProgress('Packing, and installing what the package is tried in');
  await writeTypes();
  await installTools();
  await pack();
  progress.end();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => {
    await installNodePackages();
    await ensurePrograms(Object.values(PROGRAMS));
    await build('release');
    await preparePackage();
    await runTests('the packed package', testFiles('package'), { atOnce: ONE_MORE });
  });
}
