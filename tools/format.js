// `npm run format`: writes every file as `npm run lint` wants it.
import { join } from 'node:path';
import { findClangTools } from './clang-tools.js';
import { filesOf } from './files-of.js';
import { run, runMain } from './process.js';
import { installNodePackages, ROOT } from './setup.js';

runMain(async () => {
  await installNodePackages();
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  await run(process.execPath, [biome, 'format', '--write', '.'], { cwd: ROOT });
  const { format } = await findClangTools();
  await run(format, ['-i', ...filesOf(ROOT, '*.cpp', '*.hpp')], { cwd: ROOT });
});
