// Preparing the toolchain: verified before it is used, done again when it was interrupted, and not done twice.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { preparePrefix } from '../../tools/debian-prefix.js';
import { SetupError } from '../../tools/process.js';

const GOOD = 'the package';
const SHA256 = createHash('sha256').update(GOOD).digest('hex');

/**
 * apt and dpkg played by shell scripts: one package, whose download holds what the file `served` says.
 * @param {import('node:test').TestContext} t
 * @param {{ isFresh?: boolean }} [machine] isFresh: one whose own apt has read no index yet
 */
async function fakeDebian(t, { isFresh = false } = {}) {
  const root = await mkdtemp(join(tmpdir(), 'debian-'));
  const bin = join(root, 'bin');
  const served = join(root, 'served');
  const log = join(root, 'log');
  await mkdir(bin);
  await writeFile(served, GOOD);
  await writeFile(log, '');
  const scripts = {
    'apt-get': `echo "apt-get $*" >> '${log}'
      case "$*" in
        ${isFresh ? '*machine-lists*indextargets*' : '*indextargets*'}) echo 'http://mirror.invalid/debian/ stable';;
        *print-uris*) echo "'http://mirror.invalid/one.deb' one_1.0_all.deb 11 MD5Sum:0";;
        *download*one=1.0) cp '${served}' one_1.0_all.deb; echo 'Get:1 u s c one';;
      esac`,
    'apt-cache': `printf 'Package: one\\nVersion: 1.0\\nSHA256: ${SHA256}\\n'`,
    'dpkg-deb': `mkdir -p "$3/usr" && cp "$2" "$3/usr/one"`,
  };
  for (const [name, script] of Object.entries(scripts))
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const path = process.env.PATH;
  process.env.PATH = `${bin}:${path}`;
  t.after(async () => {
    process.env.PATH = path;
    await rm(root, { recursive: true });
  });
  return {
    prefix: join(root, 'prefix'),
    served,
    calls: async () => (await readFile(log, 'utf8')).split('\n').length - 1,
  };
}

test('a machine that has read no index of its own yet reads it beside the prefix', async (t) => {
  const { prefix } = await fakeDebian(t, { isFresh: true });
  assert.deepEqual(await preparePrefix(prefix, ['one']), { one: '1.0' });
});

test('a prefix holds the packages and tells their versions; a second run starts no program', async (t) => {
  const { prefix, calls } = await fakeDebian(t);
  assert.deepEqual(await preparePrefix(prefix, ['one']), { one: '1.0' });
  assert.equal(await readFile(join(prefix, 'usr/one'), 'utf8'), GOOD);
  const before = await calls();
  assert.deepEqual(await preparePrefix(prefix, ['one']), { one: '1.0' });
  assert.equal(await calls(), before);
});

test('a corrupted download is refused, removed, and fetched anew by the next run', async (t) => {
  const { prefix, served } = await fakeDebian(t);
  await writeFile(served, 'not the package');
  await assert.rejects(
    preparePrefix(prefix, ['one']),
    (error) => error instanceof SetupError && /one_1\.0_all\.deb is corrupted/.test(error.message),
  );
  assert.ok(!existsSync(join(prefix, 'usr/one')) && !existsSync(join(`${prefix}.apt`, 'archives/one_1.0_all.deb')));
  await writeFile(served, GOOD);
  await preparePrefix(prefix, ['one']);
  assert.equal(await readFile(join(prefix, 'usr/one'), 'utf8'), GOOD);
});

test('what an interrupted run left is done again', async (t) => {
  const { prefix } = await fakeDebian(t);
  await mkdir(join(prefix, 'usr'), { recursive: true });
  await writeFile(join(prefix, 'usr/half'), 'half');
  await preparePrefix(prefix, ['one']);
  assert.ok(!existsSync(join(prefix, 'usr/half')));
});
