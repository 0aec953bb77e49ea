// The caller's own fetch may cut a body as it likes, or break every rule: the call ends, and ends once.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { deferred } from '../helpers/deferred.js';
import { alephError } from '../helpers/rejection.js';
import { envelope, succeeded } from '../helpers/responses.js';

const TEXT = envelope({ taskId: '任务-🎬', paramJson: '{"prompt":"让它下雪"}', successFlag: 1 });
const BYTES = new TextEncoder().encode(TEXT);

/** @param {Iterable<unknown>} chunks */
function streamOf(chunks) {
  const iterator = chunks[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** @param {number} size */
function* pieces(size) {
  for (let i = 0; i < BYTES.length; i += size) yield BYTES.slice(i, i + size);
}

/** The body as views of one buffer that holds more beside them, as Node's do. */
function* views() {
  const buffer = new Uint8Array(BYTES.length + 200).fill(0x58);
  buffer.set(BYTES, 100);
  for (let i = 0; i < BYTES.length; i += 7) yield buffer.subarray(100 + i, 100 + Math.min(i + 7, BYTES.length));
}

function* withEmptyChunks() {
  for (const piece of pieces(5)) yield* [new Uint8Array(), piece, new Uint8Array()];
}

/** @type {[name: string, chunks: () => Iterable<unknown>][]} */
const BODIES = [
  ['one piece', () => [BYTES]],
  ['single bytes', () => pieces(1)],
  ['three bytes each, cutting characters', () => pieces(3)],
  ['views of a larger buffer', views],
  ['empty pieces between', withEmptyChunks],
];

const headers = { get: () => null };
const json = async () => JSON.parse(TEXT);
const text = async () => TEXT;

/** What people's tests answer in place of a Response. @type {[name: string, answer: any][]} */
const MOCKS = [
  ['ok, status, json and text', { ok: true, status: 200, headers, json, text }],
  ['ok and json', { ok: true, json }],
  ['json', { json }],
  ['text, and headers that are an object', { status: 200, headers: {}, text }],
  ['arrayBuffer', { status: 200, arrayBuffer: async () => BYTES.buffer }],
  ['text at once', { status: 200, text: () => TEXT }],
];

/** @type {[name: string, fetch: () => any, kind: import('../../web/client/errors.js').ErrorKind][]} */
const BROKEN = [
  [
    'throws',
    () => {
      throw new TypeError('thrown');
    },
    'connection',
  ],
  ['rejects', () => Promise.reject(new TypeError('rejected')), 'connection'],
  ['rejects with an AbortError of its own', () => Promise.reject(new DOMException('mine', 'AbortError')), 'connection'],
  [
    'rejects with a TimeoutError of its own',
    () => Promise.reject(new DOMException('mine', 'TimeoutError')),
    'connection',
  ],
  ['rejects with nothing', () => Promise.reject(), 'connection'],
  ['gives nothing', () => undefined, 'connection'],
  ['gives a string', () => succeeded(), 'connection'],
  ['gives Response.error()', () => Response.error(), 'connection'],
  [
    'gives a body that was read before',
    async () => {
      const response = new Response(TEXT);
      await response.text();
      return response;
    },
    'connection',
  ],
  [
    'gives a body that another reader holds',
    () => {
      const response = new Response(TEXT);
      response.body?.getReader();
      return response;
    },
    'connection',
  ],
  [
    'gives a body that fails',
    () => new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError('cut')) })),
    'connection',
  ],
  ['gives a body that fails after looking complete', () => new Response(failingAfter(BYTES)), 'connection'],
  ['gives a body of text instead of bytes', () => new Response(streamOf([TEXT])), 'invalid-response'],
  ['gives an object without anything to read', () => ({ ok: true, status: 200 }), 'connection'],
  ['gives json that fails', () => ({ status: 200, json: () => Promise.reject(new SyntaxError('<')) }), 'connection'],
  ['gives text that is none', () => ({ status: 502, text: async () => '<html>' }), 'server'],
  ['gives no body', () => new Response(null), 'invalid-response'],
  ['gives no body and HTTP 500', () => new Response(null, { status: 500 }), 'server'],
];

/** @param {Uint8Array} bytes */
function failingAfter(bytes) {
  return new ReadableStream({
    start: (controller) => controller.enqueue(bytes),
    pull: (controller) => controller.error(new TypeError('cut')),
  });
}

suite('a body in', () => {
  for (const [name, chunks] of BODIES) {
    test(name, async () => {
      const client = new AlephClient({ fetch: async () => new Response(streamOf(chunks())), maxRetries: 0 });
      const task = await client.getTask('a', { raw: true });
      assert.equal(task.taskId, '任务-🎬');
      assert.deepEqual(task.parameters, { prompt: '让它下雪' });
      assert.equal(task.raw, TEXT);
    });
  }
});

