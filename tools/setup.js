// Makes everything the build needs available and says where it is. A second run costs well under a second.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canUseDebian, preparePrefix } from './debian-prefix.js';
import { atLeast, cacheFolder, findEmscripten } from './emscripten.js';
import { run, runMain, SetupError, which } from './process.js';
import { startProgress } from './progress.js';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Presets of version 6, the oldest CMake that reads ours. */
const OLDEST_CMAKE = '3.25.0';

/** The stable suite whose nlohmann/json is the release the build is made for, to the byte; a newer one is on its way to another. */
const JSON_SUITE = 'trixie';

/**
 * @typedef {object} Tools
 * @property {import('./emscripten.js').Emscripten} emscripten
 * @property {string} cmake path of the program
 * @property {string} ctest path of the program
 * @property {NodeJS.ProcessEnv} env the environment to run cmake in
 */

/** @returns {Promise<Tools>} */
export async function setUp() {
  const [emscripten, json] = await Promise.all([findEmscripten(), findJson(), installNodePackages()]);
  const { folder: cmakeFolder, prefix } = await findCmake(emscripten.prefix);
  const own = join(ROOT, 'node_modules/.bin');
  const path = [cmakeFolder, prefix && join(prefix, 'usr/bin'), own, process.env.PATH].filter(Boolean).join(delimiter);
  return {
    emscripten,
    cmake: join(cmakeFolder, 'cmake'),
    ctest: join(cmakeFolder, 'ctest'),
    env: {
      ...process.env,
      ...emscripten.env,
      PATH: path,
      KIE_ALEPH_EMSCRIPTEN: emscripten.folder,
      KIE_ALEPH_JSON_INCLUDE: json,
      EM_CLOSURE_COMPILER: which('google-closure-compiler', own) ?? undefined,
    },
  };
}

/** Installs the development packages when package-lock.json changed since the last time. */
export async function installNodePackages() {
  const lock = await readFile(join(ROOT, 'package-lock.json'));
  const stamp = join(ROOT, 'node_modules/.kie-aleph-lock');
  const wanted = createHash('sha256').update(lock).digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;
  const progress = startProgress('Installing the development packages (npm ci)');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT });
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, wanted);
  progress.end();
}

/**
 * @param {string | null} toolchain the toolchain prefix, which has a CMake of its own
 * @returns {Promise<{ folder: string, prefix: string | null }>}
 */
async function findCmake(toolchain) {
  const found = which('cmake');
  const version = found && /version (\S+)/.exec(await run(found, ['--version']))?.[1];
  const ninja = which('ninja');
  if (found && version && ninja && atLeast(version, OLDEST_CMAKE)) return { folder: dirname(found), prefix: null };
  if (toolchain) return { folder: join(toolchain, 'usr/bin'), prefix: null };
  if (!canUseDebian()) {
    throw new SetupError(
      `kie-aleph needs cmake ${OLDEST_CMAKE} or later (found: ${version ?? 'none'}) and ninja. Install both, then run the command again.`,
    );
  }
  const prefix = join(cacheFolder(), 'cmake');
  await preparePrefix(prefix, ['cmake', 'ninja-build', 'patchelf'], {
    programs: /\/(cmake|ctest|ninja)$/,
  });
  return { folder: join(prefix, 'usr/bin'), prefix };
}

/**
 * The include folder of nlohmann/json: the one that is named, else Debian's where that can be had, else none and CMake
 * fetches it. That it is the one version, CMake looks itself (tools/nlohmann-json.cmake).
 * @returns {Promise<string>}
 */
async function findJson() {
  const given = process.env.KIE_ALEPH_JSON_INCLUDE;
  if (given || !canUseDebian()) return given ?? '';
  const prefix = join(cacheFolder(), `json-${JSON_SUITE}`);
  try {
    await preparePrefix(prefix, ['nlohmann-json3-dev'], { suite: JSON_SUITE });
    return join(prefix, 'usr/include');
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.warn(`${error.message}\nThe release's archive is taken instead.`);
    return '';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => {
    const tools = await setUp();
    console.log(`Emscripten ${tools.emscripten.version}: ${tools.emscripten.folder}\ncmake: ${tools.cmake}`);
  });
}
