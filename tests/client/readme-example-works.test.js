// The README's usage example, taken out of the README and run against the sandbox.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { AlephClient, TaskFailedError } from '../../web/client/index.js';
import * as once from '../../web/create/create-once.js';
import { createSandbox } from '../../web/local/sandbox.js';
import { SANDBOX_KEY } from '../../web/local/sandbox-tasks.js';
import { fakeFetch, succeeded } from '../helpers/responses.js';

/** @param {string} name in the README, before the example @returns {Promise<string>} */
async function codeOf(name) {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const code = new RegExp(`<!-- ${name}:[^\\n]*\\n\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  return code ?? assert.fail(name);
}

/** @returns {Promise<string>} the body of the example, without its import */
async function example() {
  const code = await codeOf('example');
  const [importLine, ...body] = code.split('\n');
  assert.equal(importLine, "import { AlephClient, TaskFailedError } from 'kie-aleph';");
  return body.join('\n');
}

const AsyncFunction = /** @type {any} */ (async () => {}).constructor;

/**
 * @param {string} taskId
 * @returns {Promise<unknown[][]>} what the example printed
 */
async function run(taskId) {
  const sandbox = createSandbox();
  class SandboxedClient extends AlephClient {
    /** @param {import('../../web/client/options.js').AlephClientOptions} options */
    constructor(options) {
      super({ ...options, fetch: (input, init) => sandbox(new Request(input, init)) });
    }
  }
  /** @type {unknown[][]} */
  const printed = [];
  const names = ['AlephClient', 'TaskFailedError', 'process', 'console', 'taskId'];
  const values = [
    SandboxedClient,
    TaskFailedError,
    { env: { KIE_API_KEY: SANDBOX_KEY } },
    { log: (/** @type {unknown[]} */ ...line) => printed.push(line) },
    taskId,
  ];
  await new AsyncFunction(...names, await example())(...values);
  return printed;
}

test('the example prints status, prompt, progress and the video of a finished task', async () => {
  const printed = await run('sandbox-succeeded');
  assert.deepEqual(printed[0]?.[0], 'succeeded');
  assert.match(String(printed[0]?.[1]), /watercolour/);
  assert.deepEqual(printed[1]?.[0], 'succeeded');
  assert.match(String(printed.at(-1)), /\/media\/aleph\.mp4$/);
});

test('the example prints why a task failed', async () => {
  assert.match(String((await run('sandbox-failed')).at(-1)), /internal error/);
});

test('making a video takes a prompt and a URL, and gives the video', async () => {
  const { fetch, requests } = fakeFetch('{"code":200,"data":{"taskId":"task-1"}}', succeeded('task-1'));
  const client = new AlephClient({ apiKey: SANDBOX_KEY, fetch });
  const { resultVideoUrl } = await new AsyncFunction('client', `${await codeOf('make')}\nreturn response;`)(client);
  assert.equal(resultVideoUrl, 'https://example.com/out.mp4');
  assert.deepEqual(
    requests.map(({ url, init }) => [init.method, new URL(url).pathname]),
    [
      ['POST', '/api/v1/jobs/createTask'],
      ['GET', '/api/v1/jobs/recordInfo'],
    ],
  );
});

test('one intent makes one task of a file, and what nobody knows the outcome of is put before somebody', async () => {
  let made = 0;
  const sandbox = createSandbox({ onCreated: () => void made++ });
  const client = new AlephClient({
    apiKey: SANDBOX_KEY,
    fetch: (input, init) => sandbox(new Request(input, init)),
    maxRetries: 0,
  });
  const store = once.memoryIntents();
  // One whose answer was lost, before.
  const lost = { prompt: 'sandbox: lost answer', videoUrl: 'https://example.com/in.mp4' };
  await once.createOnce(client, lost, { id: 'earlier', store }).catch(() => {});
  const code = (await codeOf('once')).replace(/^import .*\n/gm, '').replace('const id =', 'id =');
  /** @type {unknown[]} */
  const asked = [];
  const values = {
    client,
    file: new File(['a video'], 'in.mp4', { type: 'video/mp4' }),
    signal: undefined,
    onProgress: undefined,
    id: '',
    ...once,
    localIntents: () => store,
    askSomebodyToLookIntoTheLogs: (/** @type {{ prompt: string }} */ { prompt }) => asked.push(prompt),
  };
  const task = await new AsyncFunction(...Object.keys(values), `${code}\nreturn task;`)(...Object.values(values));
  assert.equal(task.status, 'processing');
  assert.deepEqual(asked, ['sandbox: lost answer']);
  assert.equal(made, 2);
});
