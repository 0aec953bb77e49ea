// Finds a clang that can fuzz the core, or installs one where root and apt are.
import { existsSync } from 'node:fs';
import { ensurePrograms } from './machine-packages.js';
import { run, SetupError, which } from './process.js';

/** The first whose concepts are those that libstdc++'s <expected> asks for. */
const OLDEST_CLANG = 19;
const NEWEST_CLANG = 30;

/** From the oldest that will do to the newest that may be. */
const VERSIONS = Array.from({ length: NEWEST_CLANG - OLDEST_CLANG + 1 }, (_, i) => OLDEST_CLANG + i);

const VARIABLE = 'KIE_ALEPH_FUZZ_CXX';
/** As the runtime's file is named. */
const RUNTIME = `libclang_rt.fuzzer-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.a`;

/**
 * @param {string} preset of CMakePresets.json
 * @returns {Promise<Record<string, string>>} what it needs in the environment beside what all need
 * @throws {SetupError}
 */
export async function environmentOf(preset) {
  return preset === 'fuzz' ? { [VARIABLE]: await findFuzzCompiler() } : {};
}

/** @returns {Promise<string>} path of a clang++ with libFuzzer beside it */
async function findFuzzCompiler() {
  const given = process.env[VARIABLE];
  if (given) return given;
  const found = await firstThatFuzzes();
  if (found) return found;
  await install();
  const installed = await firstThatFuzzes();
  if (installed) return installed;
  throw new SetupError(`Fuzzing needs clang ${OLDEST_CLANG} or later with libFuzzer; name its clang++ in ${VARIABLE}.`);
}

/** @returns {Promise<string | undefined>} */
async function firstThatFuzzes() {
  for (const name of ['clang++', ...VERSIONS.map((version) => `clang++-${version}`)]) {
    const program = which(name);
    if (program && (await canFuzz(program))) return program;
  }
}

/** @param {string} program */
async function canFuzz(program) {
  const version = /version (\d+)/.exec(await run(program, ['--version']).catch(() => ''))?.[1];
  if (Number(version) < OLDEST_CLANG || version === undefined) return false;
  return existsSync((await run(program, [`-print-file-name=${RUNTIME}`])).trim());
}

/** The oldest release of the machine's Debian that will do, and its runtime. */
async function install() {
  const version = (await offeredVersions()).find((offered) => offered >= OLDEST_CLANG) ?? OLDEST_CLANG;
  await ensurePrograms([
    {
      name: `clang ${OLDEST_CLANG} or later`,
      commands: [`clang++-${version}`],
      variable: VARIABLE,
      debian: `clang-${version}`,
    },
    {
      name: 'its libFuzzer and sanitizers',
      commands: [],
      libraries: [`llvm-${version}/lib/clang/${version}/lib/linux/${RUNTIME}`],
      variable: 'KIE_ALEPH_FUZZ_RUNTIME',
      debian: `libclang-rt-${version}-dev`,
    },
  ]);
}

/** @returns {Promise<number[]>} releases with both packages, in order */
async function offeredVersions() {
  if (process.getuid?.() === 0 && which('apt-get')) await run('apt-get', ['update']).catch(() => '');
  const names = await run('apt-cache', ['pkgnames']).catch(() => '');
  const offered = new Set(names.split('\n'));
  return VERSIONS.filter((version) => offered.has(`clang-${version}`) && offered.has(`libclang-rt-${version}-dev`));
}
