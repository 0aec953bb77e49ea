// One request, exactly as agreed, or none at all.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient, InvalidRequestError } from '../../web/client/index.js';
import { alephError } from '../helpers/rejection.js';
import { fakeFetch } from '../helpers/responses.js';
import {
  BAD_BASE_URLS,
  BAD_KEYS,
  BAD_TASK_IDS,
  BASE_URLS,
  ENDPOINT,
  KEYS,
  NEVER_QUOTED,
  TASK_IDS,
} from './request-cases.js';

/**
 * @param {import('../../web/client/options.js').AlephClientOptions} options
 * @param {unknown} [taskId]
 */
async function requestOf(options, taskId = 'task-1') {
  const { fetch, requests } = fakeFetch();
  await new AlephClient({ fetch, ...options }).getTask(/** @type {string} */ (taskId));
  assert.equal(requests.length, 1);
  const [request] = requests;
  assert.ok(request);
  return request;
}

/**
 * @param {import('../../web/client/options.js').AlephClientOptions} options
 * @param {unknown} taskId
 * @param {string} says
 */
async function assertRefused(options, taskId, says) {
  const { fetch, requests } = fakeFetch();
  const error = await alephError(new AlephClient({ fetch, ...options }).getTask(/** @type {string} */ (taskId)));
  assert.ok(error instanceof InvalidRequestError);
  assert.equal(error.retryable, false);
  assert.equal(error.taskId, typeof taskId === 'string' ? taskId : null);
  assert.ok(error.message.includes(says), error.message);
  for (const part of NEVER_QUOTED) assert.ok(!error.message.toLowerCase().includes(part), error.message);
  assert.equal(error.cause, undefined);
  assert.deepEqual(requests, []);
}

/** @param {unknown} value */
const short = (value) => (JSON.stringify(value) ?? String(value)).slice(0, 60);

suite('base URL', () => {
  for (const [baseUrl, sentTo] of BASE_URLS) {
    test(`${short(baseUrl)} is used`, async () => {
      const { url } = await requestOf({ baseUrl });
      assert.equal(url, `${sentTo}${ENDPOINT}task-1`);
    });
  }
  for (const [baseUrl, says] of BAD_BASE_URLS) {
    test(`${short(baseUrl)} is refused`, () => assertRefused({ baseUrl }, 'task-1', says));
  }
  test('none is the service itself', async () => {
    assert.equal((await requestOf({})).url, `https://api.kie.ai${ENDPOINT}task-1`);
  });
});

suite('task id', () => {
  for (const [taskId, sentAs] of TASK_IDS) {
    test(`${short(taskId)} (${taskId.length} units) is sent encoded`, async () => {
      const { url } = await requestOf({ baseUrl: 'https://api.kie.ai' }, taskId);
      assert.equal(url, `https://api.kie.ai${ENDPOINT}${sentAs}`);
      assert.equal(new URL(url).searchParams.get('taskId'), taskId);
    });
  }
  for (const [taskId, says] of BAD_TASK_IDS) {
    test(`${short(taskId)} is refused`, () => assertRefused({}, taskId, says));
  }
});

suite('key', () => {
  for (const apiKey of KEYS) {
    test(`${short(apiKey)} is sent in its header`, async () => {
      const { url, init } = await requestOf({ apiKey });
      assert.equal(new Headers(init.headers).get('authorization'), `Bearer ${apiKey}`);
      assert.equal(url, `https://api.kie.ai${ENDPOINT}task-1`);
    });
  }
  for (const [apiKey, says] of BAD_KEYS) {
    test(`${short(apiKey)} is refused`, () => assertRefused({ apiKey }, 'task-1', says));
    test(`${short(apiKey)} from a function is refused`, () =>
      assertRefused({ apiKey: async () => apiKey }, 'task-1', says));
  }
});

suite('the request', () => {
  const PRIVACY = {
    method: 'GET',
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  };

  test('with a key has these parts and no others', async () => {
    const { init } = await requestOf({ apiKey: 'sk-0123456789abcdef' });
    const { headers, signal, ...rest } = init;
    assert.deepEqual(Object.fromEntries(new Headers(headers)), {
      accept: 'application/json',
      authorization: 'Bearer sk-0123456789abcdef',
    });
    assert.ok(signal instanceof AbortSignal);
    assert.deepEqual(rest, PRIVACY);
  });

  test('without a key has no Authorization', async () => {
    const { init } = await requestOf({});
    const { headers, signal, ...rest } = init;
    assert.deepEqual(Object.fromEntries(new Headers(headers)), { accept: 'application/json' });
    assert.ok(signal);
    assert.deepEqual(rest, PRIVACY);
  });
});
