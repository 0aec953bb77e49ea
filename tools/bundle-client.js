// dist/kie-aleph.js: the root export in one file, for pages that load it from a CDN with an integrity hash.
import { build } from 'esbuild';
import { join } from 'node:path';
import { ROOT } from './setup.js';

export async function bundleClient() {
  await build({
    entryPoints: [join(ROOT, 'web/client/index.js')],
    outfile: join(ROOT, 'dist/kie-aleph.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
}
