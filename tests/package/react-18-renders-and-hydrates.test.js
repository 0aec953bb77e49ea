// React 18, whose custom elements know neither properties nor events: the component brings both.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { build } from 'esbuild';
import { run } from '../../tools/process.js';
import { expectWatchPage, openPage, startSandbox } from './react-pages.js';
import { startServer } from './stack-server.js';
import { installStack } from './stacks.js';

/** @type {string} */
let project;
before(async () => {
  project = await installStack('react-18', ['jsx.tsx']);
  const options = {
    absWorkingDir: project,
    bundle: true,
    outdir: 'dist',
    format: /** @type {const} */ ('esm'),
    jsx: /** @type {const} */ ('automatic'),
  };
  // React's own checks of what it hydrates are in its development build.
  await build({ ...options, entryPoints: ['client.tsx'], define: { 'process.env.NODE_ENV': '"development"' } });
  await build({ ...options, entryPoints: ['server.tsx'], platform: 'node', packages: 'external' });
});

test('what TypeScript says of it', async () => {
  await run(process.execPath, [join(project, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: project });
});

test('a page is hydrated with properties and listeners in StrictMode, and nothing is asked before', async (t) => {
  const env = { ...(await startSandbox(t)), NODE_ENV: 'development' };
  const url = await startServer(t, ['dist/server.js'], { cwd: project, env });
  const { page, noise } = await openPage(t);
  await expectWatchPage(page, url);
  assert.deepEqual(noise, []);
});
