// `npm run readme [-- block …]`: writes what can be measured or copied into the README and docs/recipes, between markers; by default all of it.
// The test run says which of it is out of date.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
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

/** Where a block stands, if not in README.md. @type {Record<string, string>} */
const FILES = { recipes: 'docs/recipes/proxy.md', index: 'docs/recipes/README.md' };
const TESTS = join(ROOT, 'tests/package');
const RECIPES = ['node', 'bun', 'deno', 'cloudflare-worker', 'cloudflare-durable-objects', 'vercel'];

/** @type {Record<string, () => Promise<string>>} what stands between `<!-- name -->` and `<!-- /name -->` */
export const BLOCKS = {
  recipe: () => recipe('node'),
  async recipes() {
    return (await Promise.all(RECIPES.map(recipe))).join('\n\n');
  },
  async index() {
    const folder = join(ROOT, 'docs/recipes');
    const files = (await readdir(folder)).filter((file) => file !== 'README.md').sort();
    const rows = files.map(async (file) => {
      const [, title] = /^# (.*)$/m.exec(await readFile(join(folder, file), 'utf8')) ?? [];
      return `| [${file.replace('.md', '')}](${file}) | ${title} |`;
    });
    return ['| recipe | |', '| --- | --- |', ...(await Promise.all(rows))].join('\n');
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
    return ['| | version |', '| --- | --- |', ...(await stackRows()), ...rows].join('\n');
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

/** @param {string} name of a file that a test runs */
async function recipe(name) {
  return `\`\`\`js\n${await readFile(join(TESTS, 'recipes', `${name}.js`), 'utf8')}\`\`\``;
}

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

/**
 * One row for each project of tests/package/stacks that a test tries: the test, and what the project's lock file names.
 * @param {string} [folder] with test files and stacks/
 * @returns {Promise<string[]>} rows of the table of versions
 */
export async function stackRows(folder = TESTS) {
  const tests = (await readdir(folder)).filter((file) => file.endsWith('.test.js')).sort();
  const texts = await Promise.all(tests.map((file) => readFile(join(folder, file), 'utf8')));
  const rows = [];
  for (const name of (await readdir(join(folder, 'stacks'))).sort()) {
    const test = tests[texts.findIndex((text) => text.includes(`'${name}'`))];
    const lock = await readFile(join(folder, 'stacks', name, 'package-lock.json'), 'utf8').catch(() => undefined);
    if (test && lock) rows.push(`| [${name}](tests/package/${test}) | ${versionsIn(JSON.parse(lock)).join(', ')} |`);
  }
  return rows;
}

/** @param {any} lock @returns {string[]} what the project itself asks for, but for types: names, of what is installed under another one its own */
function versionsIn({ packages }) {
  const { dependencies, devDependencies } = packages[''];
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => !name.startsWith('@types/'))
    .map((name) => ({ name, ...packages[`node_modules/${name}`] }))
    .map(({ name, version }) => `${name} ${version}`);
}

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
 * @param {string} text
 * @param {string} name
 * @returns {{ from: number, to: number }} where the block's text is
 */
function placeOf(text, name) {
  const [start, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new SetupError(`${fileOf(name)} has no block ${start.trim()} … ${end.trim()}.`);
  return { from: from + start.length, to };
}

/** @param {string} name of a block */
function fileOf(name) {
  return FILES[name] ?? 'README.md';
}

/**
 * Needs the release build and the package's tools.
 * @param {string[]} names of blocks
 */
async function writeReadme(names) {
  for (const name of names) {
    const block = await BLOCKS[name]?.();
    if (block === undefined) throw new SetupError(`No block "${name}": ${Object.keys(BLOCKS).join(', ')}.`);
    const path = join(ROOT, fileOf(name));
    const text = await readFile(path, 'utf8');
    const { from, to } = placeOf(text, name);
    await writeFile(path, text.slice(0, from) + block + text.slice(to));
  }
}

/**
 * @param {string} [document] its text, with all the blocks; by default each block's own file
 * @param {Record<string, () => Promise<string>>} [blocks]
 * @returns {Promise<string[]>} the names of the blocks that this machine and these sources would write otherwise
 */
export async function outdatedBlocks(document, blocks = BLOCKS) {
  const outdated = [];
  for (const [name, make] of Object.entries(blocks)) {
    const text = document ?? (await readFile(join(ROOT, fileOf(name)), 'utf8'));
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
