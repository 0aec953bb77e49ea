// nlohmann/json is the release the build is made for, to the byte; any other one is refused with what to do.
import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, SetupError } from '../../tools/process.js';
import { ROOT, setUp } from '../../tools/setup.js';

/**
 * Configures a project with a copy of the headers.
 * @param {import('node:test').TestContext} t
 * @param {(headers: string) => Promise<void>} alter gets the folder of the copy
 */
async function configureWith(t, alter) {
  const { cmake, env } = await setUp();
  const root = await mkdtemp(join(tmpdir(), 'kie-aleph-json-'));
  t.after(() => rm(root, { recursive: true }));
  const fetched = join(ROOT, 'build/native/_deps/json-src/include');
  await cp(join(env.KIE_ALEPH_JSON_INCLUDE || fetched, 'nlohmann'), join(root, 'nlohmann'), { recursive: true });
  await alter(join(root, 'nlohmann'));
  await writeFile(
    join(root, 'CMakeLists.txt'),
    `cmake_minimum_required(VERSION 3.25)\nproject(p LANGUAGES NONE)\ninclude("${ROOT}/tools/nlohmann-json.cmake")\n`,
  );
  const args = ['-S', root, '-B', join(root, 'build'), '-G', 'Ninja', `-DALEPH_JSON_INCLUDE=${root}`];
  return run(cmake, args, { env });
}

const ALTERED = /** @type {Record<string, (headers: string) => Promise<void>>} */ ({
  'another release': async (headers) => {
    const file = join(headers, 'detail/abi_macros.hpp');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('NLOHMANN_JSON_VERSION_MINOR 11', 'NLOHMANN_JSON_VERSION_MINOR 12'));
  },
  'the same release with a patch': (headers) => appendFile(join(headers, 'detail/input/lexer.hpp'), '// patched\n'),
  'one with a header less': (headers) => rm(join(headers, 'ordered_map.hpp')),
  'one with a header more': (headers) => writeFile(join(headers, 'more.hpp'), ''),
});

test('the release is taken', async (t) => void (await configureWith(t, async () => {})));

for (const [what, alter] of Object.entries(ALTERED)) {
  test(`${what} is refused`, (t) =>
    assert.rejects(configureWith(t, alter), (error) => {
      assert.ok(error instanceof SetupError);
      const said = error.message.replaceAll(/\s+/g, ' ');
      assert.match(said, /does not hold nlohmann\/json \d+\.\d+\.\d+ as it was released/);
      assert.match(said, /KIE_ALEPH_JSON_INCLUDE/);
      return true;
    }));
}
