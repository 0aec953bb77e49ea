// The server behind `npm start`: the page with its headers, nothing beside it, on loopback names only, and no key anywhere.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AlephClient } from '../../web/client/index.js';
import { CONTENT_SECURITY_POLICY } from '../../web/server/static.js';
import { serve } from '../../web/server/start.js';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  server = await serve();
});
after(() => server.close());

/**
 * A request as an attacker may form it: fetch would tidy up the path and the Host header.
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @param {string} [method]
 * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, body: string }>}
 */
async function rawGet(path, headers = {}, method = 'GET') {
  const { port } = new URL(server.url);
  const sent = request({ host: '127.0.0.1', port, path, headers, method });
  sent.end();
  const [answer] = await once(sent, 'response');
  let body = '';
  for await (const chunk of answer.setEncoding('utf8')) body += chunk;
  return { status: answer.statusCode, headers: answer.headers, body };
}

test('the page and its modules come with the strict policy', async () => {
  for (const path of ['/', '/web/page/page.js', '/web/page/page.css', '/web/client/index.js', '/dist/aleph.js']) {
    const { status, headers } = await rawGet(path);
    assert.equal(status, 200, path);
    assert.equal(headers['content-security-policy'], CONTENT_SECURITY_POLICY);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
  }
  assert.match(CONTENT_SECURITY_POLICY, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  const withoutLoopbackPorts = CONTENT_SECURITY_POLICY.replaceAll(/http:\/\/(127\.0\.0\.1|localhost):\*/g, '');
  assert.doesNotMatch(withoutLoopbackPorts, /unsafe-inline|'unsafe-eval'|\*|http:/);
});

const OUTSIDE = [
  '/package.json',
  '/web/server/start.js',
  '/.git/config',
  '/../package.json',
  '/web/page/../../package.json',
  '/web/page/%2e%2e/%2e%2e/package.json',
  '/web/page/..%2f..%2fpackage.json',
  '/web/page/..\\..\\package.json',
  '//etc/passwd',
  '/web/page/',
  '/web/client/nothing.js',
  '/dist/',
  '/%',
];
for (const path of OUTSIDE) {
  test(`${path} is not served`, async () => {
    const { status, body } = await rawGet(path);
    assert.equal(status, 404);
    assert.doesNotMatch(body, /root:|"version"/);
  });
}

for (const host of [
  'evil.example',
  'evil.example:8787',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  '192.168.0.1',
]) {
  test(`the name ${host} is refused (DNS rebinding)`, async () => {
    assert.equal((await rawGet('/', { Host: host })).status, 421);
    assert.equal((await rawGet('/kie/api/v1/aleph/record-info?taskId=a', { Host: host })).status, 421);
  });
}

for (const { what, headers, method } of [
  { what: 'a Host that is no host', headers: { Host: 'a b' }, method: 'GET' },
  { what: 'a Host with a user name', headers: { Host: 'user@127.0.0.1' }, method: 'GET' },
  { what: 'TRACE', headers: {}, method: 'TRACE' },
]) {
  test(`${what} is a bad request, and no failure of the server`, async (t) => {
    const logged = t.mock.method(console, 'error', () => {});
    assert.equal((await rawGet('/', headers, method)).status, 400);
    assert.equal(logged.mock.callCount(), 0);
  });
}

test('a page that goes away ends the request to the service, through the real server', async () => {
  const service = createServer(() => {});
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (service.address());
  const real = await serve({ apiKey: 'real-key-0123456789', upstream: `http://127.0.0.1:${port}` });
  const page = request(`${real.url}kie/api/v1/aleph/record-info?taskId=a`).on('error', () => {});
  page.end();
  const [forwarded] = await once(service, 'request');
  page.destroy();
  await once(forwarded.socket, 'close');
  await real.close();
  service.close();
});

test('the page learns which service it talks to, and the examples of the sandbox', async () => {
  const { service, examples } = JSON.parse((await rawGet('/service.json')).body);
  assert.equal(service, 'sandbox');
  assert.ok(examples.some((/** @type {{ taskId: string }} */ { taskId }) => taskId === 'sandbox-succeeded'));
});

test('without a key of its own the client gets a task through the proxy, with media that can be fetched', async () => {
  const client = new AlephClient({ baseUrl: `${server.url}kie` });
  const task = await client.getTask('sandbox-succeeded');
  assert.equal(task.status, 'succeeded');
  const video = await fetch(String(task.response?.resultVideoUrl), { headers: { Range: 'bytes=4-7' } });
  assert.deepEqual([video.status, await video.text()], [206, 'ftyp']);
});

test('with a key there is no sandbox, and the key is in no answer', async () => {
  const apiKey = 'real-key-0123456789';
  const real = await serve({ apiKey, upstream: 'http://127.0.0.1:1' });
  for (const path of ['', 'service.json', 'kie/api/v1/aleph/record-info?taskId=a', 'web/page/page.js']) {
    const response = await fetch(real.url + path);
    assert.ok(!(await response.text()).includes(apiKey));
  }
  assert.equal((await fetch(`${real.url}sandbox/api/v1/aleph/record-info?taskId=a`)).status, 404);
  assert.equal(JSON.parse(await (await fetch(`${real.url}service.json`)).text()).service, 'kie');
  await real.close();
});

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {(child: import('node:child_process').ChildProcess, line: string) => void} [onLine]
 * @returns {Promise<{ code: number, output: string }>}
 */
async function runCommand(env, onLine) {
  const command = fileURLToPath(new URL('../../web/server/start.js', import.meta.url));
  const child = spawn(process.execPath, [command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      onLine?.(child, text);
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}

test('a port in use is said in one line that tells what to do', async () => {
  const { code, output } = await runCommand({ PORT: new URL(server.url).port });
  assert.equal(code, 1);
  assert.match(output, /^Port \d+ is in use\. Choose another: PORT=8788 npm start\n$/);
});

test('the command says where it serves, ends at once on SIGTERM and never prints the key', async () => {
  const apiKey = 'real-key-0123456789';
  const { code, output } = await runCommand({ PORT: '0', KIE_API_KEY: apiKey }, (child) => child.kill('SIGTERM'));
  assert.equal(code, 0);
  assert.match(output, /^kie-aleph on http:\/\/127\.0\.0\.1:\d+\/ — the real service/);
  assert.ok(!output.includes(apiKey));
});

const MISTYPED = [
  { env: { PORT: 'http' }, line: 'PORT must be a whole number from 0 to 65535.' },
  { env: { PORT: '65536' }, line: 'PORT must be a whole number from 0 to 65535.' },
  { env: { PORT: '0', KIE_SANDBOX_FORM: 'doc' }, line: 'KIE_SANDBOX_FORM must be "wire" or "docs".' },
  {
    env: { PORT: '0', KIE_SANDBOX_SLOW_SECONDS: 'soon' },
    line: 'KIE_SANDBOX_SLOW_SECONDS must be a number of seconds.',
  },
];
for (const { env, line } of MISTYPED) {
  test(`${JSON.stringify(env)} is said in one line`, async () => {
    // A server that starts all the same must not outlive this test.
    const { code, output } = await runCommand(
      env,
      (child, text) => void (text.startsWith('kie-aleph on') && child.kill()),
    );
    assert.equal(code, 1);
    assert.equal(output, `kie-aleph cannot start: ${line}\n`);
  });
}

test('a key that cannot work is said without printing it', async () => {
  const { code, output } = await runCommand({ PORT: '0', KIE_API_KEY: 'two words' });
  assert.equal(code, 1);
  assert.match(output, /API key must be printable ASCII/);
  assert.ok(!output.includes('two words'));
});
