// The set-up takes an Emscripten that is new enough, refuses one that is not, and says what to do where it can do nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { atLeast, findEmscripten, OLDEST_EMSCRIPTEN } from '../../tools/emscripten.js';
import { SetupError } from '../../tools/process.js';

const ACTION = new URL('../../.github/actions/emscripten/action.yml', import.meta.url);

const VERSIONS = /** @type {[version: string, enough: boolean][]} */ ([
  ['3.1.6', false],
  ['4.0.9', false],
  ['4.0.20', false],
  ['4.0.21', true],
  ['4.1.0', true],
  ['4.10.0', true],
  ['5.0.0', true],
  ['6.0.5', true],
  ['10.0.0', true],
]);
for (const [version, enough] of VERSIONS) {
  test(`${version} is ${enough ? 'new enough' : 'too old'}`, () =>
    assert.equal(atLeast(version, OLDEST_EMSCRIPTEN), enough));
}

/**
 * A folder with an emcc that only tells its version.
 * @param {import('node:test').TestContext} t
 * @param {string} version
 */
async function fakeEmcc(t, version) {
  const folder = await mkdtemp(join(tmpdir(), 'emcc-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'emcc'), `#!/bin/sh\necho 'emcc (Emscripten gcc/clang-like replacement) ${version}'\n`, {
    mode: 0o755,
  });
  await mkdir(join(folder, 'cmake/Modules/Platform'), { recursive: true });
  await writeFile(join(folder, 'cmake/Modules/Platform/Emscripten.cmake'), '');
  return folder;
}

test('an emcc on PATH that is new enough is taken', async (t) => {
  const folder = await fakeEmcc(t, '6.0.5-git');
  const { version, folder: found, prefix } = await findEmscripten({ PATH: folder });
  assert.deepEqual({ version, found, prefix }, { version: '6.0.5', found: folder, prefix: null });
});

test('one in $EMSDK is taken when the one on PATH is too old', async (t) => {
  const old = await fakeEmcc(t, '3.1.6~dfsg');
  const sdk = await fakeEmcc(t, '4.0.21');
  await mkdir(join(old, 'upstream'));
  await symlink(sdk, join(old, 'upstream/emscripten'));
  assert.equal((await findEmscripten({ PATH: old, EMSDK: old })).version, '4.0.21');
});

test("where only Debian's old one is and none can be prepared, one message says so and gives the commands", async (t) => {
  const folder = await fakeEmcc(t, '3.1.6~dfsg');
  await assert.rejects(findEmscripten({ PATH: folder }), (error) => {
    assert.ok(error instanceof SetupError);
    assert.match(error.message, /3\.1\.6: too old, 4\.0\.21 or later is needed/);
    const installs = /emsdk install (\S+)/.exec(error.message)?.[1];
    assert.equal(installs, /VERSION: (\S+)/.exec(readFileSync(ACTION, 'utf8'))?.[1], 'as CI does');
    return true;
  });
});
