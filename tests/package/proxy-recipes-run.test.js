// The README's proxy for each platform: each runs there, holds the key, and answers an allowed page.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { startService, unusedUrl } from '../helpers/fake-service.js';
import { succeeded } from '../helpers/responses.js';
import { emptyProject, tool } from './installed.js';
import { startWorkerd } from './workerd.js';

const KEY = 'test-key-0123456789';
const PATH = '/kie/api/v1/aleph/record-info?taskId=a';
const PAGE = { headers: { Origin: 'https://app.example' } };

/** @param {import('node:test').TestContext} t */
const startUpstream = (t) =>
  startService(
    t,
    (_request, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(succeeded('a')),
  );

/**
 * @param {Response} response
 * @param {{ requests: import('node:http').IncomingMessage[] }} upstream
 */
async function expectAnswer(response, { requests }) {
  assert.equal(await response.text(), succeeded('a'));
  assert.equal(response.headers.get('access-control-allow-origin'), 'https://app.example');
  assert.equal(requests[0]?.headers.authorization, `Bearer ${KEY}`);
  assert.equal(requests[0]?.headers.origin, undefined);
}

const SERVERS = [
  { recipe: 'node', command: process.execPath, args: [] },
  { recipe: 'bun', command: tool('bun'), args: [] },
  {
    recipe: 'deno',
    command: tool('deno'),
    args: [
      'run',
      '--quiet',
      '--no-lock',
      '--node-modules-dir=manual',
      '--allow-net=127.0.0.1',
      '--allow-env',
      '--allow-read',
    ],
  },
];

for (const { recipe, command, args } of SERVERS) {
  test(`recipes/${recipe}.js`, async (t) => {
    const folder = await emptyProject(t, [`recipes/${recipe}.js`]);
    const upstream = await startUpstream(t);
    const url = await unusedUrl();
    const env = { ...process.env, KIE_API_KEY: KEY, KIE_BASE_URL: upstream.url, PORT: new URL(url).port };
    const child = spawn(command, [...args, `${recipe}.js`], {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    t.after(async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    });
    await expectAnswer(await untilAnswered(url + PATH, child), upstream);
  });
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 */
async function untilAnswered(url, child) {
  for (;;) {
    const response = await fetch(url, PAGE).catch(() => null);
    if (response) return response;
    if (child.exitCode !== null) assert.fail(`it ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('recipes/cloudflare-worker.js in workerd', async (t) => {
  const folder = await emptyProject(t, ['recipes/cloudflare-worker.js']);
  const upstream = await startUpstream(t);
  await build({
    absWorkingDir: folder,
    entryPoints: ['cloudflare-worker.js'],
    bundle: true,
    format: 'esm',
    outfile: 'out.js',
  });
  const worker = await startWorkerd(t, folder, { KIE_API_KEY: KEY, KIE_BASE_URL: upstream.url });
  await expectAnswer(await worker.dispatchFetch(`http://127.0.0.1${PATH}`, PAGE), upstream);
});

test('recipes/vercel.js, whose handler Vercel calls', async (t) => {
  const folder = await emptyProject(t, ['recipes/vercel.js']);
  const upstream = await startUpstream(t);
  Object.assign(process.env, { KIE_API_KEY: KEY, KIE_BASE_URL: upstream.url });
  t.after(() => {
    delete process.env.KIE_API_KEY;
    delete process.env.KIE_BASE_URL;
  });
  const { default: handler } = await import(pathToFileURL(join(folder, 'vercel.js')).href);
  await expectAnswer(await handler.fetch(new Request(`https://proxy.example${PATH}`, PAGE)), upstream);
});
