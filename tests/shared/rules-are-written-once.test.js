// Proxy, sandbox and service worker run where no WebAssembly is: they reach the client's rules only through web/shared, and nobody
// else writes such a rule again.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string} entry @returns {Promise<string[]>} it and all files it imports, directly or not; comments count for nothing */
async function filesOf(entry) {
  const { metafile } = await build({
    entryPoints: [join(ROOT, entry)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}

suite('imports', () => {
  for (const { entry, from } of [
    { entry: 'web/proxy/proxy.js', from: ['web/proxy/', 'web/shared/'] },
    { entry: 'web/proxy/node-adapter.js', from: ['web/proxy/', 'web/shared/'] },
    { entry: 'web/page/sw.js', from: ['web/page/', 'web/shared/'] },
    { entry: 'web/local/sandbox.js', from: ['web/local/', 'web/shared/'] },
  ]) {
    test(`${entry} is made of ${from.join(' and ')} only`, async () => {
      const strangers = (await filesOf(entry)).filter((file) => !from.some((folder) => file.startsWith(folder)));
      assert.deepEqual(strangers, []);
    });
  }

  test('web/shared imports nothing from elsewhere', async () => {
    for (const file of await readdir(join(ROOT, 'web/shared'))) {
      const strangers = (await filesOf(`web/shared/${file}`)).filter((input) => !input.startsWith('web/shared/'));
      assert.deepEqual(strangers, [], file);
    }
  });

  test('the walk finds what it must not: the command has the client', async () => {
    assert.ok((await filesOf('web/command/command.js')).includes('web/client/client.js'));
  });
});

suite('outside of web/shared', () => {
  /** How each rule looks in code without comments. */
  const RULES = [
    { rule: 'the path of an endpoint', found: /\/api\/v1\/|\/record-info|\/recordInfo|file-(?:stream|url)-upload/ },
    { rule: 'which characters a key has', found: /\\x2[01]-/ },
    { rule: 'what a base URL is', found: /https\?:\\\/\\\// },
    { rule: 'when a task is final', found: /status[!=]==?"processing"|successFlag\)?>=?/ },
  ];

  for (const { rule, found } of RULES) {
    test(`nobody writes ${rule}`, async () => {
      const all = await readdir(join(ROOT, 'web'), { recursive: true });
      const files = all.filter((file) => file.endsWith('.js') && !file.startsWith('shared'));
      assert.ok(files.length > 50);
      /** @type {string[]} */
      const writers = [];
      for (const file of files) {
        const source = await readFile(join(ROOT, 'web', file), 'utf8');
        const { code } = await transform(source, { minifyWhitespace: true, legalComments: 'none' });
        if (found.test(code)) writers.push(file);
      }
      assert.deepEqual(writers, []);
    });

    test(`${rule} is found where it is written`, async () => {
      const all = await readdir(join(ROOT, 'web/shared'));
      const sources = await Promise.all(all.map((file) => readFile(join(ROOT, 'web/shared', file), 'utf8')));
      const codes = await Promise.all(sources.map((source) => transform(source, { minifyWhitespace: true })));
      assert.ok(codes.some(({ code }) => found.test(code)));
    });
  }
});
