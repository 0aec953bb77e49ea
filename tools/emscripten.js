// Finds an Emscripten that is new enough, or prepares one in the user's cache.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { canUseDebian, preparePrefix } from './debian-prefix.js';
import { run, SetupError, which } from './process.js';

/** The first version whose streaming fetch goes through the DOM's fetch instead of XMLHttpRequest. */
export const OLDEST_EMSCRIPTEN = '4.0.21';

/** What the project's own toolchain prefix is made of. */
const PACKAGES = ['emscripten', 'cmake', 'ninja-build', 'patchelf'];
const PROGRAMS =
  /\/(wasm-[\w-]+|cmake|ctest|ninja|clang(\+\+|-\d+|-scan-deps)?|lld|llvm-(ar|nm|ranlib|objcopy|objdump|strip|dwarfdump|dwp|symbolizer|cxxfilt))$/;

/**
 * @typedef {object} Emscripten
 * @property {string} version
 * @property {string} folder holds emcc and cmake/Modules
 * @property {string | null} prefix the project's own toolchain prefix, null when the machine's Emscripten is used
 * @property {NodeJS.ProcessEnv} env what its programs need in the environment
 */

/** @returns {string} where everything that is prepared is kept: outside the work tree, shared by all checkouts */
export function cacheFolder() {
  return process.env.KIE_ALEPH_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kie-aleph');
}

/**
 * @param {string} version
 * @param {string} oldest
 * @returns {boolean} whether a dotted version is at least another
 */
export function atLeast(version, oldest) {
  const [a, b] = [version, oldest].map((text) => text.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Order of preference: PATH, $EMSDK, the prepared prefix.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Emscripten>}
 * @throws {SetupError} with the commands to run, when there is none and none can be prepared
 */
export async function findEmscripten(env = process.env) {
  const seen = [];
  const candidates = [env.PATH, env.EMSDK && join(env.EMSDK, 'upstream/emscripten')].map((path) =>
    which('emcc', path ?? ''),
  );
  for (const emcc of candidates) {
    if (!emcc) continue;
    const version = /\b(\d+\.\d+\.\d+)\b/.exec(await run(emcc, ['--version'], { env }).catch(() => ''))?.[1];
    if (version && atLeast(version, OLDEST_EMSCRIPTEN)) {
      return { version, folder: await emscriptenFolder(emcc), prefix: null, env: {} };
    }
    seen.push(`${emcc} is ${version ?? 'unusable'}: too old, ${OLDEST_EMSCRIPTEN} or later is needed`);
  }
  if (!canUseDebian(env.PATH)) throw new SetupError(adviceFor(seen));
  return prepareEmscripten();
}

/**
 * The folder with cmake/Modules for an emcc, which may be a link or a wrapper in another folder.
 * @param {string} emcc
 */
async function emscriptenFolder(emcc) {
  const beside = dirname(emcc);
  if (existsSync(join(beside, 'cmake/Modules/Platform/Emscripten.cmake'))) return beside;
  return (await run(join(beside, 'em-config'), ['EMSCRIPTEN_ROOT'])).trim();
}

/** @param {string[]} seen */
function adviceFor(seen) {
  return [
    `kie-aleph needs Emscripten ${OLDEST_EMSCRIPTEN} or later and cannot prepare it here (that needs apt-get and Debian's keyring).`,
    ...seen,
    'Install it, then run the command again:',
    '  git clone https://github.com/emscripten-core/emsdk.git',
    '  ./emsdk/emsdk install 6.0.5 && ./emsdk/emsdk activate 6.0.5',
    '  source ./emsdk/emsdk_env.sh',
  ].join('\n');
}

/** @returns {Promise<Emscripten>} */
async function prepareEmscripten() {
  // Another recipe or another kind of machine is another prefix; what is in it says ready.json.
  const recipe = createHash('sha256')
    .update(JSON.stringify([PACKAGES, String(PROGRAMS)]))
    .digest('hex')
    .slice(0, 8);
  const prefix = join(cacheFolder(), `toolchain-${process.arch}-${recipe}`);
  await preparePrefix(prefix, PACKAGES, { programs: PROGRAMS });
  const folder = join(prefix, 'usr/share/emscripten');
  const modules = join(prefix, 'usr/share/node_modules');
  // Emscripten's tools import acorn as an ES module, which Node looks for in node_modules only.
  if (!existsSync(modules)) await rename(join(prefix, 'usr/share/nodejs'), modules);

  const llvm = (await readdir(join(prefix, 'usr/lib'))).find((name) => /^llvm-\d+$/.test(name));
  const config = join(prefix, 'emscripten-config.py');
  const settings = {
    LLVM_ROOT: join(prefix, 'usr/lib', String(llvm), 'bin'),
    BINARYEN_ROOT: join(prefix, 'usr'),
    NODE_JS: process.execPath,
    CACHE: join(prefix, 'cache'),
    LLVM_ADD_VERSION: null,
    CLANG_ADD_VERSION: null,
  };
  const text = Object.entries(settings)
    .map(([key, value]) => `${key} = ${value === null ? 'None' : JSON.stringify(value)}\n`)
    .join('');
  // Emscripten empties its cache when the file's contents change, so an equal one is left alone.
  if ((await readFile(config, 'utf8').catch(() => '')) !== text) await writeFile(config, text);
  const version = (await readFile(join(folder, 'emscripten-version.txt'), 'utf8')).replace(/["\s]/g, '');
  return { version, folder, prefix, env: { EM_CONFIG: config } };
}
