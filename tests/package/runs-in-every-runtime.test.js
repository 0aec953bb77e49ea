// The packed package does its main job in Node 20 and the newest Node, Deno, Bun and workerd.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../tools/process.js';
import { emptyProject, tool } from './installed.js';
import { EXPECTED, startMainJobService } from './service.js';
import { startWorkerd } from './workerd.js';

const NO_EVAL = '--disallow-code-generation-from-strings';
const DENO = ['run', '--quiet', '--no-lock', '--node-modules-dir=manual', '--allow-net=127.0.0.1', '--allow-read'];

const RUNTIMES = [
  { name: 'this Node', command: process.execPath, args: [NO_EVAL] },
  { name: 'the newest Node', command: tool('node'), args: [NO_EVAL] },
  { name: 'Deno', command: tool('deno'), args: DENO },
  { name: 'Bun', command: tool('bun'), args: [] },
];

for (const { name, command, args } of RUNTIMES) {
  for (const entry of ['root', 'external']) {
    test(`${name} runs the main job with the ${entry} entry`, async (t) => {
      const folder = await emptyProject(t, ['main-job.js', 'runtime.js']);
      const { url } = await startMainJobService(t);
      const said = await run(command, [...args, 'runtime.js', entry, url], { cwd: folder });
      assert.deepEqual(JSON.parse(said), EXPECTED);
    });
  }
}

test('workerd runs the main job with the external entry and a static module', async (t) => {
  const folder = await emptyProject(t, ['main-job.js', 'worker.js']);
  const { url } = await startMainJobService(t);
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: folder,
    entryPoints: ['worker.js'],
    bundle: true,
    format: 'esm',
    outfile: 'out.js',
    plugins: [
      {
        name: 'wasm',
        setup: (b) => b.onResolve({ filter: /\.wasm$/ }, () => ({ path: './aleph.wasm', external: true })),
      },
    ],
  });
  const wasm = await readFile(join(folder, 'node_modules/kie-aleph/dist/external/aleph.wasm'));
  const worker = await startWorkerd(t, folder, { SERVICE: url }, [
    { type: 'CompiledWasm', path: join(folder, 'aleph.wasm'), contents: wasm },
  ]);
  const answer = await worker.dispatchFetch('http://127.0.0.1/');
  const body = await answer.text();
  assert.equal(answer.status, 200, body);
  assert.deepEqual(JSON.parse(body), EXPECTED);
});
