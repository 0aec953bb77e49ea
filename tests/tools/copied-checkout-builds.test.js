// A copy of a checkout builds although its build folder still names the place it was copied from.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { discardMoved } from '../../tools/build.js';
import { run } from '../../tools/process.js';
import { setUp } from '../../tools/setup.js';

test('the build folder is made anew in a copy, and stays where it was made', async (t) => {
  const { cmake, env } = await setUp();
  const root = await mkdtemp(join(tmpdir(), 'kie-aleph-copy-'));
  t.after(() => rm(root, { recursive: true }));
  const [original, copy] = [join(root, 'original'), join(root, 'copy')];
  await mkdir(original);
  await writeFile(
    join(original, 'CMakeLists.txt'),
    'cmake_minimum_required(VERSION 3.25)\nproject(p LANGUAGES NONE)\n',
  );
  /** @param {string} source */
  const configure = (source) => run(cmake, ['-S', source, '-B', join(source, 'build'), '-G', 'Ninja'], { env });

  await configure(original);
  await discardMoved(join(original, 'build'), original);
  assert.ok(existsSync(join(original, 'build/CMakeCache.txt')));

  await cp(original, copy, { recursive: true });
  await assert.rejects(configure(copy));
  await discardMoved(join(copy, 'build'), copy);
  await configure(copy);
});
