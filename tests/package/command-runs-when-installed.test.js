// `npm install` of the packed tarball and `npx kie-aleph`: the command and the page it serves, without anything of the project.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run } from '../../tools/process.js';
import { ROOT } from '../../tools/setup.js';

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kie-aleph-npx-'));
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const tarball = (await readdir(join(ROOT, 'build/package'))).find((file) => file.endsWith('.tgz'));
  await run(
    'npm',
    [
      'install',
      '--offline',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      join(ROOT, 'build/package', String(tarball)),
    ],
    { cwd: folder },
  );
});
after(() => rm(folder, { recursive: true, force: true }));

test('npx kie-aleph --version', async () => {
  assert.match(await run('npx', ['--no-install', 'kie-aleph', '--version'], { cwd: folder }), /^\d+\.\d+\.\d+\n$/);
});

test('nothing but the package is installed', async () => {
  assert.deepEqual(
    (await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.')),
    ['kie-aleph'],
  );
});

test('kie-aleph serve serves the page with all it names', async (t) => {
  const child = spawn(join(folder, 'node_modules/.bin/kie-aleph'), ['serve', '--port', '0'], {
    cwd: folder,
    env: { ...process.env, KIE_API_KEY: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  const [said] = await once(child.stdout, 'data');
  const url = /http:\S+?\/(?=:)/.exec(String(said))?.[0] ?? '';
  const html = await (await fetch(url)).text();
  const names = [...html.matchAll(/(?:src|href)="([^"#:]+)"/g)].map(([, name]) => String(name));
  assert.ok(names.length >= 3, html);
  assert.match(html, /src="\/assets\//, 'the built page');
  for (const name of [...names, '/sw.js', '/service.json']) {
    const response = await fetch(new URL(name, url));
    assert.equal(response.status, 200, name);
    await response.arrayBuffer();
  }
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});
