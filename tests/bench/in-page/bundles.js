// Each contender as files to be served: bundled by Vite with its defaults, so that what a page does not use is dropped; or as it ships.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vite from 'vite';
import { ROOT } from '../../../tools/setup.js';

const PAGES = fileURLToPath(new URL('pages/', import.meta.url));
/** Stands for the page's script: the contender, and the line that hands it to what measures (site.js). */
const ENTRY = 'bench-entry.js';
/** Where dist/kie-aleph.js is served from, below the contender's own folder. */
const SHIPPED = 'kie-aleph.js';

/** @typedef {Map<string, Uint8Array>} Files contents by path below the contender's own folder */
/** @typedef {{ script: (folder: string) => string, files: Files }} Bundle script: the element that loads it from the folder */

/**
 * @param {import('./contenders.js').Contender} contender
 * @param {readonly string[]} hands what its page hands to `bench`
 * @returns {Promise<Bundle>}
 */
export async function bundle({ page, form = 'bundled' }, hands) {
  return form === 'bundled' ? bundled(page, hands) : asShipped(page, hands);
}

/** @param {string} page @param {readonly string[]} hands @returns {Promise<Bundle>} */
async function bundled(page, hands) {
  // Vite leaves its own in the environment.
  const { NODE_ENV } = process.env;
  const result = await vite.build({
    root: PAGES,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    base: './',
    plugins: [entryOf(page, hands)],
    resolve: { alias: await ownEntries() },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: ENTRY, output: { entryFileNames: 'page.js', assetFileNames: '[name][extname]' } },
    },
  });
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (result);
  const files = output.map((file) => {
    const content = file.type === 'chunk' ? file.code : file.source;
    return /** @type {const} */ ([file.fileName, Buffer.from(content)]);
  });
  return { script: (folder) => `<script type="module" src="${folder}/page.js"></script>`, files: new Map(files) };
}

/** The page's own lines in the document, what it imports from a file. @param {string} page @param {readonly string[]} hands @returns {Promise<Bundle>} */
async function asShipped(page, hands) {
  const own = (await readFile(join(PAGES, `${page}.js`), 'utf8')).replaceAll('export const', 'const');
  return {
    script: (folder) =>
      `<script type="module">${own.replace("'kie-aleph'", `'${folder}/${SHIPPED}'`)}\nbench(${hands});</script>`,
    files: new Map([[SHIPPED, await readFile(join(ROOT, 'dist/kie-aleph.js'))]]),
  };
}

/** @param {string} page @param {readonly string[]} hands @returns {import('vite').Plugin} */
function entryOf(page, hands) {
  const lines = `import * as page from './${page}.js';\nglobalThis.bench(${hands.map((name) => `page.${name}`)});\n`;
  return {
    name: 'bench-entry',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith(ENTRY) ? join(PAGES, ENTRY) : null),
    load: (id) => (id === join(PAGES, ENTRY) ? lines : null),
  };
}

/** The package's entries by their names, as if it were installed here. @returns {Promise<import('vite').Alias[]>} */
async function ownEntries() {
  const { name, exports } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return ['.', './look', './external'].map((entry) => ({
    find: new RegExp(`^${name}${entry.slice(1)}$`),
    replacement: join(ROOT, exports[entry].default),
  }));
}
