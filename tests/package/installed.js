// The packed tarball in empty folders, as a user has it, and the tools it is tried in. Made once for each content.
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Where what package.json beside this file names is installed. */
export const TOOLS = join(HERE, 'node_modules');

/** Installs the tools when their lock file has changed. `npm install`, since `npm ci` refuses a lock without other machines' binaries. */
export async function installTools() {
  const wanted = createHash('sha256')
    .update(await readFile(join(HERE, 'package-lock.json')))
    .digest('hex');
  const stamp = join(TOOLS, '.kie-aleph-lock');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;
  await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: HERE });
  await writeFile(stamp, wanted);
}

/** Packs and unpacks the package, as built, below build/; before the tests, which run at the same time. @returns {Promise<string>} the path of the tarball */
export async function pack() {
  const folder = join(ROOT, 'build/package');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const said = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: ROOT });
  // An array, or in newer versions of npm an object by name.
  const [packed] = /** @type {{ filename: string }[]} */ (Object.values(JSON.parse(said)));
  const tarball = join(folder, String(packed?.filename));
  await run('tar', ['-xzf', tarball, '-C', folder]);
  return tarball;
}

/**
 * An empty folder in which the packed package is installed, outside of the project so that nothing of it is found by chance.
 * @param {import('node:test').TestContext} t the folder ends with this test
 * @param {string[]} [programs] names of files of programs/, or of recipes/ with the folder's name, to have there
 */
export async function emptyProject(t, programs = []) {
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(join(ROOT, 'build/package/package'), join(folder, 'node_modules/kie-aleph'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  for (const name of programs)
    await cp(join(HERE, name.includes('/') ? name : `programs/${name}`), join(folder, basename(name)));
  return folder;
}

/** @param {string} name of a program the tools bring @returns {string} its path */
export function tool(name) {
  return join(TOOLS, '.bin', name);
}