suite('an answer with no body, only', () => {
  for (const [name, answer] of MOCKS) {
    test(name, async () => {
      const client = new AlephClient({ fetch: async () => answer, maxRetries: 0 });
      const task = await client.getTask('a');
      assert.deepEqual([task.taskId, task.parameters], ['任务-🎬', { prompt: '让它下雪' }]);
    });
  }

  test('text, is bounded by maxResponseBytes, too', async () => {
    const client = (/** @type {number} */ maxResponseBytes) =>
      new AlephClient({
        fetch: /** @type {any} */ (async () => ({ status: 200, text })),
        maxRetries: 0,
        maxResponseBytes,
      });
    assert.equal((await client(BYTES.length).getTask('a')).status, 'succeeded');
    const error = await alephError(client(BYTES.length - 1).getTask('a'));
    assert.equal(error.kind, 'invalid-response');
    assert.match(error.message, /larger than the allowed/);
  });

  test('text that never comes, ends with the call', async () => {
    const controller = new AbortController();
    const asked = deferred();
    const never = { status: 200, text: () => new Promise(() => asked.resolve()) };
    const client = new AlephClient({ fetch: /** @type {any} */ (async () => never), maxRetries: 0 });
    const call = client.getTask('a', { signal: controller.signal });
    await asked.promise;
    controller.abort();
    await assert.rejects(call, { name: 'AbortError' });
  });
});

suite('a fetch that', () => {
  for (const [name, fetch, kind] of BROKEN) {
    test(`${name}: ${kind}`, async () => {
      let calls = 0;
      const client = new AlephClient({
        fetch: () => (calls++ === 0 ? fetch() : Promise.resolve(new Response(succeeded('good')))),
        maxRetries: 0,
      });
      const error = await alephError(client.getTask('bad'));
      assert.deepEqual(
        { kind: error.kind, code: error.code, taskId: error.taskId },
        { kind, code: null, taskId: 'bad' },
      );
      assert.equal(calls, 1);
      assert.equal((await client.getTask('good')).taskId, 'good');
    });
  }

  test('fails is named as the cause: its words, its codes and its own cause, as a plain error', async () => {
    const { stack } = new Error('elsewhere');
    const lost = { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo', hostname: 'example.invalid' };
    const inner = Object.assign(new Error('getaddrinfo ENOTFOUND'), lost, { stack });
    const thrown = new TypeError('fetch failed', { cause: inner });
    const client = new AlephClient({ fetch: () => Promise.reject(thrown), maxRetries: 0 });
    const { cause } = await alephError(client.getTask('a'));
    assert.ok(cause instanceof Error && cause !== thrown);
    const { name, message, cause: within } = cause;
    assert.deepEqual([name, message, cause.stack], ['TypeError', 'fetch failed', thrown.stack]);
    assert.ok(within instanceof Error && within !== inner && !('cause' in within));
    assert.equal(within.message, inner.message);
    assert.equal(within.stack, stack);
    assert.deepEqual({ ...within }, { ...lost, name: 'Error' });
  });

  /** @type {[name: string, thrown: unknown, cause: unknown][]} */
  const THROWN = [
    ['a DOMException', new DOMException('too slow', 'NetworkError'), ['NetworkError', 'too slow', 19]],
    ['an object', { message: 'no', code: 'E' }, ['Error', 'no', 'E']],
    ['an empty object', {}, ['Error', '', undefined]],
    ['a text', 'no', 'no'],
    ['a number', 500, 500],
    ['null', null, undefined],
    ['nothing', undefined, undefined],
  ];
  for (const [what, thrown, told] of THROWN) {
    test(`fails with ${what} says so`, async () => {
      const client = new AlephClient({ fetch: () => Promise.reject(thrown), maxRetries: 0 });
      const { kind, cause } = /** @type {{ kind: string, cause: any }} */ (await alephError(client.getTask('a')));
      assert.equal(kind, 'connection');
      assert.deepEqual(
        cause instanceof Error ? [cause.name, cause.message, /** @type {any} */ (cause).code] : cause,
        told,
      );
    });
  }

  test('fails with what cannot be copied gives an error that can', async () => {
    const thrown = Object.assign(new Error('no', { cause: () => {} }), { request: { send() {} } });
    const error = await alephError(
      new AlephClient({ fetch: () => Promise.reject(thrown), maxRetries: 0 }).getTask('a'),
    );
    assert.equal(structuredClone(error).message, error.message);
  });

  test('is a method is called without a receiver', async () => {
    /** @type {unknown} */
    let receiver = 'never called';
    const options = {
      /** @this {unknown} */
      fetch() {
        receiver = this;
        return Promise.resolve(new Response(succeeded()));
      },
    };
    await new AlephClient(options).getTask('a');
    assert.notEqual(receiver, options);
  });

  test('replaces the global one later is used from then on', async (t) => {
    const client = new AlephClient();
    t.mock.method(globalThis, 'fetch', async () => new Response(succeeded('mocked')));
    assert.equal((await client.getTask('a')).taskId, 'mocked');
  });
});
