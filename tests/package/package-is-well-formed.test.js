// publint and attw find nothing; every entry can be imported anywhere; the build has nothing a strict policy forbids.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';
import { emptyProject, tool } from './installed.js';

const PACKAGE = join(ROOT, 'build/package/package');

/** @returns {Promise<string>} the packed tarball */
async function tarball() {
  const name = (await readdir(join(ROOT, 'build/package'))).find((file) => file.endsWith('.tgz'));
  return join(ROOT, 'build/package', String(name));
}

test('publint --strict', async () => {
  assert.match(await run(process.execPath, [tool('publint'), '--strict', PACKAGE]), /All good!/);
});

test('attw --profile esm-only', async () => {
  const entries = ['.', './external', './element', './element/define', './proxy', './sandbox'];
  await run(process.execPath, [
    tool('attw'),
    '--profile',
    'esm-only',
    '--entrypoints',
    ...entries,
    '--',
    await tarball(),
  ]);
});

test('every entry has its files, and no dependencies at run time', async () => {
  const { exports, dependencies, files, engines } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  assert.equal(dependencies, undefined);
  assert.ok(files.length > 0 && engines.node);
  for (const entry of Object.values(exports)) {
    for (const path of typeof entry === 'string' ? [entry] : Object.values(entry))
      await readFile(join(PACKAGE, String(path)));
  }
});

test('the notices name what is compiled in', async () => {
  const notices = await readFile(join(PACKAGE, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const part of ['Niels Lohmann', 'Emscripten authors', 'Rich Felker', 'LLVM project', 'Luke Edwards'])
    assert.ok(notices.includes(part), part);
});

const ENTRIES = [
  'kie-aleph',
  'kie-aleph/external',
  'kie-aleph/element',
  'kie-aleph/element/define',
  'kie-aleph/proxy',
  'kie-aleph/sandbox',
];

for (const entry of ENTRIES) {
  test(`importing ${entry} on a server touches no global, asks for nothing and says nothing`, async (t) => {
    const script = `
      const before = Reflect.ownKeys(globalThis).length;
      for (const name of ['fetch', 'setTimeout', 'setInterval', 'queueMicrotask']) globalThis[name] = () => { throw new Error(name + ' called'); };
      for (const name of ['instantiate', 'compile', 'Module']) WebAssembly[name] = () => { throw new Error(name + ' called'); };
      const names = Object.keys(await import('${entry}'));
      if (Reflect.ownKeys(globalThis).length !== before) throw new Error('a global was added');
      process.stdout.write(names.join());`;
    const folder = await emptyProject(t);
    const said = await run(
      process.execPath,
      ['--disallow-code-generation-from-strings', '--input-type=module', '-e', script],
      { cwd: folder },
    );
    assert.match(said, /Aleph|create/);
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
  for (const path of ['web/client/index.js', 'web/client/external.js', 'web/element/define.js']) {
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
    if (path !== 'web/client/external.js') assert.doesNotMatch(bare, /XMLHttpRequest/, path);
  }
});
