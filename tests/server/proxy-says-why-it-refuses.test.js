// Whatever the proxy refuses or cannot do, its status, its code and its words say what it was, and whose fault or limit.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { pending } from '../helpers/responses.js';

/** @typedef {import('../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */

const OWN = 'https://proxy.example/kie';
const LOOK = '/api/v1/jobs/recordInfo?taskId=a';
const ONCE = { limit: 1, interval: 60_000 };
const MULTIPART = 'multipart/form-data; boundary=a';
const MADE = '{"code":200,"data":{"taskId":"task-1"}}';

/** @param {BodyInit} body @param {string} [type] @param {RequestInit} [init] */
const posting = (body, type = 'application/json', init = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': type },
  body,
  .../** @type {any} */ ({ duplex: 'half' }),
  ...init,
});
const CREATE = '/api/v1/jobs/createTask';
const creating = () => posting('{"model":"runway/gen4-aleph","input":{}}');
const UPLOAD = '/api/file-stream-upload';
const never = () => new Promise(() => {});

/** @param {'create' | 'budget'} kind of what it does not count */
function storeWithout(kind) {
  const store = memoryStore();
  /** @type {typeof store.take} */
  const take = async (name, ...more) => {
    if (name.startsWith(`${kind}:`)) throw new Error('away: secret');
    return store.take(name, ...more);
  };
  return { ...store, take };
}

/**
 * The answer to a request, which comes after others like it.
 * @typedef {object} Case
 * @property {ProxyOptions} [options]
 * @property {string} [path]
 * @property {() => RequestInit} [init]
 * @property {number} [before] how many come before it
 * @property {number} status
 * @property {number} [code] if it is not the status
 * @property {string} msg
 * @property {Record<string, string>} [headers] some of those it has
 */

