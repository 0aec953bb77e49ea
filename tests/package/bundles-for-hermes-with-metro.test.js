// An app that imports kie-aleph, bundled by Metro as React Native's release builds do, is what Hermes' compiler takes.
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../tools/process.js';
import { tool } from './installed.js';
import { installStack } from './stacks.js';

/** Of the package hermes-compiler. @type {Partial<Record<NodeJS.Platform, string>>} */
const COMPILERS = { linux: 'linux64-bin/hermesc', darwin: 'osx-bin/hermesc', win32: 'win64-bin/hermesc.exe' };

test('Metro bundles the client, and hermesc compiles the bundle', async () => {
  const project = await installStack('metro');
  const bundle = join(project, 'app.bundle.js');
  await run(tool('node'), [join(project, 'bundle.mjs'), bundle], { cwd: project });
  const hermesc = join(project, 'node_modules/hermes-compiler/hermesc', String(COMPILERS[process.platform]));
  const bytecode = join(project, 'app.hbc');
  await run(hermesc, ['-O', '-w', '-emit-binary', '-out', bytecode, bundle]);
  assert.ok((await stat(bytecode)).size > 50_000);
});
