// `npm run generate`: writes what follows from the sources of the element: the table of its languages and its manifest.
// Adding a language is adding one file to web/element/languages.
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMain } from './process.js';
import { ROOT } from './setup.js';

const FOLDER = join(ROOT, 'web', 'element', 'languages');

/** @returns {Promise<string>} what web/element/languages/index.js must hold */
export async function languageIndex() {
  const files = (await readdir(FOLDER)).filter((file) => file !== 'index.js').sort();
  const languages = files.map((file) => ({ file, name: file.replace('.js', '').replace(/-(\w)/g, (_, letter) => letter.toUpperCase()), tag: tagOf(file) }));
  const table = (/** @type {string} */ part) => `{ ${languages.map(({ name, tag }) => `${tag.includes('-') ? `'${tag}'` : tag}: ${name}.${part}`).join(', ')} }`;
  return [
    '// Made by `npm run generate` from the files beside it: one file is one language.',
    ...languages.map(({ file, name }) => `import * as ${name} from './${file}';`),
    '',
    '/** By BCP 47 tag. */',
    `export const ELEMENT_MESSAGES = ${table('element')};`,
    '',
    `export const PAGE_MESSAGES = ${table('page')};`,
    '',
  ].join('\n');
}

/** @param {string} file such as "zh-hans.js" */
function tagOf(file) {
  return new Intl.Locale(file.replace('.js', '')).toString();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runMain(async () => writeFile(join(FOLDER, 'index.js'), await languageIndex()));
}
