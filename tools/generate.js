// `npm run generate`: writes what follows from other sources: the tables of languages, and the element's manifest.
// Adding a language is adding one file to web/words.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMain } from './process.js';
import { ROOT } from './setup.js';

const WORDS = 'web/words';
const MANIFEST = 'web/element/custom-elements.json';
/** By file: the parts of a language of which it has tables. What a page loads later has a file of its own. */
export const TABLES = {
  'index.js': ['element', 'page', 'extension'],
  'create-words.js': ['create'],
  'keep-words.js': ['keep'],
};
/** What is in web/words besides languages. */
const NO_LANGUAGES = ['choose-language.js', 'document.js', 'fill.js', ...Object.keys(TABLES)];

/** @param {readonly string[]} parts @returns {Promise<string>} what the file of their tables must hold */
export async function languageTables(parts) {
  const files = (await readdir(join(ROOT, WORDS))).filter((file) => !NO_LANGUAGES.includes(file)).sort();
  const languages = files.map((file) => ({
    file,
    name: file.replace('.js', '').replace(/-(\w)/g, (_, letter) => letter.toUpperCase()),
    tag: tagOf(file),
  }));
  const tables = parts.map((part) => {
    const type = `import('./en.js').${part[0]?.toUpperCase()}${part.slice(1)}Words`;
    const rows = languages.map(({ name, tag }) => `  ${tag.includes('-') ? `'${tag}'` : tag}: ${name}.${part},\n`);
    return [
      `/** By BCP 47 tag. @type {{ en: ${type}, [tag: string]: ${type} }} */`,
      `export const ${part.toUpperCase()}_WORDS = {\n${rows.join('')}};`,
      '',
    ];
  });
  return [
    '// Made by `npm run generate` from the files beside it: one file is one language.',
    ...languages.map(({ file, name }) => `import * as ${name} from './${file}';`),
    '',
    ...tables.flat(),
  ].join('\n');
}

/** @param {string} file such as "zh-hans.js" */
function tagOf(file) {
  return new Intl.Locale(file.replace('.js', '')).toString();
}

const ANALYZER = '@custom-elements-manifest/analyzer';
const ELEMENTS = [
  'web/element/aleph-task.js',
  'web/element/define.js',
  'web/element/aleph-create.js',
  'web/element/define-create.js',
];

/** @typedef {{ name: string, privacy?: string }} Named */

/** @returns {Promise<string>} what web/element/custom-elements.json must hold: the public face of the elements, from their JSDoc */
export async function elementManifest() {
  // Not by its command, which writes into package.json whatever it is told. Named so, since its types cannot be read.
  const { create, ts } = await import(ANALYZER);
  const sources = await Promise.all(
    ELEMENTS.map(async (file) =>
      ts.createSourceFile(file, await readFile(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2015, true),
    ),
  );
  const manifest = create({ modules: sources, plugins: [], context: { dev: false } });
  for (const { declarations } of manifest.modules) {
    for (const declaration of declarations) {
      // The analyzer also finds what is private, what the browser calls, and what it only takes for a member or an event.
      declaration.members = declaration.members?.filter(
        (/** @type {Named} */ { name, privacy }) => privacy !== 'private' && !/Callback$|^adopted/.test(name),
      );
      declaration.events = declaration.events?.filter((/** @type {Named} */ { name }) => name.startsWith('aleph-'));
    }
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => {
    for (const [file, parts] of Object.entries(TABLES))
      await writeFile(join(ROOT, WORDS, file), await languageTables(parts));
    await writeFile(join(ROOT, MANIFEST), await elementManifest());
  });
}
