// The README's proxy for each platform: each runs there, holds the key, answers an allowed page, and tells clients apart.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { startService, unusedUrl } from '../helpers/fake-service.js';
import { pending, succeeded } from '../helpers/responses.js';
import { emptyProject, tool } from './installed.js';
import { startWorkerd, startWorkersWithObjects } from './workerd.js';

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

/** More than one client may ask in the time that this takes. */
const MANY = 60;

/**
 * Many requests for a task that is answered from memory, so that only the limit of one client counts.
 * @param {(headers: Record<string, string>) => Promise<Response>} ask
 * @param {(i: number) => Record<string, string>} headersOf
 * @returns {Promise<Set<number>>} their statuses
 */
async function statusesOf(ask, headersOf) {
  const asked = Array.from({ length: MANY }, async (_, i) => {
    const response = await ask({ ...PAGE.headers, ...headersOf(i) });
    await response.text();
    return response.status;
  });
  return new Set(await Promise.all(asked));
}

/** @param {(headers: Record<string, string>) => Promise<Response>} ask */
async function expectLimitByConnection(ask) {
  const forged = (/** @type {number} */ i) => ({ 'X-Real-IP': `192.0.2.${i}`, 'CF-Connecting-IP': `192.0.2.${i}` });
  assert.ok((await statusesOf(ask, forged)).has(429), 'one connection is one client, whatever it says of itself');
}

/**
 * @param {(headers: Record<string, string>) => Promise<Response>} ask
 * @param {string} header that the platform sets
 * @param {string} other that a client may forge
 */
async function expectLimitByHeader(ask, header, other) {
  const apart = (/** @type {number} */ i) => ({ [header]: `192.0.2.${i}`, [other]: '198.51.100.1' });
  assert.deepEqual(await statusesOf(ask, apart), new Set([200]), `clients are told apart by ${header}`);
  const forged = (/** @type {number} */ i) => ({ [header]: '192.0.2.1', [other]: `198.51.100.${i}` });
  assert.ok((await statusesOf(ask, forged)).has(429), `one client is one, whatever its ${other} says`);
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
    await expectLimitByConnection((headers) => fetch(url + PATH, { headers }));
    assert.equal(await statusUnder('rebound.example', url + PATH), 421);
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

/**
 * As a page under a name that was made to point here asks; fetch sets Host itself.
 * @param {string} host
 * @param {string} url
 * @returns {Promise<number>}
 */
async function statusUnder(host, url) {
  const sent = request(url, { headers: { Host: host, Origin: `http://${host}` } }).end();
  const [answer] = await once(sent, 'response');
  answer.resume();
  return answer.statusCode;
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
  /** @param {Record<string, string>} headers */
  const ask = (headers) => worker.dispatchFetch(`http://127.0.0.1${PATH}`, { headers });
  await expectAnswer(await ask(PAGE.headers), upstream);
  await expectLimitByHeader(ask, 'CF-Connecting-IP', 'X-Real-IP');
});

test('recipes/cloudflare-durable-objects.js in two workers, which are one proxy', async (t) => {
  const folder = await emptyProject(t, ['recipes/cloudflare-durable-objects.js']);
  let answer = pending('a');
  const upstream = await startService(
    t,
    (_request, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(answer),
  );
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ['cloudflare-durable-objects.js'],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const bindings = { KIE_API_KEY: KEY, KIE_BASE_URL: upstream.url };
  const workers = await startWorkersWithObjects(['one', 'two'], outputFiles[0]?.text, bindings);
  t.after(() => workers.dispose());
  /** @param {string} worker @param {string} client @returns {Promise<Response>} */
  const ask = (worker, client) =>
    workers.dispatchFetch(`http://${worker}.example${PATH}`, {
      headers: { ...PAGE.headers, 'CF-Connecting-IP': client },
    });

  for (const worker of ['one', 'two', 'one'])
    assert.equal(await (await ask(worker, '192.0.2.1')).text(), pending('a'), 'a look after the other');
  answer = succeeded('a');
  const before = upstream.requests.length;
  await expectAnswer(await ask('one', '192.0.2.1'), upstream);
  assert.equal(await (await ask('two', '192.0.2.1')).text(), answer);
  assert.equal(upstream.requests.length, before + 1, 'what one has seen to be over the other need not ask for');
  const asked = Array.from({ length: MANY }, (_, i) => ask(i % 2 ? 'one' : 'two', '192.0.2.2'));
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 200).length, 20, 'what one client may ask of both together');
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
  /** @param {Record<string, string>} headers */
  const ask = (headers) => handler.fetch(new Request(`https://proxy.example${PATH}`, { headers }));
  await expectAnswer(await ask(PAGE.headers), upstream);
  await expectLimitByHeader(ask, 'X-Real-IP', 'CF-Connecting-IP');
});
