// A process of many that ends: its load balancer knows before, what is under way is finished, and a wait that is told goes on elsewhere.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { startMany } from '../../../tools/many/start-many.js';

const SERVER = fileURLToPath(new URL('../../../deploy/server.js', import.meta.url));

/**
 * deploy/server.js as it is started.
 * @param {import('node:test').TestContext} t
 * @param {NodeJS.ProcessEnv} [env]
 */
async function startServer(t, env = {}) {
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, KIE_API_KEY: 'a-key', PORT: '0', METRICS_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  /** @type {any[]} */
  const lines = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line)));
  await once(reader, 'line');
  const { port, metricsPort } = lines[0];
  return { child, lines, url: `http://127.0.0.1:${port}`, metricsUrl: `http://127.0.0.1:${metricsPort}`, port };
}

/** @param {string} url */
const read = async (url) => {
  const response = await fetch(url, { headers: { Connection: 'close' } });
  return [response.status, await response.json()];
};

/** @param {import('node:child_process').ChildProcess} child */
const ended = async (child) =>
  child.exitCode === null && child.signalCode === null ? (await once(child, 'exit'))[0] : child.exitCode;

test('a process says that it lives, that it is ready and what it counts: metrics on a port of their own', async (t) => {
  const { url, metricsUrl, lines } = await startServer(t);
  assert.deepEqual(await read(`${url}/healthz`), [200, { status: 'alive' }]);
  assert.deepEqual(await read(`${url}/readyz`), [200, { status: 'ready', store: 'memory' }]);
  assert.equal((await fetch(`${url}/kie/nothing`)).status, 404);
  assert.equal((await fetch(`${url}/metrics`)).status, 404, 'not for everyone');
  const metrics = await fetch(`${metricsUrl}/metrics`);
  assert.match(String(metrics.headers.get('content-type')), /^text\/plain; version=0\.0\.4/);
  assert.match(await metrics.text(), /^kie_aleph_refusals_total\{operation="none",why="path"\} 2$/m);
  assert.equal(lines.filter(({ type }) => type === 'refused').length, 2);
});

test('a process whose Redis is not there is ready all the same, and says so', async (t) => {
  const { url } = await startServer(t, { REDIS_URL: 'redis://127.0.0.1:1' });
  assert.deepEqual(await read(`${url}/readyz`), [200, { status: 'ready', store: 'away' }]);
});

test('a setting that cannot work ends it at once', async (t) => {
  const child = spawn(process.execPath, [SERVER], {
    env: { ...process.env, PORT: 'http' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  assert.equal(await ended(child), 1);
  assert.match(said, /PORT must be a whole number from 0 to 65535/);
});

test('on SIGTERM it is not ready any more, while it still answers; a second one ends it at once', async (t) => {
  const { child, url } = await startServer(t, { DRAIN_MS: '600000' });
  child.kill('SIGTERM');
  let status = 200;
  while (status === 200) [status] = await read(`${url}/readyz`);
  assert.equal(status, 503);
  assert.deepEqual(await read(`${url}/healthz`), [200, { status: 'alive' }]);
  child.kill('SIGTERM');
  assert.equal(await ended(child), 1);
});

test('what is under way is finished before it ends, and ends it within its bound', async (t) => {
  // A request whose end does not come.
  const { child, port } = await startServer(t, { LONGEST_MS: '300' });
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /kie/api/v1/jobs/createTask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n');
  const closed = once(socket, 'close');
  child.kill('SIGTERM');
  assert.equal(await ended(child), 0);
  await closed;
});

test('a wait that is told goes on over the end of its process: no gap, nothing twice', {
  timeout: 200_000,
}, async (t) => {
  const many = await startMany({ processes: 2, slowSeconds: 1, holds: true, env: { METRICS_PORT: '0' } });
  t.after(() => many.close());
  const { url, proxies } = many;

  /** @type {string[]} */
  const asked = [];
  const client = new AlephClient({
    baseUrl: `${url}/kie`,
    fetch: (input, init) => {
      asked.push(new URL(String(input)).pathname.replace(/^.*\//, ''));
      return fetch(input, init);
    },
  });
  const { taskId } = await client.createTask({ prompt: 'snow', videoUrl: 'https://example.com/a.mp4' });
  /** @type {string[]} */
  const states = [];
  const waiting = client.waitForTask(taskId, { onUpdate: ({ task }) => states.push(JSON.stringify(task)) });

  const holder = await found(() => proxies, hasStream);
  await many.sandbox.ask('holds', { count: 1 });
  assert.deepEqual(await holder.end('SIGTERM'), { code: 0, signal: null });
  await found(() => proxies.filter((each) => each !== holder), hasStream);
  await many.sandbox.ask('letGo');
  assert.equal((await waiting).taskId, taskId);
  assert.equal(new Set(states).size, states.length, 'nothing is told twice');
  assert.ok(asked.filter((path) => path === 'events').length >= 2, 'it has listened again');
  const { looks } = await many.sandbox.ask('counts');
  assert.ok(looks[taskId].length <= 2, 'one at the start and one after the callback');
});

/** @param {import('../../../tools/many/start-many.js').Process} process */
async function hasStream({ ask }) {
  const metrics = await fetch(`http://127.0.0.1:${await ask('metricsPort')}/metrics`);
  return /^kie_aleph_streams_open 1$/m.test(await metrics.text());
}

/**
 * @template T
 * @param {() => T[]} all
 * @param {(each: T) => Promise<boolean>} isIt
 * @returns {Promise<T>} the first that is it, once one is
 */
async function found(all, isIt) {
  for (;;) {
    for (const each of all()) if (await isIt(each)) return each;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
