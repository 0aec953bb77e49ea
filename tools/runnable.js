// Makes programs that were unpacked into a folder run there, whatever libraries the machine itself has.
import { chmod, open, readFile, readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { foreignLibraries } from './needed-packages.js';
import { run, SetupError } from './process.js';
import { startProgress } from './progress.js';

/**
 * Points programs at the prefix's own dynamic linker and libraries.
 * @param {string} prefix
 * @param {RegExp} programs
 */
export async function makeRunnable(prefix, programs) {
  const libraryRoot = join(prefix, 'usr/lib');
  const triplet = (await readdir(libraryRoot)).find((name) => /-linux-gnu/.test(name));
  if (!triplet) throw new SetupError(`No multiarch library folder in ${libraryRoot}.`);
  const libraries = join(libraryRoot, triplet);
  const linker = (await readdir(libraries)).find((name) => /^ld-linux.*\.so\.\d+$|^ld64\.so/.test(name));
  if (!linker) throw new SetupError(`No dynamic linker in ${libraries}.`);
  const interpreter = join(libraries, linker);

  /** @param {string[]} args */
  const patchelf = (args) => run(interpreter, ['--library-path', libraries, join(prefix, 'usr/bin/patchelf'), ...args]);

  const folders = [
    'usr/bin',
    ...(await readdir(libraryRoot)).filter((name) => /^llvm-\d+$/.test(name)).map((name) => `usr/lib/${name}/bin`),
  ];
  /** Each once, whatever links lead to it. @type {Set<string>} */
  const files = new Set();
  for (const folder of folders) {
    const names = await readdir(join(prefix, folder)).catch(() => []);
    for (const path of names.map((name) => `${folder}/${name}`).filter((path) => programs.test(path))) {
      const file = await realpath(join(prefix, path)).catch(() => null);
      if (file) files.add(file);
    }
  }
  // These carry a RUNPATH of their own, which hides ours.
  const shared = (await readdir(libraries))
    .filter((name) => /^lib(LLVM|clang-cpp|binaryen)\.so/.test(name))
    .map((name) => join(libraries, name));
  const progress = startProgress('Making the toolchain runnable');
  let done = 0;
  for (const file of shared) {
    if (await isElf(file)) await patchelf(['--force-rpath', '--set-rpath', '$ORIGIN', file]);
  }
  for (const file of files) {
    progress.update(done++, files.size, basename(file));
    if (!(await isDynamicProgram(file))) continue;
    await patchelf(['--set-interpreter', interpreter, '--force-rpath', '--set-rpath', libraries, file]);
    await chmod(file, 0o755);
    const foreign = foreignLibraries(await run(interpreter, ['--list', file]), libraries);
    if (foreign.length > 0)
      throw new SetupError(
        `${basename(file)} loads ${foreign.join(', ')}, which none of the unpacked packages has: see tools/needed-packages.js.`,
      );
  }
  progress.end();
}

/** @param {string} file */
async function isElf(file) {
  const handle = await open(file).catch(() => null);
  if (!handle) return false;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  await handle.close();
  return bytesRead === 4 && buffer.equals(Buffer.from('\x7fELF', 'latin1'));
}

/** @param {string} file */
async function isDynamicProgram(file) {
  return (await isElf(file)) && (await readFile(file)).includes('ld-linux');
}
