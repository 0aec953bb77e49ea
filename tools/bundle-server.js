// dist/sirv.js: the file server behind `npm start` and `kie-aleph serve`, bundled so that who installs the package gets nothing else.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './setup.js';

const MODULE = "export { default as sirv } from 'sirv';\n";

export async function bundleServer() {
  await build({
    stdin: { contents: MODULE, resolveDir: ROOT },
    outfile: join(ROOT, 'dist/sirv.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
  await writeFile(join(ROOT, 'dist/sirv.d.ts'), MODULE);
}
