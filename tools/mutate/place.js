// A copy of the project to break things in: mutants never come near the work tree.
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf } from '../files-of.js';
import { ROOT } from '../setup.js';
import { mutated } from './mutant.js';

/** Made and not kept in git, and wanted by tests. */
const BUILT = ['dist', 'types'];

export class Place {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  static async make() {
    const place = new Place(await mkdtemp(join(tmpdir(), 'kie-aleph-mutate-')));
    const built = BUILT.filter((folder) => existsSync(join(ROOT, folder)));
    for (const path of [...filesOf(ROOT), ...built])
      await cp(join(ROOT, path), join(place.folder, path), { recursive: true, preserveTimestamps: true });
    symlinkSync(join(ROOT, 'node_modules'), join(place.folder, 'node_modules'), 'junction');
    return place;
  }

  /**
   * @template T
   * @param {import('./mutant.js').Mutant} mutant
   * @param {() => Promise<T>} judge called while the file is changed
   */
  async with(mutant, judge) {
    const path = join(this.folder, mutant.file);
    const source = await readFile(path, 'utf8');
    await writeFile(path, mutated(source, mutant));
    try {
      return await judge();
    } finally {
      await writeFile(path, source);
    }
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
