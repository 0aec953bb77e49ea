// `npm run build:extension`: the extension for Chrome and Firefox, as folders to load and as zips for the stores.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';
import { runMain } from './process.js';
import { ROOT } from './setup.js';
import { ICON_SIZES, localeFiles, manifestFor } from '../web/extension/manifest.js';

const SOURCE = join(ROOT, 'web/extension');
const OUTPUT = join(ROOT, 'build/extension');
const SCRIPTS = ['background.js', 'popup.js', 'options.js', 'create.js'];
const ICONS = ICON_SIZES.map((size) => `icons/icon-${size}.png`);
const FILES = ['popup.html', 'options.html', 'create.html', 'extension.css', ...ICONS];
const NOTICES = 'THIRD-PARTY-NOTICES.txt';
/** The zips of one content are the same bytes. */
const ZIP_TIME = new Date(1985, 9, 26);

/**
 * @param {string} [output] folder; what it holds is removed
 * @returns {Promise<Record<'chrome' | 'firefox', { folder: string, zip: string }>>}
 */
export async function buildExtension(output = OUTPUT) {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await rm(output, { recursive: true, force: true });
  return { chrome: await buildFor('chrome', version, output), firefox: await buildFor('firefox', version, output) };
}

/**
 * @param {'chrome' | 'firefox'} browser
 * @param {string} version
 * @param {string} output
 */
async function buildFor(browser, version, output) {
  // Not before: on a clean clone they are installed by the build.
  const [{ build: bundle }, { zipSync }] = [await import('esbuild'), await import('fflate')];
  const folder = join(output, browser);
  await mkdir(join(folder, 'icons'), { recursive: true });
  await bundle({
    entryPoints: SCRIPTS.map((file) => join(SOURCE, file)),
    outdir: folder,
    bundle: true,
    // Readable: the stores' reviewers read it.
    minifySyntax: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    ignoreAnnotations: true,
    logLevel: 'silent',
  });
  for (const file of FILES) await copyFile(join(SOURCE, file), join(folder, file));
  await copyFile(join(ROOT, 'dist', NOTICES), join(folder, NOTICES));
  const made = new Map([['manifest.json', manifestFor(browser, version)], ...localeFiles()]);
  for (const [path, content] of made) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${JSON.stringify(content, null, 2)}\n`);
  }

  /** @type {Record<string, Uint8Array>} */
  const entries = {};
  const paths = [...SCRIPTS, ...FILES, NOTICES, ...made.keys()];
  for (const path of paths.sort()) entries[path] = await readFile(join(folder, path));
  const zip = join(output, `kie-aleph-${browser}-${version}.zip`);
  await writeFile(zip, zipSync(entries, { level: 9, mtime: ZIP_TIME }));
  return { folder, zip };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => {
    await build('release');
    for (const { folder, zip } of Object.values(await buildExtension())) console.log(`${zip}\n  unpacked: ${folder}`);
  });
}
