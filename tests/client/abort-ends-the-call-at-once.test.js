// An abort ends a call wherever it stands: with the signal's own reason, nothing left behind, nothing mixed up.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { before, suite, test } from 'node:test';
import { AlephClient, ServerError } from '../../web/client/index.js';
import { deferred } from '../helpers/deferred.js';
import { startService, taskIdOf } from '../helpers/fake-service.js';
import { rejection } from '../helpers/rejection.js';
import { fakeFetch, succeeded } from '../helpers/responses.js';
import { turns } from '../helpers/turns.js';

/** @typedef {import('../../web/client/options.js').AlephClientOptions} AlephClientOptions */
/** @typedef {{ controller: AbortController, reason: unknown }} Abort */

/** @type {[name: string, reason: unknown][]} anything may be a reason */
const REASONS = [
  ['an AbortError', new DOMException('stop', 'AbortError')],
  ['an Error', new Error('stop')],
  ['text', 'stop'],
  ['null', null],
  ['0', 0],
  ['an object', { stop: true }],
  ['an error of this package', new ServerError('server', 'stop', { retryable: true })],
];

/** A fetch that never ends, and does not listen to its signal. @returns {Promise<Response>} */
const deaf = () => new Promise(() => {});

/**
 * A moment of a call: options under which `abort` is called at that moment, or is left to the test after `turns()`.
 * @type {[name: string, options: (abort: () => void) => AlephClientOptions, requests: number][]}
 */
const MOMENTS = [
  ['within the apiKey function', (abort) => ({ apiKey: () => (abort(), 'sk-0123456789abcdef') }), 0],
  [
    'within an apiKey function that then fails',
    (abort) => ({ apiKey: () => (abort(), Promise.reject(new Error('no key'))) }),
    0,
  ],
  ['while the apiKey function is busy', () => ({ apiKey: () => new Promise(() => {}) }), 0],
  ["within the caller's fetch", (abort) => ({ fetch: () => (abort(), deaf()) }), 1],
  [
    "within a caller's fetch that then throws",
    (abort) => ({
      fetch: () => {
        abort();
        throw new Error('no fetch');
      },
    }),
    1,
  ],
  [
    "within a caller's fetch that then answers",
    (abort) => ({ fetch: async () => (abort(), new Response(succeeded())) }),
    1,
  ],
  ['before the headers, though fetch is deaf', () => ({ fetch: deaf }), 1],
  [
    'during the body, though it is deaf',
    () => ({
      fetch: async () =>
        new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('{"code"')) })),
    }),
    1,
  ],
  [
    'between retries',
    // Later than even the busiest machine takes to come to the abort.
    () => ({ fetch: async () => new Response('', { status: 503, headers: { 'Retry-After': '30' } }) }),
    1,
  ],
];

/**
 * @param {(abort: () => void) => AlephClientOptions} options
 * @param {Abort} abort
 * @param {number} [timeout]
 */
async function abortAt(options, { controller, reason }, timeout) {
  let requests = 0;
  const given = options(() => controller.abort(reason));
  const fetch = given.fetch ?? fakeFetch().fetch;
  const client = new AlephClient({ ...given, fetch: (input, init) => (requests++, fetch(input, init)) });
  const call = rejection(client.getTask('a', { signal: controller.signal, ...(timeout ? { timeout } : {}) }));
  await turns();
  if (!controller.signal.aborted) assert.ok(getEventListeners(controller.signal, 'abort').length > 0, 'nobody listens');
  controller.abort(reason);
  const error = await call;
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  return { error, requests };
}

before(() => new AlephClient().ready());

