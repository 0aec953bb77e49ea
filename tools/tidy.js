// clang-tidy over the project's C++, with the commands that CMake compiles it with. What passed before, in any checkout of this user, is not
// read again: of all linters it takes by far the longest.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { findClangTools } from './clang-tools.js';
import { cacheFolder } from './emscripten.js';
import { filesOf } from './files-of.js';
import { environmentOf } from './fuzz-compiler.js';
import { run, SetupError } from './process.js';
import { setUp } from './setup.js';

/** Whose compile commands are read; the first that has a file is taken. All but the first have what is only tested. */
const PRESETS = ['release', 'native', 'sanitize', 'fuzz'];

/** Those that em++ does not compile. */
const NATIVE = ['native', 'fuzz'];

/**
 * @typedef {object} TidyJob
 * @property {string} file path of the source
 * @property {string} database folder of its compile_commands.json
 * @property {string[]} options what clang has to be told besides
 * @property {string} command as it is compiled
 */

/**
 * @param {string} root of the project
 * @throws {SetupError} with everything that was found
 */
export async function tidyProject(root) {
  const jobs = await jobsOf(root);
  const known = new Set(jobs.map(({ file }) => file));
  const unknown = filesOf(root, '*.cpp').filter((file) => !known.has(join(root, file)));
  if (unknown.length > 0) throw new SetupError(`compiled by no preset, so not checked: ${unknown.join(', ')}`);
  await tidy(root, jobs);
}

/**
 * @param {string} root whose .clang-tidy holds
 * @param {TidyJob[]} jobs
 * @throws {SetupError} with everything that was found
 */
export async function tidy(root, jobs) {
  const program = (await findClangTools()).tidy;
  const passed = join(cacheFolder(), 'tidy-passed');
  await mkdir(passed, { recursive: true });
  // Any header may be included by any source.
  const common = createHash('sha256').update(await run(program, ['--version']));
  for (const file of ['.clang-tidy', ...filesOf(root, '*.hpp')]) common.update(await readFile(join(root, file)));

  /** @type {string[]} */
  const faults = [];
  const queue = [...jobs];
  const work = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const { file, database, options, command } = job;
      const key = common
        .copy()
        .update(JSON.stringify([command, options]).replaceAll(root, ''))
        .update(await readFile(file))
        .digest('hex');
      if (existsSync(join(passed, key))) continue;
      const found = await faultsIn(program, ['--quiet', '-p', database, ...options, file]);
      if (found) faults.push(found);
      // At once, so that an interrupted run is not in vain.
      else await writeFile(join(passed, key), '');
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  if (faults.length > 0) throw new SetupError(faults.join('\n'));
}

/**
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<string>} empty for none
 */
async function faultsIn(program, args) {
  /** @type {string[]} */
  const lines = [];
  try {
    await run(program, args, { onLine: (line) => lines.push(line) });
    return '';
  } catch (error) {
    const said = lines.filter((line) => !/^\d+ (warnings?|errors?)\b.* generated\.$/.test(line));
    return said.join('\n') || String(error);
  }
}

/**
 * @param {string} root
 * @returns {Promise<TidyJob[]>}
 */
async function jobsOf(root) {
  const { cmake, emscripten, env } = await setUp();
  const wasm = await emscriptenOptions(emscripten.folder, env);
  /** @type {Map<string, TidyJob>} */
  const jobs = new Map();
  for (const preset of PRESETS) {
    await run(cmake, ['--preset', preset], { cwd: root, env: { ...env, ...(await environmentOf(preset)) } });
    const database = join(root, 'build', preset);
    /** @type {{ file: string, command: string }[]} */
    const entries = JSON.parse(await readFile(join(database, 'compile_commands.json'), 'utf8'));
    for (const { file, command } of entries) {
      if (jobs.has(file) || !file.startsWith(join(root, '/')) || file.startsWith(join(root, 'build/'))) continue;
      jobs.set(file, { file, database, command, options: NATIVE.includes(preset) ? [] : wasm });
    }
  }
  return [...jobs.values()];
}

/**
 * What em++ adds by itself: clang-tidy reads the command without it.
 * @param {string} folder of emcc
 * @param {NodeJS.ProcessEnv} env
 */
async function emscriptenOptions(folder, env) {
  const flags = (await run(join(folder, 'emcc'), ['--cflags'], { env })).trim().split(/\s+/);
  const sysroot = flags.find((flag) => flag.startsWith('--sysroot='))?.slice('--sysroot='.length) ?? '';
  // Before the first build of all there is none.
  if (!existsSync(join(sysroot, 'include/c++/v1'))) await run(join(folder, 'embuilder'), ['build', 'sysroot'], { env });
  const include = flags.filter((flag) => flag.startsWith('-iwithsysroot')).flatMap((flag) => ['-Xclang', flag]);
  return ['--target=wasm32-unknown-emscripten', `--sysroot=${sysroot}`, ...include].map(
    (flag) => `--extra-arg-before=${flag}`,
  );
}