/** @type {Record<string, Case>} */
const CASES = {
  'another name': { options: { hosts: ['localhost'] }, status: 421, msg: 'The proxy does not answer under this name.' },
  "another site's page": {
    init: () => ({ headers: { Origin: 'https://evil.example' } }),
    status: 403,
    msg: 'The proxy answers only pages of its own origin and of allowedOrigins.',
  },
  'another method': {
    init: () => ({ method: 'PUT' }),
    status: 405,
    msg: 'The proxy forwards this path only as GET.',
    headers: { allow: 'GET' },
  },
  'no task': { path: '/api/v1/jobs/recordInfo', status: 422, msg: 'Exactly one taskId is needed.' },
  'no UTF-8': { path: `${LOOK}%FF`, status: 422, msg: 'The task id is not UTF-8.' },
  'a caller that may not': {
    options: { authorize: () => false },
    status: 401,
    msg: 'The proxy does not know this caller.',
  },
  'a rule that fails': {
    options: { authorize: () => Promise.reject(new Error('secret')) },
    status: 500,
    msg: 'The proxy failed.',
  },
  'one client too often': {
    options: { clientOf: () => 'a', clientLimit: ONCE },
    before: 1,
    status: 429,
    msg: 'Too many requests of this client.',
    headers: { 'retry-after': '60' },
  },
  'one that may not, too often': {
    options: { clientOf: () => 'a', clientLimit: ONCE, authorize: () => false },
    before: 1,
    status: 429,
    msg: 'Too many requests of this client.',
    headers: { 'retry-after': '60' },
  },
  'one task too often': {
    options: { taskLimit: ONCE },
    before: 1,
    status: 429,
    msg: 'Too many looks at this task.',
    headers: { 'retry-after': '60' },
  },
  'too many looks': {
    options: { globalLimit: ONCE },
    before: 1,
    status: 429,
    msg: 'Too many requests of all clients together.',
    headers: { 'retry-after': '60' },
  },
  'too much else': {
    options: { globalLimit: ONCE },
    path: '/api/v1/chat/credit',
    before: 1,
    status: 429,
    msg: 'Too many requests of all clients together.',
  },
  'too many uploads': {
    options: { globalLimit: ONCE },
    path: UPLOAD,
    init: () => posting('--a--', MULTIPART),
    before: 1,
    status: 429,
    msg: 'Too many requests of all clients together.',
  },
  'too many tasks': {
    options: { createLimit: ONCE },
    path: CREATE,
    init: creating,
    before: 1,
    status: 429,
    msg: 'Too many tasks are created by all clients together.',
  },
  'more than the budget': {
    options: { budget: { credits: 110, interval: 60_000 } },
    path: CREATE,
    init: creating,
    before: 1,
    status: 402,
    msg: "The proxy's own budget is spent for now, whatever the account has: its owner set the option budget. No task was made.",
  },
  'a budget that cannot be counted': {
    options: { budget: { credits: 110, interval: 60_000 }, store: storeWithout('budget') },
    path: CREATE,
    init: creating,
    status: 503,
    code: 500,
    msg: 'The store that counts what may be spent is away, so nothing is spent until it is back. No task was made.',
  },
  'tasks that cannot be counted': {
    options: { store: storeWithout('create') },
    path: CREATE,
    init: creating,
    status: 500,
    msg: 'The proxy failed.',
  },
  'no JSON': {
    path: CREATE,
    init: () => posting('a=b', 'text/plain'),
    status: 415,
    code: 422,
    msg: 'The body must be application/json.',
  },
  'something that only ends like JSON’s type': {
    path: CREATE,
    init: () => posting('{}', 'x-application/json'),
    status: 415,
    code: 422,
    msg: 'The body must be application/json.',
  },
  'no object': {
    path: CREATE,
    init: () => posting('[]'),
    status: 422,
    msg: 'The body is not a JSON object in UTF-8. If it was, something in front of the proxy has read it.',
  },
  'a large object': {
    path: CREATE,
    init: () => posting(`{"a":"${'x'.repeat(65_536)}"}`),
    status: 413,
    code: 422,
    msg: 'The body is larger than 65536 bytes.',
  },
  'an object that does not come': {
    options: { timeout: 20 },
    path: CREATE,
    init: () => posting(new ReadableStream()),
    status: 408,
    code: 422,
    msg: 'The body did not come within 20 ms.',
  },
  'a caller that has left': {
    path: CREATE,
    init: () => ({ ...creating(), signal: AbortSignal.abort() }),
    status: 400,
    code: 422,
    msg: 'The caller left.',
  },
  'a look whose caller has left': {
    init: () => ({ signal: AbortSignal.abort() }),
    status: 502,
    msg: 'The caller left.',
  },
  'another member': {
    path: CREATE,
    init: () => posting('{"model":"runway/gen4-aleph","input":{},"n":4}'),
    status: 422,
    msg: 'The body may have only the members model, callBackUrl, input.',
  },
  'another model': {
    path: CREATE,
    init: () => posting('{"model":"veo3","input":{}}'),
    status: 422,
    msg: 'The proxy creates only tasks of the model runway/gen4-aleph.',
  },
  'no input': {
    path: CREATE,
    init: () => posting('{"model":"runway/gen4-aleph"}'),
    status: 422,
    msg: 'The input must be an object.',
  },
  'an upload of another type': {
    path: UPLOAD,
    init: () => posting('--a--', 'text/plain'),
    status: 415,
    code: 422,
    msg: 'An upload must be multipart/form-data with a boundary.',
  },
  'an upload of nothing': {
    path: UPLOAD,
    init: () => ({ method: 'POST', headers: { 'Content-Type': MULTIPART } }),
    status: 422,
    msg: 'The upload is empty. If it was not, something in front of the proxy has read it.',
  },
  'a large upload': {
    options: {
      maxUploadBytes: 4,
      fetch: async (_, init) => (await new Response(init?.body).text(), new Response(MADE)),
    },
    path: UPLOAD,
    init: () => posting('--a--', MULTIPART),
    status: 413,
    code: 422,
    msg: 'The upload is larger than 4 bytes.',
  },
  'an upload that is large, as announced': {
    options: { maxUploadBytes: 4 },
    path: UPLOAD,
    init: () => posting('--a--', MULTIPART, { headers: { 'Content-Type': MULTIPART, 'Content-Length': '5' } }),
    status: 413,
    code: 422,
    msg: 'The upload is larger than 4 bytes.',
  },
  'a service that is late': {
    options: { timeout: 20, fetch: /** @type {any} */ (never) },
    status: 504,
    msg: 'The service did not answer within 20 ms.',
  },
  'a service that is away': {
    options: { fetch: () => Promise.reject(new TypeError('secret')) },
    status: 502,
    msg: 'The service could not be reached.',
  },
  'a service that says too much': {
    options: { maxResponseBytes: 1, fetch: async () => new Response('{}') },
    status: 502,
    msg: 'The answer of the service is larger than 1 bytes.',
  },
  'a callback that is asked for': {
    options: { callbacks: { read: async () => assert.fail(), secret: null } },
    path: '/callbacks',
    status: 405,
    msg: 'Callbacks are sent as POST.',
    headers: { allow: 'POST' },
  },
  'a stream of no task': {
    options: { callbacks: { read: async () => assert.fail(), secret: null } },
    path: '/events',
    status: 422,
    msg: 'From one to 100 of taskId are needed.',
  },
};

suite('the proxy says of', () => {
  for (const [
    what,
    { options, path = LOOK, init, before = 0, status, code = status, msg, headers = {} },
  ] of Object.entries(CASES)) {
    test(`${what}: ${status}`, async () => {
      const proxy = createProxy({
        apiKey: 'test-key-0123456789',
        allow: ['look', 'create', 'upload', 'credits'],
        authorize: () => true,
        now: () => 0,
        fetch: async (url) => new Response(String(url).includes('record') ? pending() : MADE),
        ...options,
      });
      const ask = () => proxy(new Request(OWN + path, init?.()));
      for (let i = 0; i < before; i++) assert.notEqual((await ask()).status, 429);
      const response = await ask();
      assert.equal(response.status, status);
      assert.deepEqual(await response.json(), { code, msg });
      for (const [name, value] of Object.entries(headers)) assert.equal(response.headers.get(name), value);
    });
  }
});
