// What the test commands have in common: which files are tests, and how they are run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { SetupError } from './process.js';
import { ROOT, setUp } from './setup.js';
import { step } from './steps.js';

/** What a test imports that opens a browser. */
const BROWSER = /from '[^']*\/(chromium|engines|firefox|webkit|page)\.js'/;

/** Folders whose tests, those that open no browser, share nothing and can run side by side. */
export const SIDE_BY_SIDE = ['core', 'client', 'shared', 'words', 'element', 'page'];

/** As many files at once as there are cores. */
export const ALL_CORES = availableParallelism();

/** One more: browsers, installations and their servers wait for each other now and then, and then the next one has the core. */
export const ONE_MORE = ALL_CORES + 1;

/** Tests that look at what the whole process takes or leaves, which depends on who else is at work: they run when nobody is. */
export const ALONE = [
  'save/memory-does-not-grow-with-the-size',
  'server/many/many-processes-tell-and-keep-limits',
  'server/uploads-need-little-memory',
].map(pathOf);

/** Files that take longest, the longest first: begun last, they would be waited for alone. A wrong list costs only time. */
export const LONG = [
  'browser/faults-in-browsers',
  'browser/page-keeps-the-rules-in-every-state',
  'package/commonjs-can-use-it',
  'package/next-renders-and-hydrates',
  'client/many-calls-do-not-grow-the-heap',
  'command/faults-end-with-a-code',
  'package/works-in-nuxt',
  'browser/main-flows-in-every-engine',
  'package/works-with-every-bundler',
  'browser/page-shows-the-task',
  'browser/element-does-as-told',
  'client/waiting/tasks-take-turns',
  'core/two-readings-agree',
  'tools/lint-finds-faults',
  'package/works-in-astro',
].map(pathOf);

/** Enough calls to show a leak where a hundred thousand would take too long: for KIE_ALEPH_CALLS. */
export const FEW_CALLS = '4000';

/** Enough answers for each of their ends to come up: for KIE_ALEPH_DIFFERENCES. */
export const FEW_ANSWERS = '3000';

/**
 * @param {string[]} folders below tests/
 * @returns {string[]} paths from the root, long ones first
 */
export function testFiles(...folders) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, 'tests', folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join('tests', folder, file),
      ),
    )
    .filter((file) => file.endsWith('.test.js') && !/[\\/](node_modules|stacks)[\\/]/.test(file))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** @param {string} name of a test, below tests/ @returns {string} path from the root */
function pathOf(name) {
  return join('tests', `${name}.test.js`);
}

/** @param {string} file @returns {number} the lower, the earlier it begins */
function rank(file) {
  const place = LONG.indexOf(file);
  return place < 0 ? LONG.length : place;
}

/** @param {string} file @returns {boolean} whether a test does without a browser */
export function needsNoBrowser(file) {
  return !BROWSER.test(readFileSync(join(ROOT, file), 'utf8'));
}

/**
 * Runs test files in Node.
 * @param {string} title
 * @param {string[]} files
 * @param {{ atOnce?: number, args?: string[], env?: NodeJS.ProcessEnv }} [options] atOnce: `1`; args: of node
 */
export function runTests(title, files, { atOnce = 1, args = [], env } = {}) {
  return runStep(title, process.execPath, [...args, 'tools/run-test-files.js', String(atOnce), ...files], env);
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
export function runStep(title, command, args, env = {}) {
  return step(title, async () => {
    console.log(`\n── ${title}`);
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new SetupError(`${title}: failed`);
  });
}
