// createProxy in real servers, from the packed package and by the recipes: lookups arrive, the key stays, a miss and a missing key
// say what to do.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT } from '../../tools/setup.js';
import { startService, unusedUrl } from '../helpers/fake-service.js';
import { succeeded } from '../helpers/responses.js';
import { installStack } from './stacks.js';

const KEY = 'test-key-0123456789';
const LOOKUP = '/api/v1/aleph/record-info';
const TO_SERVICE = pathToFileURL(fileURLToPath(new URL('programs/to-service.js', import.meta.url))).href;

/** Each has server.js, with the proxy under /kie, and elsewhere.js, with one under another prefix and one at the root. */
const STACKS = ['express', 'fastify', 'hono', 'h3'];

/**
 * A server of a stack, in front of a service that knows every task.
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @param {string} file
 * @param {string} [apiKey]
 */
async function start(t, folder, file, apiKey = KEY) {
  const service = await startService(
    t,
    (_request, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(succeeded('a')),
  );
  const url = await unusedUrl();
  const env = { ...process.env, PORT: new URL(url).port, TEST_SERVICE: service.url, KIE_API_KEY: apiKey };
  const child = spawn(process.execPath, ['--import', TO_SERVICE, file], { cwd: folder, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  t.after(async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  /** @param {string} path @param {RequestInit} [init] */
  const ask = async (path, init) => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    assert.ok(!text.includes(KEY) && !JSON.stringify([...response.headers]).includes(KEY), 'the key was passed on');
    return { status: response.status, text };
  };
  await untilListening(url, child, () => said);
  return { ask, requests: service.requests, said: () => said };
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 * @param {() => string} said
 */
async function untilListening(url, child, said) {
  for (;;) {
    const response = await fetch(`${url}/kie/`).catch(() => null);
    if (response) return response.text();
    if (child.exitCode !== null) assert.fail(`it ended with ${child.exitCode}: ${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('the sandbox in Express, behind the proxy: tasks are played, and so are their videos', async (t) => {
  const folder = await installStack('express');
  const { ask } = await start(t, folder, 'sandbox.js');
  const statusOf = async (/** @type {string} */ id) => JSON.parse((await ask(`/kie${LOOKUP}?taskId=${id}`)).text).data;
  assert.equal((await statusOf('mine')).successFlag, 0);
  const { resultVideoUrl } = (await statusOf('sandbox-succeeded')).response;
  assert.match(resultVideoUrl, /^http:\/\/127\.0\.0\.1:\d+\/sandbox\/media\/aleph\.mp4$/);
  const video = await ask(new URL(resultVideoUrl).pathname, { headers: { Range: 'bytes=4-7' } });
  assert.deepEqual(video, { status: 206, text: 'ftyp' });
  const page = await readFile(join(ROOT, 'docs/recipes/sandbox.md'), 'utf8');
  assert.ok(page.includes(await readFile(join(folder, 'sandbox.js'), 'utf8')));
});

for (const stack of STACKS) {
  suite(stack, async () => {
    const folder = await installStack(stack);

    test('under /kie', async (t) => {
      const { ask, requests, said } = await start(t, folder, 'server.js');

      await t.test('a lookup arrives, with the key and nothing of the page', async () => {
        const headers = { Cookie: 'session=1', 'X-Trace': 'x' };
        assert.deepEqual(await ask(`/kie${LOOKUP}?taskId=a%20b`, { headers }), { status: 200, text: succeeded('a') });
        const sent = requests[0];
        assert.equal(sent?.url, `${LOOKUP}?taskId=a%20b`);
        assert.equal(sent?.headers.authorization, `Bearer ${KEY}`);
        assert.equal(sent?.headers.cookie ?? sent?.headers['x-trace'], undefined);
      });

      await t.test('what is no lookup is refused, and says what would be one', async () => {
        const { status, text } = await ask('/kie/api/v1/aleph/generate?taskId=a');
        assert.equal(status, 404);
        const served = [LOOKUP, '/api/v1/jobs/recordInfo', '/api/v1/common/download-url'].map((path) => `/kie${path}`);
        const asked = 'and was asked for /kie/api/v1/aleph/generate';
        const hint = "The option allow of createProxy would have to list 'create' for that";
        const expected = `The proxy forwards only ${served.join(', ')}, ${asked}. ${hint}.`;
        assert.deepEqual(JSON.parse(text), { code: 400, msg: expected });
        assert.equal((await ask(`/kie${LOOKUP}?taskId=a`, { method: 'POST' })).status, 405);
        assert.equal(requests.length, 1, 'no more than the one above');
      });

      await t.test('one client is limited by its connection', async () => {
        const asked = Array.from({ length: 21 }, (_, i) =>
          ask(`/kie${LOOKUP}?taskId=a`, { headers: { 'X-Forwarded-For': `192.0.2.${i}` } }),
        );
        assert.ok((await Promise.all(asked)).some(({ status }) => status === 429));
      });

      assert.equal(said().includes(KEY), false, 'the key was printed');
    });

    test('elsewhere', async (t) => {
      const { ask, requests } = await start(t, folder, 'elsewhere.js');
      for (const prefix of ['/video/tasks', '']) {
        assert.equal((await ask(`${prefix}${LOOKUP}?taskId=${prefix.length}`)).status, 200, prefix);
        assert.equal(requests.at(-1)?.url, `${LOOKUP}?taskId=${prefix.length}`);
        assert.equal(requests.at(-1)?.headers.authorization, `Bearer ${KEY}`);
        const { status, text } = await ask(`${prefix}/kie${LOOKUP}?taskId=a`);
        assert.equal(status, 404);
        assert.match(
          JSON.parse(text).msg,
          /was asked for .*\/kie\/api.*The option mount of createProxy would be '.*\/kie'/,
        );
      }
    });

    test('without a key it starts, and the first lookup names the option, logged once', async (t) => {
      const { ask, requests, said } = await start(t, folder, 'server.js', '');
      for (const id of ['a', 'b']) {
        const { status, text } = await ask(`/kie${LOOKUP}?taskId=${id}`);
        assert.equal(status, 500);
        assert.match(JSON.parse(text).msg, /^The API key is empty\. Set the option apiKey of createProxy/);
      }
      assert.equal(said().split('option apiKey').length, 2, said());
      assert.equal(requests.length, 0);
    });

    test('the recipe is the code that ran here', async () => {
      const page = await readFile(join(ROOT, `docs/recipes/${stack}.md`), 'utf8');
      for (const file of ['server.js', 'elsewhere.js'])
        assert.ok(page.includes(`\`\`\`js\n${await readFile(join(folder, file), 'utf8')}\`\`\`\n`), file);
    });
  });
}
