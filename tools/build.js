// Builds one CMake preset: `npm run build [-- preset [target]]`. Does nothing when no input changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, runMain } from './process.js';
import { startProgress } from './progress.js';
import { ROOT, setUp } from './setup.js';

/** How many of Emscripten's system libraries a first link of each preset builds; for the progress only. */
const SYSTEM_LIBRARIES = 20;

/** What a preset's result depends on. */
const INPUTS = ['CMakeLists.txt', 'CMakePresets.json', 'package-lock.json', 'src', 'tests/core', 'tools'];

/**
 * @param {string} preset of CMakePresets.json
 * @param {{ target?: string }} [options]
 */
export async function build(preset, { target = 'all' } = {}) {
  const stamp = join(ROOT, 'build', `.${preset}-${target}`);
  const inputs = await hashOf(INPUTS.map((path) => join(ROOT, path)));
  const output = join(ROOT, preset === 'release' ? 'dist/aleph.js' : 'build');
  if (existsSync(output) && (await readFile(stamp, 'utf8').catch(() => '')) === inputs) return;

  const { cmake, env } = await setUp();
  const progress = startProgress(`Building ${preset}`);
  await run(cmake, ['--preset', preset], { cwd: ROOT, env });
  let libraries = 0;
  await run(cmake, ['--build', '--preset', preset, '--target', target], {
    cwd: ROOT,
    env,
    onLine(line) {
      const step = /^\[(\d+)\/(\d+)\] (.*)/.exec(line);
      if (step) progress.update(Number(step[1]), Number(step[2]), step[3]?.slice(0, 60));
      const library = /generating system (?:asset|library): (\S+?)\.\.\./.exec(line)?.[1];
      if (library) progress.update(++libraries, Math.max(libraries, SYSTEM_LIBRARIES), `system library ${library}`);
    },
  });
  progress.end();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, inputs);
}

/** @param {string[]} paths files and folders */
async function hashOf(paths) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = async (path) => {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
    if (!entries) return void hash.update(`${path}\0`).update(await readFile(path));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) await add(join(path, entry.name));
  };
  for (const path of paths) if (existsSync(path)) await add(path);
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [preset = 'release', target] = process.argv.slice(2);
  runMain(() => build(preset, target ? { target } : {}));
}
