// Builds the page into dist/page with Vite: what "/" is served from, each text file also compressed. The page also runs from web/page
// as it is.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import * as vite from 'vite';
import { TABLES } from './generate.js';
import { runMain } from './process.js';
import { ROOT } from './setup.js';

const PAGE = join(ROOT, 'web/page');
const OUTPUT = join(ROOT, 'dist/page');

/** Keep their names: the system remembers an installed page by them. */
const UNHASHED = ['manifest.webmanifest', 'icon.svg'];
const COMPRESSED = ['.css', '.html', '.js', '.svg', '.webmanifest'];

/** @typedef {Map<string, string | Uint8Array>} Files contents by path below dist/page */

/** Files have the hash of their content in their names, so that a page never mixes two versions. */
export async function bundlePage() {
  const files = await build({
    rolldownOptions: {
      // package.json says that no file has side effects, which would lose the line that defines the element.
      treeshake: { moduleSideEffects: true },
      output: {
        // Changes rarely, and compresses better apart.
        codeSplitting: { groups: [{ name: 'aleph', test: join(ROOT, 'dist/aleph.js') }] },
        assetFileNames: ({ names }) =>
          UNHASHED.includes(String(names[0])) ? '[name][extname]' : 'assets/[name]-[hash][extname]',
      },
    },
  });
  const worker = await build(
    { rolldownOptions: { input: join(PAGE, 'sw.js'), output: { format: 'iife', entryFileNames: 'sw.js' } } },
    [withShell(files)],
  );
  for (const [path, content] of worker) files.set(path, content);
  for (const { src } of JSON.parse(String(files.get('manifest.webmanifest'))).icons)
    files.set(src, await readFile(join(PAGE, src)));
  await addCompressed(files);
  await writeAll(files);
}

/**
 * @param {vite.BuildEnvironmentOptions} options
 * @param {vite.Plugin[]} [plugins]
 * @returns {Promise<Files>}
 */
async function build(options, plugins = []) {
  // Vite leaves its own in the environment, and with it npm would install no development packages from here on.
  const { NODE_ENV } = process.env;
  const result = await vite.build({
    root: PAGE,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [wordsApart(), withoutPreloading(), ...plugins],
    build: {
      write: false,
      target: 'es2022',
      cssTarget: 'esnext',
      // An inline file is none that the page's policy lets in.
      assetsInlineLimit: 0,
      // The document names all that its script imports. What the page loads later it asks for itself: one file, without a helper in
      // the first view.
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []),
      },
      ...options,
    },
  });
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
  const { output } = /** @type {vite.Rolldown.RolldownOutput} */ (result);
  return new Map(output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]));
}

/**
 * A file of web/words is one language with all its parts, of which the first view needs some. Each file of tables gets a copy of the
 * languages of its own, in which nothing is left but its parts.
 * @returns {vite.Plugin}
 */
function wordsApart() {
  const words = join(ROOT, 'web/words');
  return {
    name: 'words-apart',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer && dirname(importer) === words && basename(importer) in TABLES
        ? `${join(words, source)}?of=${basename(importer)}`
        : null,
    load(id) {
      const [file = '', of] = id.split('?of=');
      return of === undefined ? null : readFile(file, 'utf8');
    },
  };
}

/**
 * In the place of Vite's helper, which adds links for what a file needs before it is asked for: nothing here needs more than itself and
 * what is there already.
 * @returns {vite.Plugin}
 */
function withoutPreloading() {
  return {
    name: 'without-preloading',
    enforce: 'pre',
    load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/**
 * Tells the service worker what the page is made of.
 * @param {Files} files
 * @returns {vite.Plugin}
 */
function withShell(files) {
  const hash = createHash('sha256');
  for (const [path, content] of files) hash.update(path).update('\0').update(content).update('\0');
  const version = hash.digest('hex').slice(0, 8).toUpperCase();
  const list = { version, files: [...files.keys()].map((path) => `/${path}`) };
  return {
    name: 'shell',
    load: (id) => (id === join(PAGE, 'shell.js') ? `export const { version, files } = ${JSON.stringify(list)};` : null),
  };
}

/** @param {Files} files gets a .br and a .gz beside each text */
async function addCompressed(files) {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  for (const [path, content] of [...files]) {
    if (!COMPRESSED.includes(extname(path))) continue;
    files.set(`${path}.br`, await promisify(brotliCompress)(content, brotli));
    files.set(`${path}.gz`, await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }));
  }
}

/**
 * Each file is there whole or not at all, also for a server that runs meanwhile. The page comes last: what it names is there already;
 * the files of earlier builds go then.
 * @param {Files} files
 */
async function writeAll(files) {
  const isPage = (/** @type {string} */ path) => Number(path.startsWith('index.html'));
  const paths = [...files.keys()].sort((a, b) => isPage(a) - isPage(b));
  for (const path of paths) {
    const unfinished = join(OUTPUT, dirname(path), `.${process.pid}-${basename(path)}`);
    await mkdir(dirname(unfinished), { recursive: true });
    await writeFile(unfinished, /** @type {string | Uint8Array} */ (files.get(path)));
    await rename(unfinished, join(OUTPUT, path));
  }
  const old = (await readdir(OUTPUT, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !paths.some((path) => join(OUTPUT, path) === file));
  await Promise.all(old.map((file) => rm(file, { force: true })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runMain(bundlePage);
