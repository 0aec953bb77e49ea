// Bundles the page into dist/page: two modules (its own, and the WebAssembly's as it is), one style sheet, the service worker with
// their list. The page also runs from web/page as it is.
import * as esbuild from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMain, SetupError } from './process.js';
import { ROOT } from './setup.js';

const PAGE = join(ROOT, 'web/page');
const OUTPUT = join(ROOT, 'dist/page');

/** Served as they are, and wanted without a network. */
const AS_THEY_ARE = ['/manifest.webmanifest', '/web/page/icon.svg'];

/** @satisfies {esbuild.BuildOptions} */
const OPTIONS = /** @type {const} */ ({
  entryPoints: [join(PAGE, 'page.js'), join(PAGE, 'page.css')],
  entryNames: '[name]-[hash]',
  outdir: OUTPUT,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  // package.json says that no file has side effects, which would lose the line that defines the element.
  ignoreAnnotations: true,
  logLevel: 'silent',
});

/** Files get the hash of their content in their names, so that a page never mixes two versions. */
export async function bundlePage() {
  const aleph = await readFile(join(ROOT, 'dist/aleph.js'));
  const alephFile = `aleph-${hashOf(aleph)}.js`;
  const { outputFiles } = await bundle(alephFile);
  /** @type {Map<string, Uint8Array>} */
  const files = new Map([[alephFile, aleph]]);
  for (const { path, contents } of outputFiles) files.set(basename(path), contents);

  const html = bundledHtml(await readFile(join(PAGE, 'index.html'), 'utf8'), [...files.keys()]);
  const paths = ['/', ...[...files.keys()].map((file) => `/dist/page/${file}`), ...AS_THEY_ARE];
  const contents = [html, ...(await Promise.all(AS_THEY_ARE.map((path) => readFile(join(PAGE, basename(path))))))];
  const worker = await esbuild.transform(await readFile(join(PAGE, 'sw.js'), 'utf8'), {
    minify: true,
    target: 'es2022',
    charset: 'utf8',
    banner: `self.kieAlephShell=${JSON.stringify({ version: hashOf(...files.keys(), ...contents), files: paths })};`,
  });
  // The page comes last: what it names is there already.
  await writeAll([...files, ['sw.js', worker.code], ['index.html', html]]);
}

/**
 * @param {string} alephFile
 * @throws {SetupError} with the lines esbuild could not read
 */
async function bundle(alephFile) {
  /** @type {esbuild.Plugin} */
  const outside = {
    name: 'outside',
    setup({ onResolve }) {
      // Kept apart: compressed beside other code it would weigh more, and it changes rarely.
      onResolve({ filter: /\/dist\/aleph\.js$/ }, () => ({ path: `./${alephFile}`, external: true }));
      // What a style sheet names by an absolute path is the server's.
      onResolve({ filter: /^\// }, ({ path, kind }) => (kind === 'url-token' ? { path, external: true } : undefined));
    },
  };
  try {
    return await esbuild.build({ ...OPTIONS, write: false, plugins: [outside] });
  } catch (error) {
    const { errors } = /** @type {esbuild.BuildFailure} */ (error);
    if (!errors) throw error;
    const lines = errors.map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text));
    throw new SetupError(['The page cannot be bundled:', ...lines].join('\n'));
  }
}

/**
 * @param {string} html of web/page/index.html
 * @param {string[]} files
 * @throws {SetupError} when it lacks a line that has to be changed
 */
function bundledHtml(html, files) {
  const built = (/** @type {RegExp} */ name) => `/dist/page/${files.find((file) => name.test(file))}`;
  const changes = [
    { from: 'href="/web/page/page.css"', to: `href="${built(/^page-.*\.css$/)}"` },
    // Found inside the page's module only, the other one would come a round trip later.
    {
      from: '<script type="module" src="/web/page/page.js">',
      to: `<link rel="modulepreload" href="${built(/^aleph-/)}"><script type="module" src="${built(/^page-.*\.js$/)}">`,
    },
  ];
  for (const { from, to } of changes) {
    if (html.split(from).length !== 2)
      throw new SetupError(`The page cannot be bundled: web/page/index.html must hold this once: ${from}`);
    html = html.replace(from, () => to);
  }
  return html;
}

/**
 * Each file is there whole or not at all, also for a server that runs meanwhile; those of earlier builds go last.
 * @param {[name: string, content: string | Uint8Array][]} files
 */
async function writeAll(files) {
  await mkdir(OUTPUT, { recursive: true });
  for (const [name, content] of files) {
    const unfinished = join(OUTPUT, `.${process.pid}-${name}`);
    await writeFile(unfinished, content);
    await rename(unfinished, join(OUTPUT, name));
  }
  const current = new Set(files.map(([name]) => name));
  const old = (await readdir(OUTPUT)).filter((name) => !current.has(name) && !name.startsWith('.'));
  await Promise.all(old.map((name) => rm(join(OUTPUT, name), { force: true })));
}

/** @param {(string | Uint8Array)[]} contents */
function hashOf(...contents) {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content).update('\0');
  return hash.digest('hex').slice(0, 8).toUpperCase();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runMain(bundlePage);
