// Small projects, each with a stack of its own as its users have it: installed on first use, and copied for each test.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { access, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';

const STACKS = fileURLToPath(new URL('stacks/', import.meta.url));

/** Where the projects' packages are kept, by name and lock file. */
const INSTALLED = join(ROOT, 'build/stacks');

/**
 * A copy of a project of stacks/, outside of this one so that nothing is found by chance, with the packages that its lock file
 * names and the packed kie-aleph in its node_modules. It ends with the process.
 * @param {string} name folder below stacks/, with a package.json, a package-lock.json and an .npmrc
 * @param {string[]} shared files of stacks/shared/ that are to lie in the folder, too
 * @returns {Promise<string>} the folder
 */
export async function installStack(name, shared = []) {
  const packages = await installedPackages(name);
  const folder = await mkdtemp(join(tmpdir(), `kie-aleph-${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const installedHere = join(STACKS, name, 'node_modules');
  await cp(join(STACKS, name), folder, { recursive: true, filter: (source) => source !== installedHere });
  for (const file of shared) await cp(join(STACKS, 'shared', file), join(folder, file));
  await linkFolder(join(packages, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(ROOT, 'build/package/package'), join(folder, 'node_modules/kie-aleph'), { recursive: true });
  return folder;
}

/** @param {string} name @returns {Promise<string>} a folder whose node_modules holds what the project's lock file names */
async function installedPackages(name) {
  const files = ['package.json', 'package-lock.json', '.npmrc'].map((file) => join(STACKS, name, file));
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  const folder = join(INSTALLED, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (await exists(folder)) return folder;

  await mkdir(INSTALLED, { recursive: true });
  const fresh = await mkdtemp(`${folder}.`);
  for (const file of files) await cp(file, join(fresh, file.slice(join(STACKS, name).length)));
  // `npm ci` refuses a lock file without other machines' binaries.
  // Development packages, too, whatever NODE_ENV a bundler has set in this process.
  await run('npm', ['install', '--include=dev', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: fresh,
  });
  // Whole or not at all: another test may install the same at this moment, and be the first.
  await rename(fresh, folder).catch(async (error) => {
    await rm(fresh, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  });
  return folder;
}

/**
 * A copy by hard links, which costs no room and little time: files that are no symbolic links, as bundlers want them.
 * @param {string} from @param {string} to
 */
async function linkFolder(from, to) {
  try {
    await run('cp', ['-al', from, to]);
  } catch {
    // Another file system, or a `cp` without links.
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true, verbatimSymlinks: true });
  }
}

/** @param {string} path @returns {Promise<boolean>} */
function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
