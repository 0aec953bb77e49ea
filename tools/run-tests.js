// What the test commands have in common: which files are tests, and how they are run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { SetupError } from './process.js';
import { ROOT, setUp } from './setup.js';

/**
 * A test that hangs is a failed one; the longest file takes a fraction of this where nothing else runs.
 * The reporter repeats the failed ones last: the end of a long log is what one reads.
 */
const TEST = ['--test', '--test-timeout=600000', '--test-reporter=spec'];

/** What a test imports that opens a browser. */
const BROWSER = /from '[^']*\/(chromium|engines|firefox|webkit|page)\.js'/;

/** Folders whose tests, those that open no browser, share nothing and can run side by side. */
export const SIDE_BY_SIDE = ['core', 'client', 'shared', 'words', 'element', 'page'];

/** As many files at once as there are cores: Node itself leaves one idle, which is half of CI's two. */
export const ALL_CORES = [`--test-concurrency=${availableParallelism()}`];

/** Enough calls to show a leak where a hundred thousand would take too long: for KIE_ALEPH_CALLS. */
export const FEW_CALLS = '4000';

/** Enough answers for each of their ends to come up: for KIE_ALEPH_DIFFERENCES. */
export const FEW_ANSWERS = '3000';

/**
 * @param {string[]} folders below tests/
 * @returns {string[]} paths from the root
 */
export function testFiles(...folders) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, 'tests', folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join('tests', folder, file),
      ),
    )
    .filter((file) => file.endsWith('.test.js') && !/[\\/](node_modules|stacks)[\\/]/.test(file))
    .sort();
}

/** @param {string} file @returns {boolean} whether a test does without a browser */
export function needsNoBrowser(file) {
  return !BROWSER.test(readFileSync(join(ROOT, file), 'utf8'));
}

/**
 * Runs test files in Node.
 * @param {string} title
 * @param {string[]} files
 * @param {{ args?: string[], env?: NodeJS.ProcessEnv }} [options] args: of node
 */
export function runTests(title, files, { args = [], env } = {}) {
  return runStep(title, process.execPath, [...args, ...TEST, ...files], env);
}

/** Runs the core's tests as built by the preset `native`. */
export async function runNativeTests() {
  const { ctest, env } = await setUp();
  await runStep('the core alone, natively', ctest, ['--preset', 'native'], env);
}

/**
 * Runs a program that says itself how it goes.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @throws {SetupError} when it fails
 */
export async function runStep(title, command, args, env = {}) {
  console.log(`\n── ${title}`);
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new SetupError(`${title}: failed`);
}
