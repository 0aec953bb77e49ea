// The packages beside which this one is measured; the bench installs them, so that `npm start` need not.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../tools/process.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Installs what package-lock.json beside this file names, once for each content. */
export async function installPeers() {
  const lock = await readFile(join(HERE, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const stamp = join(HERE, 'node_modules/.kie-aleph-lock');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;
  await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: HERE });
  await writeFile(stamp, wanted);
}
