// `npm run check:reproducible`: builds dist/ here, as usual, and from nothing in a copy of the sources in a folder of another name, and compares.
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.js';
import { filesOf } from './files-of.js';
import { run, runMain, SetupError } from './process.js';
import { installNodePackages, ROOT } from './setup.js';

/**
 * @param {string} dist
 * @returns {Promise<Map<string, string>>} SHA-256 by path below it
 */
async function hashesOf(dist) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = new Map();
  for (const path of paths.sort())
    hashes.set(
      path.slice(dist.length + 1),
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    );
  return hashes;
}

runMain(async () => {
  await installNodePackages();
  await build('release');
  const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-twice-'));
  try {
    const copy = join(folder, 'another-name');
    for (const file of filesOf(ROOT, '*')) await cp(join(ROOT, file), join(copy, file));
    await cp(join(ROOT, 'node_modules'), join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true });
    await run(process.execPath, ['tools/build.js'], { cwd: copy });
    const [first, second] = [await hashesOf(join(ROOT, 'dist')), await hashesOf(join(copy, 'dist'))];
    const differing = [...new Set([...first.keys(), ...second.keys()])].filter(
      (path) => first.get(path) !== second.get(path),
    );
    if (differing.length > 0) throw new SetupError(`Two builds of the same sources differ in: ${differing.join(', ')}`);
    console.log(`Two builds of the same sources are identical: ${first.size} files.`);
    for (const [path, hash] of first) console.log(`${hash}  dist/${path}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
