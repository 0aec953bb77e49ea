// What costs money goes through the proxy once or not at all, at a real service that counts; and the client knows which it was.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { deferred } from '../helpers/deferred.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { startService, unusedUrl } from '../helpers/fake-service.js';
import { alephError } from '../helpers/rejection.js';
import { turns } from '../helpers/turns.js';
import { FAULTS, KEY, MADE } from './creating-faults.js';

/** @typedef {import('../../web/proxy/proxy.js').ProxyOptions} ProxyOptions */

const NEW = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };
const INPUT = { prompt: 'Make it snow', video_url: 'https://example.com/in.mp4' };
const CREATE = { jobs: '/api/v1/jobs/createTask', aleph: '/api/v1/aleph/generate' };
const OWN = 'https://proxy.example';

/**
 * A client behind a proxy behind a service, which keeps what it is asked.
 * @param {import('node:test').TestContext} t
 * @param {ProxyOptions} [options]
 * @param {import('./creating-faults.js').Fault['answer']} [answer]
 */
async function behindProxy(t, options, answer = (response) => response.end(MADE)) {
  /** @type {{ path: string | undefined, headers: import('node:http').IncomingHttpHeaders, body: string }[]} */
  const made = [];
  const { url } = await startService(t, async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    made.push({ path: request.url, headers: request.headers, body });
    answer(response, request);
  });
  const proxy = createProxy({ apiKey: KEY, upstream: url, allow: ['create'], authorize: () => true, ...options });
  /** @type {typeof globalThis.fetch} */
  const fetch = (input, init) => proxy(new Request(input, init));
  const client = new AlephClient({ baseUrl: `${OWN}/kie`, fetch, maxRetries: 0 });
  /** @param {BodyInit} body @param {RequestInit} [init] @param {keyof typeof CREATE} [route] */
  const post = (body, init, route = 'jobs') =>
    proxy(
      new Request(`${OWN}/kie${CREATE[route]}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
        .../** @type {any} */ ({ duplex: 'half' }),
        ...init,
      }),
    );
  return { client, proxy, post, made };
}

suite('behind the proxy, creating with', () => {
  for (const { name, answer, kind, options } of FAULTS) {
    for (const route of /** @type {const} */ (['jobs', 'aleph'])) {
      test(`${name}, on the ${route} route`, async (t) => {
        const { client, made } = await behindProxy(t, options, answer);
        const call = client.createTask({ ...NEW, route });
        if (kind) assert.equal((await alephError(call)).kind, kind);
        else assert.equal((await call).taskId, 'task-1');
        assert.deepEqual(
          made.map(({ path }) => path),
          [CREATE[route]],
        );
      });
    }
  }

  test('no service: nobody can tell that from a reset', async (t) => {
    const { client } = await behindProxy(t, { upstream: await unusedUrl() });
    assert.equal((await alephError(client.createTask(NEW))).kind, 'unknown-outcome');
  });

  test('and two callers that create the same at once make two', async (t) => {
    const { client, made } = await behindProxy(t);
    await Promise.all([client.createTask(NEW), client.createTask(NEW)]);
    assert.equal(made.length, 2);
  });
});

suite('the proxy itself refuses, and the client knows that nothing was made:', () => {
  /** @type {{ what: string, options: ProxyOptions, kind: string, before?: number }[]} before: tasks made before */
  const REFUSALS = [
    { what: 'no key', options: { apiKey: undefined }, kind: 'server' },
    { what: 'no key in time', options: { apiKey: () => new Promise(() => {}), timeout: 20 }, kind: 'server' },
    { what: 'a caller that may not', options: { authorize: () => false }, kind: 'authentication' },
    { what: 'a rule that fails', options: { authorize: () => Promise.reject(new Error('no')) }, kind: 'server' },
    { what: 'another name', options: { hosts: ['localhost'] }, kind: 'api' },
    { what: 'not allowed', options: { allow: ['look', 'upload', 'credits'] }, kind: 'invalid-request' },
    { what: 'not allowed, as by default', options: { allow: undefined }, kind: 'invalid-request' },
    { what: 'another mount', options: { mount: '/other' }, kind: 'invalid-request' },
    {
      what: 'one client too often',
      options: { clientOf: () => 'a', clientCreateLimit: { limit: 1, interval: 60_000 } },
      kind: 'rate-limit',
      before: 1,
    },
    {
      what: 'all together too often',
      options: { createLimit: { limit: 1, interval: 60_000 } },
      kind: 'rate-limit',
      before: 1,
    },
    {
      what: 'the budget',
      options: { budget: { credits: 219, interval: 60_000 } },
      kind: 'insufficient-credits',
      before: 1,
    },
  ];
  for (const { what, options, kind, before = 0 } of REFUSALS) {
    test(what, async (t) => {
      t.mock.method(console, 'error', () => {});
      const { client, made } = await behindProxy(t, options);
      for (let i = 0; i < before; i++) await client.createTask(NEW);
      const error = await alephError(client.createTask(NEW));
      assert.equal(error.kind, kind);
      assert.equal(made.length, before);
    });
  }

  test('the budget, in words that say whose it is', async (t) => {
    const { client } = await behindProxy(t, { budget: { credits: 110, interval: 60_000 } });
    await client.createTask(NEW);
    await assert.rejects(client.createTask(NEW), { message: /The proxy's own budget is spent.*No task was made/ });
  });

  test('5 tasks a minute are one client’s, whatever else it asks', async (t) => {
    const { client, made } = await behindProxy(t, { clientOf: () => 'a', now: () => 0 });
    for (let i = 0; i < 5; i++) await client.createTask(NEW);
    assert.equal((await alephError(client.createTask(NEW))).retryAfter, 60);
    assert.equal(made.length, 5);
  });
});

suite('what is sent', () => {
  test('is the object, the key, its type and Accept; nothing else of the page', async (t) => {
    const { post, made } = await behindProxy(t);
    const body = JSON.stringify({ model: 'runway/gen4-aleph', callBackUrl: 'https://example.com/cb', input: INPUT });
    const headers = {
      'Content-Type': 'Application/JSON; charset=utf-8',
      Cookie: 'a=b',
      'X-Trace': 'y',
      Authorization: 'z',
    };
    assert.equal((await post(body, { headers })).status, 200);
    assert.equal(made[0]?.body, body);
    const { host: _, connection: __, ...sent } = made[0]?.headers ?? {};
    assert.equal(sent.authorization, `Bearer ${KEY}`);
    assert.equal(sent['content-type'], 'application/json');
    assert.equal(sent.cookie, undefined);
    assert.equal(sent['x-trace'], undefined);
  });

  test('may be 65536 bytes, also as announced', async (t) => {
    const { post, made } = await behindProxy(t);
    const body = JSON.stringify({ model: 'runway/gen4-aleph', input: INPUT }).padEnd(65_536);
    const headers = { 'Content-Type': 'application/json ; charset=utf-8', 'Content-Length': '65536' };
    assert.equal((await post(body, { headers })).status, 200);
    assert.equal(made.length, 1);
  });

  test('says each name once: nobody reads another model than was checked', async (t) => {
    const { post, made } = await behindProxy(t);
    await post('{"model":"veo3","input":{},"model":"runway/gen4-aleph"}');
    assert.equal(made[0]?.body, '{"model":"runway/gen4-aleph","input":{}}');
  });
});

suite('nothing is sent for', () => {
  const TASK = { model: 'runway/gen4-aleph', input: INPUT };
  /** @type {{ what: string, body: BodyInit, type?: string, status: number, headers?: Record<string, string> }[]} */
  const BODIES = [
    { what: 'a form', body: 'a=b', type: 'application/x-www-form-urlencoded', status: 415 },
    { what: 'a text', body: JSON.stringify(TASK), type: 'text/plain', status: 415 },
    { what: 'no type', body: new Uint8Array([123, 125]), type: '', status: 415 },
    { what: 'nothing', body: '', status: 422 },
    { what: 'no JSON', body: '{"model"', status: 422 },
    { what: 'a list', body: '[]', status: 422 },
    { what: 'null', body: 'null', status: 422 },
    { what: 'no UTF-8', body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), status: 422 },
    { what: 'a byte order mark', body: `\uFEFF${JSON.stringify(TASK)}`, status: 422 },
    { what: 'another model', body: JSON.stringify({ ...TASK, model: 'veo3' }), status: 422 },
    { what: 'another model beside', body: JSON.stringify({ ...TASK, Model: 'veo3' }), status: 422 },
    { what: 'an input that is a text', body: JSON.stringify({ ...TASK, input: '{}' }), status: 422 },
    { what: 'too much', body: JSON.stringify({ ...TASK, input: { prompt: 'x'.repeat(65_536) } }), status: 413 },
    { what: 'too much, as announced', body: '{}', headers: { 'Content-Length': '65537' }, status: 413 },
    { what: 'too much, in pieces', body: endless(), status: 413 },
  ];
  for (const { what, body, type = 'application/json', headers, status } of BODIES) {
    test(`${what}: ${status}, which is a refusal`, async (t) => {
      const { post, made } = await behindProxy(t);
      const response = await post(body, { headers: { ...(type && { 'Content-Type': type }), ...headers } });
      assert.equal(response.status, status);
      const { code, msg } = await response.json();
      assert.equal(code, 422);
      assert.match(msg, /The body|The proxy creates|The input/);
      assert.equal(made.length, 0);
    });
  }

  for (const body of ['7', '"a"', 'true', 'null', '[]', '[{}]', ''])
    test(`${body || 'nothing'} on the older route: 422`, async (t) => {
      const { post, made } = await behindProxy(t);
      assert.equal((await post(body, {}, 'aleph')).status, 422);
      assert.equal(made.length, 0);
    });

  test('a body that does not come', async (t) => {
    const { post, made } = await behindProxy(t, { timeout: 20 });
    const response = await post(new ReadableStream());
    assert.deepEqual([response.status, (await response.json()).code], [408, 422]);
    assert.equal(made.length, 0);
  });

  test('a page of another origin', async (t) => {
    const { post, made } = await behindProxy(t, { allowedOrigins: ['https://app.example'] });
    const headers = { 'Content-Type': 'application/json', Origin: 'https://evil.example' };
    assert.equal((await post(JSON.stringify(TASK), { headers })).status, 403);
    assert.equal(made.length, 0);
  });
});

suite('a caller that leaves', () => {
  const body = JSON.stringify({ model: 'runway/gen4-aleph', input: INPUT });

  test('before it comes: nothing is sent', async (t) => {
    const { post, made } = await behindProxy(t);
    assert.equal((await post(body, { signal: AbortSignal.abort() })).status, 400);
    assert.equal(made.length, 0);
  });

  test('while it comes: nothing is sent, and no time runs on', async (t) => {
    const clock = FakeClock.install(t);
    const page = new AbortController();
    let asked = 0;
    const proxy = createProxy({
      apiKey: KEY,
      allow: ['create'],
      authorize: () => true,
      fetch: async () => (asked++, new Response(MADE)),
    });
    const headers = { 'Content-Type': 'application/json' };
    const init = /** @type {RequestInit} */ ({
      method: 'POST',
      headers,
      body: new ReadableStream(),
      duplex: 'half',
      signal: page.signal,
    });
    const left = proxy(new Request(`${OWN}/kie${CREATE.jobs}`, init));
    await turns();
    page.abort();
    assert.equal((await left).status, 400);
    assert.deepEqual([asked, clock.pending], [0, 0]);
  });

  test('before it is sent: nothing is, and the budget has it all', async (t) => {
    const key = deferred();
    const budget = { credits: 110, interval: 60_000 };
    const { post, made } = await behindProxy(t, { apiKey: () => key.promise.then(() => KEY), budget });
    const page = new AbortController();
    const left = post(body, { signal: page.signal });
    await turns();
    page.abort();
    await left;
    key.resolve();
    await turns();
    assert.equal(made.length, 0);
    assert.equal((await post(body)).status, 200);
  });

  test('after that: the request goes on to its end, and what the service says of it counts', async (t) => {
    const asked = deferred();
    const may = deferred();
    let n = 0;
    const budget = { credits: 110, interval: 60_000 };
    const { post, made } = await behindProxy(t, { budget }, async (response) => {
      asked.resolve();
      await may.promise;
      response.end(n++ === 0 ? '{"code":422,"msg":"no"}' : MADE);
    });
    const page = new AbortController();
    const left = post(body, { signal: page.signal });
    await asked.promise;
    page.abort();
    await turns();
    assert.equal((await post(body)).status, 402, 'nobody knows yet');
    may.resolve();
    await left;
    assert.equal((await post(body)).status, 200, 'it was refused');
    assert.equal(made.length, 2);
  });
});

suite('who may create', () => {
  test('must be said: allow without authorize is no set-up', () => {
    assert.throws(
      () => createProxy({ allow: ['look', 'create'] }),
      /^TypeError: allow with 'create' needs .*authorize.*or \(\) => true if everyone may/,
    );
  });

  for (const allow of /** @type {any[]} */ ([[], ['make'], ['look', 'make'], 'look', [undefined], null])) {
    test(`allow refuses ${JSON.stringify(allow)}`, () => {
      assert.throws(
        () => createProxy({ allow }),
        /^TypeError: allow must list .*'look', 'create', 'upload', 'credits'/,
      );
    });
  }

  test('is asked with the rest of the request', async (t) => {
    const page = new AbortController();
    const { post } = await behindProxy(t, {
      authorize({ url, method, headers, signal }) {
        page.abort();
        return new Response(JSON.stringify([url, method, headers.get('x-user'), signal.aborted]), { status: 403 });
      },
    });
    const headers = { 'Content-Type': 'application/json', 'X-User': 'a' };
    const response = await post('{}', { headers, signal: page.signal });
    assert.deepEqual(await response.json(), [`${OWN}/kie${CREATE.jobs}`, 'POST', 'a', true]);
  });

  test('is asked without the body, which stays to be sent', async (t) => {
    /** @type {(ReadableStream | null)[]} */
    const bodies = [];
    const see = (/** @type {Request} */ { body }) => bodies.push(body);
    const authorize = (/** @type {Request} */ request) => see(request) > 0;
    const { client, made } = await behindProxy(t, { authorize, clientOf: (request) => (see(request), 'a') });
    await client.createTask(NEW);
    assert.deepEqual(bodies, [null, null]);
    assert.equal(JSON.parse(made[0]?.body ?? '').input.prompt, NEW.prompt);
  });
});

function endless() {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024).fill(32)) });
}

test('a create counts from its answer on: the service may have counted it as late as that', async (t) => {
  let now = 1_000_000;
  const { post } = await behindProxy(
    t,
    { createLimit: { limit: 1, interval: 1_000 }, clientCreateLimit: false, now: () => now },
    (response) => {
      now += 900;
      response.end(MADE);
    },
  );
  const body = JSON.stringify({ model: 'runway/gen4-aleph', input: INPUT });
  assert.equal((await post(body)).status, 200);
  now += 999;
  assert.equal((await post(body)).status, 429);
  now += 1;
  assert.equal((await post(body)).status, 200);
});

test('a create that never left counts from when it came', async (t) => {
  let now = 1_000_000;
  t.mock.method(console, 'error', () => {});
  let keys = 0;
  const { post } = await behindProxy(t, {
    apiKey: () => ((now += 900), keys++ === 0 ? undefined : KEY),
    createLimit: { limit: 1, interval: 1_000 },
    clientCreateLimit: false,
    now: () => now,
  });
  const body = JSON.stringify({ model: 'runway/gen4-aleph', input: INPUT });
  assert.equal((await post(body)).status, 500);
  now += 99;
  assert.equal((await post(body)).status, 429);
  now += 1;
  assert.equal((await post(body)).status, 200);
});
