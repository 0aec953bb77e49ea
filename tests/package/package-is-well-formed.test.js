// publint and attw find nothing; every entry can be imported anywhere; the build has nothing a strict policy forbids.
import assert from 'node:assert/strict';
import { cp, readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';
import { emptyProject, tool } from './installed.js';

const PACKAGE = join(ROOT, 'build/package/package');
const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));

/** The entries that are modules, as package.json has them: ".", "./element", … @type {string[]} */
const MODULES = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([entry]) => entry);

/** @returns {Promise<string>} the packed tarball */
async function tarball() {
  const name = (await readdir(join(ROOT, 'build/package'))).find((file) => file.endsWith('.tgz'));
  return join(ROOT, 'build/package', String(name));
}

test('publint --strict', async () => {
  assert.match(await run(process.execPath, [tool('publint'), '--strict', PACKAGE]), /All good!/);
});

test('attw --profile esm-only', async () => {
  await run(process.execPath, [
    tool('attw'),
    '--profile',
    'esm-only',
    '--entrypoints',
    ...MODULES,
    '--',
    await tarball(),
  ]);
});

test('there are no dependencies at run time', () => {
  assert.equal(manifest.dependencies, undefined);
  assert.ok(manifest.engines.node);
});

/**
 * @param {unknown} value of package.json
 * @returns {string[]} the texts in it
 */
function textsOf(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

const packed = (await readdir(PACKAGE, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => relative(PACKAGE, join(entry.parentPath, entry.name)));

for (const member of ['main', 'types', 'bin', 'exports', 'customElements', 'sideEffects', 'files']) {
  test(`all that "${member}" names is in the package`, () => {
    const paths = textsOf(manifest[member]);
    assert.ok(paths.length > 0);
    for (const path of paths) {
      const pattern = path.replace(/^\.\//, '').replaceAll('.', '\\.').replaceAll('*', '[^/]*');
      // Of "files", a folder is all that is in it.
      const named = new RegExp(member === 'files' ? `^${pattern}(/|$)` : `^${pattern}$`);
      assert.ok(
        packed.some((file) => named.test(file)),
        path,
      );
    }
  });
}

test('the notices name what is compiled in', async () => {
  const notices = await readFile(join(PACKAGE, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const part of ['Niels Lohmann', 'Emscripten authors', 'Rich Felker', 'LLVM project', 'Luke Edwards'])
    assert.ok(notices.includes(part), part);
});

for (const entry of MODULES.map((path) => path.replace('.', 'kie-aleph'))) {
  test(`importing ${entry} on a server touches no global, asks for nothing and says nothing`, async (t) => {
    const script = `
      const before = Reflect.ownKeys(globalThis).length;
      for (const name of ['fetch', 'setTimeout', 'setInterval', 'queueMicrotask']) globalThis[name] = () => { throw new Error(name + ' called'); };
      for (const name of ['instantiate', 'compile', 'Module']) WebAssembly[name] = () => { throw new Error(name + ' called'); };
      const names = Object.keys(await import('${entry}'));
      if (Reflect.ownKeys(globalThis).length !== before) throw new Error('a global was added');
      process.stdout.write(names.join());`;
    const folder = await emptyProject(t);
    // What an entry is for is there, and may be: it is an optional peer.
    if (entry === 'kie-aleph/react')
      await cp(join(ROOT, 'node_modules/react'), join(folder, 'node_modules/react'), { recursive: true });
    const said = await run(
      process.execPath,
      ['--disallow-code-generation-from-strings', '--input-type=module', '-e', script],
      { cwd: folder },
    );
    assert.notEqual(said, '');
  });
}

/** What no module of ours may hold, as code: comments are left out. */
const FORBIDDEN = [
  { what: 'eval', pattern: /\beval\(|new Function\b/ },
  { what: 'import()', pattern: /\bimport\(/ },
  { what: 'top-level await', pattern: /^await |^(?:const|let|var) [^=]+= await /m },
  { what: 'console', pattern: /\bconsole\.(?!error\.bind)/ },
];

test('the client and the element hold no eval, import(), top-level await or console', async () => {
  const { build } = await import('esbuild');
  for (const path of ['web/client/index.js', 'web/client/look.js', 'web/client/external.js', 'web/element/define.js']) {
    const { outputFiles } = await build({
      entryPoints: [join(PACKAGE, path)],
      bundle: true,
      format: 'esm',
      write: false,
      legalComments: 'none',
    });
    const code = outputFiles[0]?.text ?? '';
    // Comments survive bundling; written anew without white space they do not.
    const { code: bare } = await (await import('esbuild')).transform(code, {
      minifyWhitespace: true,
      legalComments: 'none',
    });
    for (const { what, pattern } of FORBIDDEN) assert.doesNotMatch(bare, pattern, `${path}: ${what}`);
    // A service worker has none: Emscripten's own would throw there. Uploads use it where there is one, to tell how far they are.
    const requests = bare.match(/(?:new |globalThis\.)?XMLHttpRequest/g) ?? [];
    const isLook = path === 'web/client/look.js';
    if (path !== 'web/client/external.js')
      assert.deepEqual(requests, isLook ? [] : ['globalThis.XMLHttpRequest', 'new XMLHttpRequest'], path);
  }
});
