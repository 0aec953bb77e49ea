// Writes types/ from the JSDoc of what the package exports: `npm run types`. Part of packing.
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, runMain } from './process.js';
import { ROOT } from './setup.js';

/** What JSDoc cannot say: the tag and its events, for `document.createElement` and `addEventListener`. */
const GLOBALS = `
import type { AlephTaskEventMap } from './aleph-task.js';
declare global {
  interface HTMLElementTagNameMap {
    'aleph-task': AlephTaskElement;
  }
  interface HTMLElementEventMap extends AlephTaskEventMap {}
}
`;

/** @param {string} [folder] */
export async function writeTypes(folder = join(ROOT, 'types')) {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [tsc, '-p', join(ROOT, 'tools', 'tsconfig.types.json'), '--outDir', folder], { cwd: ROOT });
  await appendFile(join(folder, 'element', 'define.d.ts'), GLOBALS);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runMain(() => writeTypes());
