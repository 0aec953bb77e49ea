// The sandbox answers as the service does: every documented id in both forms, read by the real client.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { createSandbox } from '../../web/local/sandbox.js';
import { SANDBOX_KEY, TASKS } from '../../web/local/sandbox-tasks.js';
import { ENDPOINTS } from '../../web/shared/endpoints.js';
import { ROUTES } from './routes.js';

const URL_OF_SANDBOX = 'http://127.0.0.1:1/sandbox';

/** How each route says that it has no such task. */
const UNKNOWN = ['{"code":200,"msg":"success","data":null}', '{"code":422,"msg":"recordInfo is null","data":null}'];

/**
 * @param {(request: Request) => Promise<Response>} sandbox
 * @param {string} [apiKey]
 */
function clientOf(sandbox, apiKey = SANDBOX_KEY) {
  return new AlephClient({
    apiKey,
    baseUrl: URL_OF_SANDBOX,
    maxRetries: 0,
    fetch: (input, init) => sandbox(new Request(input, init)),
  });
}

/** What the client reads, in both forms. */
const STATES = [
  { taskId: 'sandbox-pending', status: 'processing', errorMessage: null, done: false },
  { taskId: 'sandbox-succeeded', status: 'succeeded', errorMessage: null, done: true },
  { taskId: 'sandbox-without-url', status: 'succeeded', errorMessage: null, done: true },
  { taskId: 'sandbox-expired', status: 'succeeded', errorMessage: null, done: true },
  { taskId: 'sandbox-failed', status: 'failed', errorMessage: 'internal error, please try again later.', done: true },
  {
    taskId: 'sandbox-failed-old',
    status: 'failed',
    errorMessage: 'Your prompt was caught by our AI moderator. Please adjust it and try again.',
    done: true,
  },
];

const ERRORS = [
  { taskId: 'sandbox-wrong-key', kind: 'authentication' },
  { taskId: 'sandbox-refused', kind: 'invalid-request' },
  { taskId: 'sandbox-no-credits', kind: 'insufficient-credits' },
  { taskId: 'sandbox-no-answer', kind: 'task-failed' },
  { taskId: 'sandbox-rate-limit', kind: 'rate-limit' },
  { taskId: 'sandbox-no-source', kind: 'asset-unavailable' },
  { taskId: 'sandbox-maintenance', kind: 'maintenance' },
  { taskId: 'sandbox-server-error', kind: 'server' },
  { taskId: 'sandbox-switched-off', kind: 'feature-disabled' },
  { taskId: 'sandbox-new-code', kind: 'api' },
  { taskId: 'sandbox-jobs-key-cap', kind: 'insufficient-credits' },
  { taskId: 'sandbox-html', kind: 'server' },
  { taskId: 'sandbox-nonsense', kind: 'invalid-response' },
  { taskId: 'never-made', kind: 'task-not-found' },
  { taskId: 'constructor', kind: 'task-not-found' },
];

const FAILURE = 'internal error, please try again later.';

/** The same of the tasks of the jobs route, which says more. */
const JOBS = [
  { taskId: 'sandbox-jobs-waiting', status: 'processing', stage: 'waiting', costTime: null, credits: 110 },
  { taskId: 'sandbox-jobs-queuing', status: 'processing', stage: 'queuing', costTime: null, credits: 110 },
  { taskId: 'sandbox-jobs-generating', status: 'processing', stage: 'generating', costTime: null, credits: 110 },
  { taskId: 'sandbox-jobs-slow', status: 'processing', stage: 'waiting', costTime: null, credits: 110 },
  { taskId: 'sandbox-jobs-succeeded', status: 'succeeded', stage: null, costTime: 188, credits: 110 },
  { taskId: 'sandbox-jobs-without-url', status: 'succeeded', stage: null, costTime: 204, credits: 110 },
  { taskId: 'sandbox-jobs-failed', status: 'failed', stage: null, costTime: 16, credits: 0, errorMessage: FAILURE },
];

for (const form of /** @type {const} */ (['wire', 'docs'])) {
  const client = clientOf(createSandbox({ form }));

  for (const { taskId, errorMessage = null, ...says } of JOBS) {
    test(`${taskId} is ${says.stage ?? says.status} in the ${form} form`, async () => {
      const task = await client.getTask(taskId);
      const { status, stage, costTime, credits, route, model } = task;
      assert.deepEqual({ status, stage, costTime, credits }, says);
      assert.deepEqual([route, model, task.errorMessage], ['jobs', 'runway/gen4-aleph', errorMessage]);
      assert.match(String(task.createTime), /^\d{4}-/);
      assert.equal(task.completeTime !== null, status !== 'processing');
      assert.match(String(task.parameters?.prompt), /watercolour/);
      assert.match(String(task.parameters?.videoUrl), /^http/);
    });
  }

  for (const { taskId, status, errorMessage, done } of STATES) {
    test(`${taskId} is ${status} in the ${form} form`, async () => {
      const task = await client.getTask(taskId);
      assert.deepEqual([task.status, task.route, task.stage], [status, 'aleph', null]);
      assert.equal(task.errorMessage, errorMessage);
      assert.match(String(task.createTime), /^\d{4}-/);
      assert.equal(task.completeTime !== null, done);
      assert.match(String(task.parameters?.prompt), /watercolour/);
    });
  }

  for (const { taskId, kind } of ERRORS) {
    test(`${taskId} gives ${kind} in the ${form} form`, async () => {
      await assert.rejects(client.getTask(taskId), { kind, taskId });
    });
  }
}

