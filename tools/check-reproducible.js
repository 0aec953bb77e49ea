// `npm run check:reproducible`: builds dist/ twice from clean copies of the same commit, in folders of different names, and compares.
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runMain, SetupError } from './process.js';
import { installNodePackages, ROOT } from './setup.js';

/**
 * @param {string} folder where to
 * @returns {Promise<Map<string, string>>} SHA-256 by path below dist/
 */
async function buildCopy(folder) {
  await run('git', ['clone', '--quiet', '--no-hardlinks', ROOT, folder]);
  await cp(join(ROOT, 'node_modules'), join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  await run(process.execPath, ['tools/build.js'], { cwd: folder });
  const dist = join(folder, 'dist');
  const hashes = new Map();
  for (const path of (await readdir(dist, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    hashes.set(
      path.slice(dist.length + 1),
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    );
  }
  return hashes;
}

runMain(async () => {
  await installNodePackages();
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-twice-'));
  try {
    const first = await buildCopy(join(folder, 'a'));
    const second = await buildCopy(join(folder, 'another-name'));
    const differing = [...new Set([...first.keys(), ...second.keys()])].filter(
      (path) => first.get(path) !== second.get(path),
    );
    if (differing.length > 0) throw new SetupError(`Two builds of one commit differ in: ${differing.join(', ')}`);
    console.log(`Two builds of one commit are identical: ${first.size} files.`);
    for (const [path, hash] of first) console.log(`${hash}  dist/${path}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
