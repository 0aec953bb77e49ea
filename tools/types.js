// Writes types/ from the JSDoc of what the package exports: `npm run types`. Part of packing.
import { appendFile, copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kindOf } from '../web/client/make-error.js';
import { run, runMain } from './process.js';
import { ROOT } from './setup.js';

const TEMPLATES = `
import './jsx.js';
import './svelte.js';
import './vue.js';
`;

/** What JSDoc cannot say: the tag and its events, for `document.createElement`, `addEventListener` and JSX. */
const GLOBALS = `${TEMPLATES}
import type { AlephTaskEventMap } from './aleph-task.js';
declare global {
  interface HTMLElementTagNameMap {
    'aleph-task': AlephTaskElement;
  }
  interface HTMLElementEventMap extends AlephTaskEventMap {}
}
`;

/** The same of the form. */
const CREATE_GLOBALS = `${TEMPLATES}
import type { AlephCreateEventMap } from './aleph-create.js';
declare global {
  interface HTMLElementTagNameMap {
    'aleph-create': AlephCreateElement;
  }
  interface HTMLElementEventMap extends AlephCreateEventMap {}
}
`;

/** What JSX and the checkers of templates know of the element: files of web/element, as they are. */
const TEMPLATE_TYPES = ['template-types', 'jsx', 'svelte', 'vue'].map((name) => `${name}.d.ts`);

/** What JSDoc cannot say of a class without adding a field to it: the one `kind` it has. Then the errors are a union told apart by it. @param {string} types of errors.js @returns {string} */
function withKinds(types) {
  // As many lines as before, which the map counts.
  return types.replace(
    /^export class (\w+) extends AlephError \{\n\}/gm,
    (_, name) => `export class ${name} extends AlephError { kind: '${kindOf(name)}';\n}`,
  );
}

/** @param {string} [folder] */
export async function writeTypes(folder = join(ROOT, 'types')) {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [tsc, '-p', join(ROOT, 'tools', 'tsconfig.types.json'), '--outDir', folder], {
    cwd: ROOT,
  });
  await appendFile(join(folder, 'element', 'define.d.ts'), GLOBALS);
  await appendFile(join(folder, 'element', 'define-create.d.ts'), CREATE_GLOBALS);
  for (const file of TEMPLATE_TYPES) await copyFile(join(ROOT, 'web/element', file), join(folder, 'element', file));
  // tsc leaves out imports that bring no names: this one brings the tag.
  await appendFile(join(folder, 'react', 'index.d.ts'), "import '../element/define.js';\n");
  // TypeScript before 5.7 knows no type parameter there.
  const media = join(folder, 'local', 'media.d.ts');
  await writeFile(media, (await readFile(media, 'utf8')).replaceAll('Uint8Array<ArrayBuffer>', 'Uint8Array'));
  const errors = join(folder, 'client', 'errors.d.ts');
  await writeFile(errors, withKinds(await readFile(errors, 'utf8')));
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), withMapLast(text));
  }
}

/** Where editors look for it, whatever was added. @param {string} types @returns {string} */
function withMapLast(types) {
  const [map = ''] = /^\/\/# sourceMappingURL=.*\n?/m.exec(types) ?? [];
  return `${types.replace(map, '').trimEnd()}\n${map}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runMain(() => writeTypes());
