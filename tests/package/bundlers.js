// How each bundler makes a page of programs/page.js, configured no more than it must be.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../../tools/process.js';
import { unusedUrl } from '../helpers/fake-service.js';
import { tool, TOOLS } from './installed.js';

const require = createRequire(join(TOOLS, 'none.js'));

/** @param {string} name of a package of the tools @returns {Promise<any>} */
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

/**
 * @typedef {object} Bundler
 * @property {string} name
 * @property {('root' | 'external')[]} entries
 * @property {(folder: string, page: string) => Promise<string>} bundle from the folder and its page script to the folder to serve
 * @property {(folder: string, out: string) => Promise<void>} [finishExternal] what is to be done by hand for the external entry
 */

/** @param {any} stats of webpack or Rspack */
const refuse = (stats) => {
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  if (errors.length + warnings.length > 0) throw new Error(JSON.stringify([...errors, ...warnings]));
};

/** @param {(config: object, done: (error: unknown, stats: any) => void) => void} pack webpack, or Rspack, which has its interface */
const packWith = (pack) => async (/** @type {string} */ folder, /** @type {string} */ page) => {
  const config = {
    mode: 'production',
    context: folder,
    entry: `./${page}`,
    output: { path: join(folder, 'out'), filename: 'page.js', publicPath: 'auto' },
  };
  await new Promise((resolve, reject) =>
    pack(config, (error, stats) => (error ? reject(error) : resolve(refuse(stats)))),
  );
  await writePage(join(folder, 'out'));
  return join(folder, 'out');
};

/** A page with one script of a fixed name. @param {string} folder */
async function writePage(folder) {
  const html = await readFile(new URL('programs/index.html', import.meta.url), 'utf8');
  await writeFile(join(folder, 'index.html'), html);
}

/** Rollup and esbuild move no files for `new URL`: this copy is their recipe in the README. @param {string} folder @param {string} out */
async function copyWasm(folder, out) {
  await cp(join(folder, 'node_modules/kie-aleph/dist/external/aleph.wasm'), join(out, 'aleph.wasm'));
}

/** @param {string} folder @param {string} page the script the page shall load */
export async function choosePage(folder, page) {
  const file = join(folder, 'index.html');
  await writeFile(file, (await readFile(file, 'utf8')).replace('./page.js', `./${page}`));
}

/** @type {Bundler[]} */
export const BUNDLERS = [
  {
    name: 'Vite',
    entries: ['root', 'external'],
    async bundle(folder, page) {
      await choosePage(folder, page);
      const { build } = await load('vite');
      await build({ root: folder, logLevel: 'silent', configFile: false });
      return join(folder, 'dist');
    },
  },
  {
    name: 'webpack',
    entries: ['root', 'external'],
    bundle: async (folder, page) => packWith(require('webpack'))(folder, page),
  },
  {
    name: 'Rspack',
    entries: ['root', 'external'],
    bundle: async (folder, page) => packWith((await load('@rspack/core')).rspack)(folder, page),
  },
  {
    name: 'Rollup',
    entries: ['root', 'external'],
    finishExternal: copyWasm,
    async bundle(folder, page) {
      const { rollup } = await load('rollup');
      const { nodeResolve } = await load('@rollup/plugin-node-resolve');
      /** @type {string[]} */
      const warnings = [];
      const made = await rollup({
        input: join(folder, page),
        plugins: [nodeResolve()],
        onwarn: (/** @type {Error} */ { message }) => warnings.push(message),
      });
      await made.write({ file: join(folder, 'out/page.js'), format: 'es' });
      await made.close();
      if (warnings.length > 0) throw new Error(warnings.join('\n'));
      await writePage(join(folder, 'out'));
      return join(folder, 'out');
    },
  },
  {
    name: 'esbuild',
    entries: ['root', 'external'],
    finishExternal: copyWasm,
    async bundle(folder, page) {
      const { build } = await load('esbuild');
      const { warnings } = await build({
        absWorkingDir: folder,
        entryPoints: [page],
        bundle: true,
        minify: true,
        format: 'esm',
        outfile: 'out/page.js',
        logLevel: 'silent',
      });
      if (warnings.length > 0) throw new Error(JSON.stringify(warnings));
      await writePage(join(folder, 'out'));
      return join(folder, 'out');
    },
  },
  {
    name: 'Parcel',
    entries: ['root'],
    async bundle(folder, page) {
      await choosePage(folder, page);
      await run(
        process.execPath,
        [tool('parcel'), 'build', 'index.html', '--no-cache', '--public-url', './', '--dist-dir', 'out'],
        { cwd: folder },
      );
      return join(folder, 'out');
    },
  },
  {
    name: 'no bundler',
    entries: ['root', 'external'],
    async bundle(folder, page) {
      const map = {
        imports: {
          'kie-aleph': './node_modules/kie-aleph/web/client/index.js',
          'kie-aleph/external': './node_modules/kie-aleph/web/client/external.js',
        },
      };
      const file = join(folder, 'index.html');
      await choosePage(folder, page);
      const html = await readFile(file, 'utf8');
      await writeFile(
        file,
        html.replace('<script', `<script type="importmap">${JSON.stringify(map)}</script>\n<script`),
      );
      return folder;
    },
  },
];

/** Vite's development server, which transforms each module by itself. @param {string} folder @returns {Promise<{ url: string, close(): Promise<void> }>} */
export async function viteDev(folder) {
  const { createServer } = await load('vite');
  const server = await createServer({
    root: folder,
    logLevel: 'silent',
    configFile: false,
    server: { host: '127.0.0.1', port: Number(new URL(await unusedUrl()).port) },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
