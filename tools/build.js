// Builds one CMake preset, and with the release the page: `npm run build [-- preset [target]]`. Does nothing for what has not changed
// since the last time.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeExternalModule } from './external-module.js';
import { environmentOf } from './fuzz-compiler.js';
import { run, runMain } from './process.js';
import { startProgress } from './progress.js';
import { installNodePackages, ROOT, setUp } from './setup.js';
import { step } from './steps.js';

/** How many of Emscripten's system libraries a first link of each preset builds; for the progress only. */
const SYSTEM_LIBRARIES = 20;

/** What a preset's result depends on. */
const INPUTS = [
  'CMakeLists.txt',
  'CMakePresets.json',
  'tools/nlohmann-json.cmake',
  'package-lock.json',
  'src',
  ...toolsOf(
    'build',
    'debian-prefix',
    'emscripten',
    'external-module',
    'needed-packages',
    'notices',
    'runnable',
    'setup',
  ),
];

/** What a preset depends on besides. @type {Record<string, string[]>} */
const OWN_INPUTS = {
  native: ['tests/core'],
  fuzz: ['tests/fuzz', ...toolsOf('fuzz-compiler')],
};

/** What the bundled page depends on. */
const PAGE_INPUTS = [
  'dist/aleph.js',
  'dist/build-info.js',
  'package.json',
  'package-lock.json',
  'web/client',
  'web/create',
  'web/element',
  'web/page',
  'web/save',
  'web/shared',
  'web/words',
  ...toolsOf('build', 'bundle-client', 'bundle-page'),
];

/** What the bundled file server depends on. */
const SERVER_INPUTS = ['package-lock.json', ...toolsOf('bundle-server')];

/**
 * @param {string} preset of CMakePresets.json
 * @param {{ target?: string }} [options]
 */
export async function build(preset, { target = 'all' } = {}) {
  const output = preset === 'release' ? 'dist/aleph.js' : 'build';
  const inputs = [...INPUTS, ...(OWN_INPUTS[preset] ?? [])];
  await unlessDone(`${preset}-${target}`, inputs, output, () => runCmake(preset, target));
  if (preset === 'release')
    await unlessDone('external', [...INPUTS, 'package.json'], 'dist/build-info.js', writeExternalModule);
  if (preset !== 'release' || target !== 'all') return;
  await installNodePackages();
  await unlessDone('server', SERVER_INPUTS, 'dist/sirv.js', async () => {
    const { bundleServer } = await import('./bundle-server.js');
    await bundleServer();
  });
  await buildPage();
  await unlessDone('bundle', PAGE_INPUTS, 'dist/kie-aleph.js', async () => {
    const { bundleClient } = await import('./bundle-client.js');
    await bundleClient();
  });
}

/** Bundles the page, from the WebAssembly as it is. */
export async function buildPage() {
  const page = 'dist/page/index.html';
  const started = new Date();
  await unlessDone('page', PAGE_INPUTS, page, async () => {
    // Not before: on a clean clone its packages are not there.
    const { bundlePage } = await import('./bundle-page.js');
    await bundlePage();
  });
  // The server compares it with the times of its sources, and whatever is saved from now on is newer.
  await utimes(join(ROOT, page), started, started);
}

/**
 * @param {string} name of the stamp, and as it is told
 * @param {string[]} inputs files and folders
 * @param {string} output must be there
 * @param {() => Promise<void>} make
 */
async function unlessDone(name, inputs, output, make) {
  const stamp = join(ROOT, 'build', `.${name}`);
  const hash = await hashOf(inputs);
  if (existsSync(join(ROOT, output)) && (await readFile(stamp, 'utf8').catch(() => '')) === hash) return;
  await step(`build ${name}`, make);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, hash);
}

/**
 * @param {string} preset
 * @param {string} target
 */
async function runCmake(preset, target) {
  const { cmake, env: common } = await step('set-up', setUp);
  const env = { ...common, ...(await environmentOf(preset)) };
  await discardMoved(join(ROOT, 'build', preset), ROOT);
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
}

/**
 * CMake refuses a build folder that came with a copy of the checkout: it is made anew.
 * @param {string} folder that CMake builds in
 * @param {string} source folder of CMakeLists.txt
 */
export async function discardMoved(folder, source) {
  const cache = await readFile(join(folder, 'CMakeCache.txt'), 'utf8').catch(() => '');
  const home = /^CMAKE_HOME_DIRECTORY:INTERNAL=(.*)$/m.exec(cache)?.[1];
  if (home !== undefined && resolve(home) !== resolve(source)) await rm(folder, { recursive: true });
}

/** @param {string[]} names */
function toolsOf(...names) {
  return names.map((name) => `tools/${name}.js`);
}

/** @param {string[]} paths files and folders, from the root: a copy of the checkout is as built as the checkout */
async function hashOf(paths) {
  const hash = createHash('sha256');
  /** @param {string} path */
  const add = async (path) => {
    const entries = await readdir(join(ROOT, path), { withFileTypes: true }).catch(() => null);
    if (!entries) return void hash.update(`${path}\0`).update(await readFile(join(ROOT, path)));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) await add(join(path, entry.name));
  };
  for (const path of paths) if (existsSync(join(ROOT, path))) await add(path);
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [preset = 'release', target] = process.argv.slice(2);
  runMain(() => build(preset, target ? { target } : {}));
}
