// The server behind `npm start`: the page with its headers, nothing beside it, on loopback names only, and no key anywhere.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AlephClient } from '../../web/client/index.js';
import { CONTENT_SECURITY_POLICY } from '../../web/local/static.js';
import { serve } from '../../web/local/start.js';
import { ask } from './ask.js';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  server = await serve();
});
after(() => server.close());

test('the page and its modules come with the strict policy', async () => {
  for (const path of ['/', '/web/page/page.js', '/web/page/page.css', '/web/client/index.js', '/dist/aleph.js']) {
    const { status, headers } = await ask(server.url, path);
    assert.equal(status, 200, path);
    assert.equal(headers['content-security-policy'], CONTENT_SECURITY_POLICY);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
  }
  assert.match(CONTENT_SECURITY_POLICY, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  const withoutLoopbackPorts = CONTENT_SECURITY_POLICY.replaceAll(/http:\/\/(127\.0\.0\.1|localhost):\*/g, '');
  assert.doesNotMatch(withoutLoopbackPorts, /unsafe-inline|'unsafe-eval'|\*|http:/);
});

const OWN = ['127.0.0.1', 'localhost'];

const OUTSIDE = [
  '/package.json',
  '/web/local/start.js',
  '/.git/config',
  '/../package.json',
  '/web/page/../../package.json',
  '/web/page/%2e%2e/%2e%2e/package.json',
  '/web/page/..%2f..%2fpackage.json',
  '/web/page/..\\..\\package.json',
  '//etc/passwd',
  '/web/client/',
  '/web/client/nothing.js',
  '/web/page/.hidden.js',
  '/web/page/../local/start.js',
  '/assets/',
  '/assets/../../../package.json',
  '/..%2f..%2fpackage.json',
  '/%2e%2e/%2e%2e/package.json',
  '/%00',
  'http://127.0.0.1/../../package.json',
  '/dist/',
  '/%',
];
for (const path of OUTSIDE) {
  test(`${path} is not served`, async () => {
    const { status, headers, body } = await ask(server.url, path);
    assert.equal(status, 404);
    assert.equal(headers['content-security-policy'], CONTENT_SECURITY_POLICY);
    assert.doesNotMatch(String(body), /root:|"version"/);
  });
}

/** One of each kind of answer. */
const PATHS = [
  '/',
  '/sw.js',
  '/web/page/page.js',
  '/service.json',
  '/kie/api/v1/aleph/record-info?taskId=sandbox-succeeded',
  '/sandbox/api/v1/aleph/record-info?taskId=sandbox-succeeded',
  '/kie/api/v1/jobs/recordInfo?taskId=sandbox-jobs-succeeded',
  '/sandbox/api/v1/jobs/recordInfo?taskId=sandbox-jobs-succeeded',
  '/sandbox/media/aleph.mp4',
  '/nothing',
];
/** PORT is the server's own. */
const FOREIGN = [
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1.evil.example:PORT',
  'localhost.evil.example:PORT',
  'evil.example#localhost:PORT',
  'localhost:PORT@evil.example',
  'user@127.0.0.1:PORT',
  '192.168.0.1:PORT',
  '127.0.0.2:PORT',
  '127.0.0.1',
  'localhost:1',
  'a b',
];
for (const name of FOREIGN) {
  test(`a request to the name "${name}" is refused, whatever it asks for (DNS rebinding)`, async () => {
    const { port } = new URL(server.url);
    for (const path of PATHS) {
      for (const method of ['GET', 'POST']) {
        const { status, body, headers } = await ask(server.url, path, { Host: name.replace('PORT', port) }, method);
        assert.equal(status, 421, path);
        assert.equal(
          String(body),
          `This server answers to its own names only: ${OWN.map((own) => `http://${own}:${port}/`).join(' or ')}\n`,
        );
        assert.equal(headers['access-control-allow-origin'], undefined);
      }
    }
  });
}

test('a request without any name is refused', async () => {
  assert.match(await sendOnly(server.url, 'GET / HTTP/1.0\r\n\r\n'), /^HTTP\/1.1 421 /);
});

for (const name of [...OWN, '[::1]', 'LocalHost']) {
  test(`${name} is a name of its own`, async () => {
    const { port } = new URL(server.url);
    for (const path of PATHS.slice(0, -1))
      assert.equal((await ask(server.url, path, { Host: `${name}:${port}` })).status, 200, path);
  });
}

for (const method of ['POST', 'PUT', 'DELETE', 'TRACE', 'OPTIONS']) {
  test(`the page takes no ${method}`, async () => {
    const { status, headers } = await ask(server.url, '/', {}, method);
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD']);
  });
}

/**
 * @param {string} url of the server
 * @param {string} text what is sent, and nothing after it
 * @returns {Promise<string>} all that comes until the server ends the connection
 */
async function sendOnly(url, text) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(text.replace('HOST', new URL(url).host));
  return String(Buffer.concat(await socket.toArray()));
}

for (const length of ['Content-Length: 100000', 'Transfer-Encoding: chunked']) {
  for (const method of ['GET', 'HEAD']) {
    test(`a ${method} with a body (${length}) is refused before it has come, and ends the connection`, async () => {
      for (const path of PATHS)
        assert.match(
          await sendOnly(server.url, `${method} ${path} HTTP/1.1\r\nHost: HOST\r\n${length}\r\n\r\n`),
          /^HTTP\/1.1 413 /,
        );
    });
  }
}

for (const { what, text } of [
  { what: 'without an end of its headers', text: 'GET / HTTP/1.1\r\nHost: HOST\r\n' },
  { what: 'of which nothing comes', text: '' },
  {
    what: 'whose body does not end',
    text: 'POST /kie/api HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n',
  },
]) {
  test(`a request ${what} ends after a time`, async () => {
    const impatient = await serve({ requestTimeout: 50 });
    // Else the test would end no more.
    assert.match(await sendOnly(impatient.url, text), /^(HTTP\/1.1 4\d\d |$)/);
    await impatient.close();
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
  const { service, examples } = JSON.parse(String((await ask(server.url, '/service.json')).body));
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
  const command = fileURLToPath(new URL('../../web/local/start.js', import.meta.url));
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