suite('an abort', () => {
  for (const [name, options, requests] of MOMENTS) {
    for (const timeout of [undefined, 60_000]) {
      test(`${name}${timeout ? ', with a timeout' : ''}`, async () => {
        for (const [, reason] of REASONS) {
          const result = await abortAt(options, { controller: new AbortController(), reason }, timeout);
          assert.equal(result.error, reason);
          assert.equal(result.requests, requests);
        }
      });
    }
  }

  for (const [name, reason] of REASONS) {
    test(`before the call sends nothing and gives the reason: ${name}`, async () => {
      const { fetch, requests } = fakeFetch();
      let asked = 0;
      const client = new AlephClient({ fetch, apiKey: () => (asked++, 'sk-0123456789abcdef') });
      for (const timeout of [Infinity, 1000]) {
        assert.equal(await rejection(client.getTask('a', { signal: AbortSignal.abort(reason), timeout })), reason);
      }
      assert.deepEqual({ requests, asked }, { requests: [], asked: 0 });
    });
  }

  test('after the call changes nothing', async () => {
    const controller = new AbortController();
    const { fetch } = fakeFetch();
    const task = await new AlephClient({ fetch }).getTask('a', { signal: controller.signal });
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
    controller.abort();
    await turns();
    assert.equal(task.status, 'succeeded');
  });

  test('at any moment between the key and the request sends nothing', async () => {
    let sent = 0;
    for (let moment = 0; moment < 12; moment++) {
      const controller = new AbortController();
      let hops = moment;
      const abort = () => (hops-- > 0 ? queueMicrotask(abort) : controller.abort('stop'));
      /** @type {typeof globalThis.fetch} */
      const fetch = () => {
        if (controller.signal.aborted) sent++;
        return deaf();
      };
      const client = new AlephClient({ fetch, apiKey: async () => (abort(), 'sk-0123456789abcdef') });
      assert.equal(await rejection(client.getTask('a', { signal: controller.signal })), 'stop');
    }
    assert.equal(sent, 0);
  });

  test('of AbortSignal.timeout() is one like any other', async () => {
    const error = await rejection(new AlephClient({ fetch: deaf }).getTask('a', { signal: AbortSignal.timeout(1) }));
    assert.ok(error instanceof DOMException && error.name === 'TimeoutError');
  });

  test('of which its listeners have not heard yet comes before an answer, as browsers may order them', async () => {
    const { signal } = new AbortController();
    let isAborted = false;
    Object.defineProperties(signal, { aborted: { get: () => isAborted }, reason: { value: 'stop' } });
    const { fetch, requests } = fakeFetch({ body: new ReadableStream({ pull }, { highWaterMark: 0 }) });
    /** @param {ReadableStreamDefaultController<Uint8Array>} controller */
    function pull(controller) {
      isAborted = true;
      controller.enqueue(new TextEncoder().encode(succeeded()));
      controller.close();
    }
    assert.equal(await rejection(new AlephClient({ fetch }).getTask('a', { signal, timeout: Infinity })), 'stop');
    assert.equal(requests.length, 1);
  });

  test("passes on to the signal of the caller's fetch", async () => {
    /** @type {AbortSignal | null | undefined} */
    let passed;
    const fetch = /** @type {typeof globalThis.fetch} */ ((_, init) => ((passed = init?.signal), deaf()));
    await abortAt(() => ({ fetch }), { controller: new AbortController(), reason: 'stop' });
    await turns();
    assert.equal(passed?.aborted, true);
  });
});

suite('a long-lived signal', () => {
  /** @type {[name: string, taskId: string, body: string, fails: boolean][]} */
  const ENDS = [
    ['succeeds', 'a', succeeded(), false],
    ['fails', 'a', '{"code":401}', true],
    ['is refused before it is sent', 'a\n', succeeded(), true],
    ['is refused at once', /** @type {any} */ (7), succeeded(), true],
  ];
  for (const [name, taskId, body, fails] of ENDS) {
    test(`keeps no listener of a call that ${name}`, async () => {
      const { signal } = new AbortController();
      const { fetch } = fakeFetch(body);
      const client = new AlephClient({ fetch, apiKey: async () => 'sk-0123456789abcdef' });
      for (const timeout of [Infinity, 1000]) {
        const call = client.getTask(taskId, { signal, timeout });
        if (fails) await rejection(call);
        else await call;
      }
      assert.equal(getEventListeners(signal, 'abort').length, 0);
    });
  }
});

suite('the server sees the connection closed when the call is aborted', () => {
  for (const [moment, start] of /** @type {const} */ ([
    ['before the headers', ''],
    ['during the body', '{"code":200,'],
  ])) {
    test(moment, async (t) => {
      const asked = deferred();
      const closed = deferred();
      const { url } = await startService(t, (request, response) => {
        request.socket.on('close', () => closed.resolve());
        if (start) response.write(start);
        asked.resolve();
      });
      const controller = new AbortController();
      const call = rejection(new AlephClient({ baseUrl: url }).getTask('a', { signal: controller.signal }));
      await asked.promise;
      controller.abort('stop');
      assert.equal(await call, 'stop');
      await closed.promise;
    });
  }
});

test('thousands of aborts at every moment never mix up the answers of others', async (t) => {
  const { url } = await startService(t, (request, response) => {
    const body = succeeded(taskIdOf(request.url));
    // Two writes, so that there is a moment within the body.
    response.write(body.slice(0, 20));
    setImmediate(() => response.end(body.slice(20)));
  });
  const client = new AlephClient({ baseUrl: url, maxRetries: 0 });
  const CALLS = 2000;
  const AT_ONCE = 30;
  /** @param {number} first */
  const worker = async (first) => {
    for (let i = first; i < CALLS; i += AT_ONCE) {
      const controller = new AbortController();
      const good = client.getTask(`good-${i}`);
      const bad = client.getTask(`bad-${i}`, { signal: controller.signal }).then(
        (task) => task.taskId,
        (reason) => reason,
      );
      for (let turn = i % 13; turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
      controller.abort(`stop-${i}`);
      assert.ok([`stop-${i}`, `bad-${i}`].includes(await bad));
      const task = await good;
      assert.deepEqual([task.taskId, task.response?.taskId], [`good-${i}`, `good-${i}`]);
    }
  };
  await Promise.all([...Array(AT_ONCE).keys()].map(worker));
});
