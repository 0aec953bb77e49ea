// `npm run test:package`: packs the package and tries it in empty folders: bundlers, engines, runtimes.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installTools, pack } from '../tests/package/installed.js';
import { build } from './build.js';
import { ensurePrograms, PROGRAMS } from './machine-packages.js';
import { run, runMain } from './process.js';
import { startProgress } from './progress.js';
import { installNodePackages, ROOT } from './setup.js';
import { writeTypes } from './types.js';
import { fileURLToPath } from 'node:url';

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
    const files = readdirSync(join(ROOT, 'tests/package')).filter((file) => file.endsWith('.test.js'));
    await run(
      process.execPath,
      ['--test', '--test-reporter=spec', '--test-timeout=300000', ...files.map((file) => join('tests/package', file))],
      {
        cwd: ROOT,
        onLine: (line) => console.log(line),
      },
    );
  });
}
