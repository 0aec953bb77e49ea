// What other clients of this service got wrong, one test each (docs/contract.md, "What other clients got wrong").
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { AlephClient, AuthenticationError, TaskNotFoundError, TimeoutError } from '../../web/client/index.js';
import { alephError } from '../helpers/rejection.js';
import { envelope, failed, fakeFetch, pending, succeeded } from '../helpers/responses.js';
import { turns } from '../helpers/turns.js';

// Starting WebAssembly takes real time, which a stopped clock would not give.
before(() => new AlephClient().ready());

/** @param {...(string | import('../helpers/responses.js').Answer)} answers */
function clientOf(...answers) {
  const { fetch, requests } = fakeFetch(...answers);
  return { client: new AlephClient({ fetch, apiKey: 'sk-0123456789abcdef' }), requests };
}

test('errorCode null while pending is not a failure', async () => {
  const { client } = clientOf(envelope({ successFlag: 0, errorCode: null, errorMessage: null }));
  assert.equal((await client.getTask('a')).status, 'processing');
});

test('flags 2 and 3 end a task instead of leaving it pending for ever', async () => {
  const { client } = clientOf(envelope({ successFlag: 2 }), envelope({ successFlag: 3 }));
  assert.equal((await client.getTask('a')).status, 'failed');
  assert.equal((await client.getTask('a')).status, 'failed');
});

test('the reason is in errorMessage, not in errorMsg', async () => {
  const { client } = clientOf(failed(), envelope({ successFlag: 0, errorMsg: 'not a member of the contract' }));
  assert.equal((await client.getTask('a')).errorMessage, 'internal error, please try again later.');
  assert.deepEqual((({ status, errorMessage }) => ({ status, errorMessage }))(await client.getTask('a')), {
    status: 'processing',
    errorMessage: null,
  });
});

test('data null says that there is no such task, at once', async () => {
  const { client, requests } = clientOf(envelope(null));
  const error = await alephError(client.getTask('a'));
  assert.ok(error instanceof TaskNotFoundError);
  assert.equal(error.code, 200);
  assert.equal(requests.length, 2, 'one on each route');
});

test('a wrong key is asked about once, not for twenty minutes', async () => {
  const { client, requests } = clientOf('{"code":401,"msg":"You do not have access permissions"}');
  assert.ok((await alephError(client.getTask('a'))) instanceof AuthenticationError);
  assert.equal(requests.length, 1);
});

/** What the error says of a key, each time something else. @type {[what: string, apiKey: string | undefined, kind: string, says: RegExp][]} */
const KEYS = [
  [
    'missing',
    undefined,
    'authentication',
    /You do not have access permissions\. .* None was sent: the option apiKey is missing/,
  ],
  ['empty', '', 'invalid-request', /^The API key is empty/],
  ['malformed', 'two words', 'invalid-request', /^The API key has a space/],
  ['wrong', 'sk-0123456789abcdef', 'authentication', /wrong or not allowed from this address\.$/],
];

for (const [what, apiKey, kind, says] of KEYS) {
  test(`a key that is ${what} is told apart from the others`, async () => {
    const { fetch } = fakeFetch('{"code":401,"msg":"You do not have access permissions"}');
    const error = await alephError(new AlephClient({ fetch, apiKey }).getTask('a'));
    assert.equal(error.kind, kind);
    assert.match(error.message, says);
  });
}

test('one bad answer on the way does not fail the call', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const { client, requests } = clientOf({ status: 502, body: '<html>502 Bad Gateway</html>' }, succeeded());
  const task = client.getTask('a');
  await turns();
  assert.equal(requests.length, 1);
  t.mock.timers.tick(500);
  assert.equal((await task).status, 'succeeded');
  assert.equal(requests.length, 2);
});

test('the input is never shown as the result', async () => {
  const paramJson = JSON.stringify({ videoUrl: 'https://example.com/in.mp4', imageUrl: 'https://example.com/in.png' });
  const { client } = clientOf(
    envelope({ successFlag: 1, paramJson, videoUrl: 'https://example.com/in.mp4', response: {} }),
  );
  assert.deepEqual((await client.getTask('a')).response, { taskId: null, resultVideoUrl: null, resultImageUrl: null });
});

test('a base URL with the path in it does not double the path', async () => {
  const { fetch, requests } = fakeFetch();
  await new AlephClient({ fetch, baseUrl: 'https://api.kie.ai/api/v1' }).getTask('a');
  assert.equal(requests[0]?.url, 'https://api.kie.ai/api/v1/aleph/record-info?taskId=a');
});

test('a task id is encoded', async () => {
  const { client, requests } = clientOf(succeeded());
  await client.getTask('a&b=c/../d e');
  assert.equal(new URL(requests[0]?.url ?? '').search, '?taskId=a%26b%3Dc%2F..%2Fd%20e');
});

test('the task id survives a timeout', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const client = new AlephClient({ fetch: () => new Promise(() => {}) });
  const call = alephError(client.getTask('a-paid-task', { timeout: 5000 }));
  await turns();
  t.mock.timers.tick(5000);
  const error = await call;
  assert.ok(error instanceof TimeoutError);
  assert.equal(error.taskId, 'a-paid-task');
});

test('a task that is still being made is a task, not an error', async () => {
  const { client } = clientOf(pending('a'));
  assert.equal((await client.getTask('a')).taskId, 'a');
});
