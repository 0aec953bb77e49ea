// `npm run readme [-- block …]`: writes what can be measured or copied into the README, between its markers; by default all of it.
// The test run says which of it is out of date.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchWebKit } from '../tests/helpers/webkit.js';
import { installTools, tool, TOOLS } from '../tests/package/installed.js';
import { build } from './build.js';
import { findEmscripten } from './emscripten.js';
import { findProgram, PROGRAMS } from './machine-packages.js';
import { run, runMain, SetupError } from './process.js';
import { ROOT } from './setup.js';
import { compareSizes } from './size.js';

const README = join(ROOT, 'README.md');
const RECIPES = ['node', 'bun', 'deno', 'cloudflare-worker', 'vercel'];

/** @type {Record<string, () => Promise<string>>} what stands between `<!-- name -->` and `<!-- /name -->` */
export const BLOCKS = {
  async recipes() {
    const texts = await Promise.all(
      RECIPES.map((name) => readFile(join(ROOT, `tests/package/recipes/${name}.js`), 'utf8')),
    );
    return texts.map((text) => `\`\`\`js\n${text}\`\`\``).join('\n\n');
  },
  async sizes() {
    const rows = Object.entries(await compareSizes()).map(
      ([name, { raw, gzip, brotli, ratio }]) => `| \`${name}\` | ${raw} | ${gzip} | ${brotli} | ${ratio.toFixed(2)} |`,
    );
    return ['| | minified | gzip | brotli | ratio |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
  },
  async versions() {
    const rows = await Promise.all(
      Object.entries(VERSIONS).map(async ([name, versionOf]) => `| ${name} | ${await versionOf()} |`),
    );
    return ['| | version |', '| --- | --- |', ...rows].join('\n');
  },
  async cdn() {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    const hash = createHash('sha384')
      .update(await readFile(join(ROOT, 'dist/kie-aleph.js')))
      .digest('base64');
    const url = `https://cdn.jsdelivr.net/npm/kie-aleph@${version}/dist/kie-aleph.js`;
    const map = JSON.stringify({ imports: { 'kie-aleph': url }, integrity: { [url]: `sha384-${hash}` } }, null, 2);
    return `\`\`\`html\n<script type="importmap">\n${map}\n</script>\n<script type="module">\n  import { AlephClient } from 'kie-aleph';\n</script>\n\`\`\``;
  },
};

/** @type {Record<string, () => Promise<string>>} */
const VERSIONS = {
  Chromium: () => programVersion('chromium'),
  'Firefox ESR': () => programVersion('firefox'),
  WebKitGTK: webKitVersion,
  'Node.js': async () => `${process.versions.node}, ${await firstNumber(tool('node'))}`,
  Deno: () => firstNumber(tool('deno')),
  Bun: () => firstNumber(tool('bun')),
  ...Object.fromEntries(
    ['workerd', 'vite', 'webpack', 'rollup', 'esbuild', 'parcel', '@rspack/core'].map((name) => [
      name,
      () => packageVersion(name),
    ]),
  ),
  TypeScript: async () => `${await packageVersion('typescript-oldest')}, ${await packageVersion('typescript-newest')}`,
  Emscripten: async () => (await findEmscripten()).version,
};

/** @param {keyof typeof PROGRAMS} name */
async function programVersion(name) {
  return firstNumber(String(findProgram(PROGRAMS[name])));
}

/** Its program says it only to a driver. */
async function webKitVersion() {
  const { version, close } = await launchWebKit();
  await close();
  return version;
}

/** @param {string} command */
async function firstNumber(command) {
  return /\d+(\.\d+)+/.exec(await run(command, ['--version']))?.[0] ?? 'unknown';
}

/** @param {string} name */
async function packageVersion(name) {
  return JSON.parse(await readFile(join(TOOLS, name, 'package.json'), 'utf8')).version;
}

/**
 * @param {string} readme
 * @param {string} name
 * @returns {{ from: number, to: number }} where the block's text is
 */
function placeOf(readme, name) {
  const [start, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new SetupError(`README.md has no block ${start.trim()} … ${end.trim()}.`);
  return { from: from + start.length, to };
}

/**
 * Needs the release build and the package's tools.
 * @param {string[]} names of blocks
 */
async function writeReadme(names) {
  let readme = await readFile(README, 'utf8');
  for (const name of names) {
    const text = await BLOCKS[name]?.();
    if (text === undefined) throw new SetupError(`No block "${name}": ${Object.keys(BLOCKS).join(', ')}.`);
    const { from, to } = placeOf(readme, name);
    readme = readme.slice(0, from) + text + readme.slice(to);
  }
  await writeFile(README, readme);
}

/**
 * @param {string} [readme] its text
 * @param {Record<string, () => Promise<string>>} [blocks]
 * @returns {Promise<string[]>} the names of the blocks that this machine and these sources would write otherwise
 */
export async function outdatedBlocks(readme, blocks = BLOCKS) {
  const text = readme ?? (await readFile(README, 'utf8'));
  const outdated = [];
  for (const [name, make] of Object.entries(blocks)) {
    const { from, to } = placeOf(text, name);
    if (text.slice(from, to) !== (await make())) outdated.push(name);
  }
  return outdated;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => {
    await build('release');
    await installTools();
    const names = process.argv.slice(2);
    await writeReadme(names.length > 0 ? names : Object.keys(BLOCKS));
  });
}