test('the wire form is the one of the recordings: HTTP 200, numbers for times, nulls', async () => {
  const response = await createSandbox()(
    new Request(`${URL_OF_SANDBOX}/api/v1/aleph/record-info?taskId=sandbox-pending`, {
      headers: { Authorization: `Bearer ${SANDBOX_KEY}` },
    }),
  );
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/json;charset=UTF-8');
  const { code, msg, data } = await response.json();
  assert.deepEqual([code, msg], [200, 'success']);
  assert.equal(typeof data.createTime, 'number');
  assert.equal(typeof data.paramJson, 'string');
  const { response: result, completeTime, successFlag, errorCode, errorMessage } = data;
  assert.deepEqual(
    { result, completeTime, successFlag, errorCode, errorMessage },
    { result: null, completeTime: null, successFlag: 0, errorCode: null, errorMessage: null },
  );
});

test('another key gets the 401 of the recordings, whatever it asks for', async () => {
  await assert.rejects(clientOf(createSandbox(), 'another-key').getTask('sandbox-succeeded'), {
    kind: 'authentication',
    code: 401,
    status: 200,
  });
});

/** What comes in place of the key, and what the 401 says of it after the service's own words. @type {Record<string, [authorization: string | undefined, says: string | null]>} */
const NO_KEYS = {
  'another key': ['Bearer another-key', null],
  'no key': [undefined, 'The API key is missing'],
  'an empty key': ['Bearer ', 'The API key is empty'],
  'a malformed key': ['Bearer two words', 'The API key has a space, a line break or a non-ASCII character in it'],
  'a variable that is not set': ['Bearer undefined', 'The API key is the word undefined, a variable that is not set'],
  'no Bearer': ['Basic abc', 'The Authorization header does not begin with Bearer'],
};

for (const [what, [authorization, says]] of Object.entries(NO_KEYS)) {
  test(`${what} is refused by every endpoint`, async () => {
    const sandbox = createSandbox();
    const msg = `You do not have access permissions${says === null ? '' : `: ${says}. The sandbox asks for SANDBOX_KEY`}`;
    for (const { operation, method, path } of ENDPOINTS) {
      const headers = { ...(authorization !== undefined && { Authorization: authorization }) };
      const body = method === 'POST' ? '{}' : null;
      const response = await sandbox(new Request(`${URL_OF_SANDBOX}${path}`, { method, headers, body }));
      const expected = operation.startsWith('upload')
        ? { success: false, code: 401, msg, data: null }
        : { code: 401, msg };
      assert.deepEqual(await response.json(), expected, path);
    }
  });
}

test('sandbox-slow starts pending and succeeds after its time', async () => {
  let now = Date.UTC(2026, 7, 1);
  const client = clientOf(createSandbox({ slowSeconds: 30, now: () => now }));
  const status = async (/** @type {string} */ id) => (await client.getTask(id)).status;
  for (const id of ['sandbox-slow', 'sandbox-slow-90', 'sandbox-slow-90-b'])
    assert.equal(await status(id), 'processing');
  now += 29_000;
  assert.equal(await status('sandbox-slow'), 'processing');
  now += 1_000;
  assert.equal(await status('sandbox-slow'), 'succeeded');
  assert.equal(await status('sandbox-slow-90-b'), 'processing');
  now += 60_000;
  const done = await client.getTask('sandbox-slow-90');
  assert.equal(Date.parse(String(done.completeTime)) - Date.parse(String(done.createTime)), 90_000);
});

test('the sandbox forgets the oldest slow tasks instead of growing for ever', async () => {
  let now = 0;
  const client = clientOf(createSandbox({ slowSeconds: 10, now: () => now }));
  const first = await client.getTask('sandbox-slow-10-0');
  now += 10_000;
  for (let i = 1; i <= 1000; i++) await client.getTask(`sandbox-slow-10-${i}`);
  assert.equal((await client.getTask('sandbox-slow-10-0')).status, 'processing', 'begun anew');
  assert.equal(first.status, 'processing');
});

test('every id of the table is known on its route, and on no other unless it is no task', async () => {
  const sandbox = createSandbox();
  const headers = { Authorization: `Bearer ${SANDBOX_KEY}` };
  for (const [taskId, task] of Object.entries(TASKS)) {
    const knowing = [];
    for (const { route, path } of ROUTES) {
      const answer = await sandbox(new Request(`${URL_OF_SANDBOX}${path}?taskId=${taskId}`, { headers }));
      if (!UNKNOWN.includes(await answer.text())) knowing.push(route);
    }
    const isNoTask = (task.envelope ?? task.http) !== undefined;
    assert.deepEqual(knowing, task.route ? [task.route] : isNoTask ? ['aleph', 'jobs'] : ['aleph'], taskId);
  }
});
