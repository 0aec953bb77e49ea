// `npm test`: builds everything, checks the types, and runs all tests; the core's and the client's again under sanitizers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from './build.js';
import { ensurePrograms, PROGRAMS } from './machine-packages.js';
import { run, runMain, SetupError } from './process.js';
import { installNodePackages, ROOT } from './setup.js';
import { preparePackage } from './test-package.js';
import { outdatedBlocks } from './readme.js';

/** The sanitizer build is some ten times slower; this many calls show its leaks as well. */
const SANITIZED_CALLS = '4000';

/**
 * A test that hangs is a failed one; the longest takes a fraction of this.
 * The reporter repeats the failed ones last: the end of a long log is what one reads.
 */
const TEST = ['--test', '--test-timeout=300000', '--test-reporter=spec'];

/** @param {string[]} folders below tests/ */
function testFiles(...folders) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, 'tests', folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join('tests', folder, file),
      ),
    )
    .filter((file) => file.endsWith('.test.js') && !file.includes('node_modules'))
    .sort();
}

/**
 * @param {string} title
 * @param {string[]} args of node
 * @param {NodeJS.ProcessEnv} [env]
 */
async function node(title, args, env = {}) {
  console.log(`\n── ${title}`);
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new SetupError(`${title}: failed`);
}

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
  await node('types', [relative(ROOT, join(ROOT, 'node_modules/typescript/bin/tsc')), '-p', 'tools']);
  await node('all tests, release build', [...TEST, ...testFiles('.')]);
  await node('two builds of one commit', ['tools/check-reproducible.js']);
  await node(
    'core and client tests, sanitizer build',
    ['--import', './tests/helpers/use-build.js', ...TEST, ...testFiles('core', 'client')],
    {
      KIE_ALEPH_BUILD: 'build/sanitize/module',
      KIE_ALEPH_CALLS: SANITIZED_CALLS,
    },
  );
  const outdated = await outdatedBlocks();
  if (outdated.length > 0)
    console.log(`\nREADME.md is not of this machine in: ${outdated.join(', ')}. \`npm run readme\` writes it anew.`);
  // Elsewhere somebody may be at work while the tests run.
  if (process.env.CI && (await workTree()) !== before) throw new SetupError(`The tests changed:\n${await workTree()}`);
});
