// WebAssembly starts at the first call, once for all clients, silently; a failed start is tried again.
// The tests of this file follow one module through its life and so depend on their order.
import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { rejection } from '../helpers/rejection.js';
import { fakeFetch } from '../helpers/responses.js';
import { turns } from '../helpers/turns.js';

const compile = mock.method(WebAssembly, 'Module');
const METHODS = /** @type {const} */ (['log', 'info', 'debug', 'warn', 'error', 'trace']);
const consoles = METHODS.map((name) => mock.method(console, name));
/** @type {unknown[]} */
const unhandled = [];
const onUnhandled = (/** @type {unknown} */ reason) => void unhandled.push(reason);
/** @type {typeof import('../../web/client/index.js')} */
let kie;

before(async () => {
  process.on('unhandledRejection', onUnhandled);
  kie = await import('../../web/client/index.js');
});

after(() => {
  process.off('unhandledRejection', onUnhandled);
  mock.restoreAll();
});

/** In place of a module, where none may be compiled. */
class Forbidden {
  constructor() {
    throw new Error('WebAssembly is forbidden here');
  }
}

/** The next starts of WebAssembly fail. @param {number} times */
function failingStarts(times) {
  const done = compile.mock.callCount();
  for (let i = 0; i < times; i++) compile.mock.mockImplementationOnce(/** @type {any} */ (Forbidden), done + i);
}

test('importing and making a client starts nothing', async () => {
  new kie.AlephClient({ apiKey: 'sk-0123456789abcdef', fetch: fakeFetch().fetch });
  await turns();
  assert.equal(compile.mock.callCount(), 0);
});

test('a failed start is a StartError for everyone who waits', async () => {
  failingStarts(1);
  const errors = await Promise.all([1, 2, 3].map(() => rejection(new kie.AlephClient().ready())));
  for (const error of errors) {
    assert.ok(error instanceof kie.StartError);
    assert.equal(error.kind, 'start');
    assert.equal(error.retryable, true);
    assert.match(error.message, /wasm-unsafe-eval/);
    assert.match(String(error.cause), /WebAssembly is forbidden here/);
  }
  assert.equal(compile.mock.callCount(), 1);
});

test('a missing WebAssembly is a StartError', async () => {
  const { WebAssembly } = globalThis;
  try {
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    assert.ok((await rejection(new kie.AlephClient().ready())) instanceof kie.StartError);
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', { value: WebAssembly, configurable: true, writable: true });
  }
});

test('a call that cannot start fails with StartError and sends nothing', async () => {
  failingStarts(1);
  const { fetch, requests } = fakeFetch();
  const error = await rejection(new kie.AlephClient({ fetch, maxRetries: 0 }).getTask('a'));
  assert.ok(error instanceof kie.StartError);
  assert.deepEqual(requests, []);
});

for (const [what, wait] of /** @type {const} */ ([
  ['a wait', (/** @type {import('../../web/client/index.js').AlephClient} */ client) => client.waitForTask('a')],
  [
    'a single look',
    (/** @type {import('../../web/client/index.js').AlephClient} */ client) => client.pollOnce(client.snapshot('a')),
  ],
]))
  test(`${what} that cannot start fails with StartError and sends nothing`, async () => {
    failingStarts(2);
    const { fetch, requests } = fakeFetch();
    const error = await rejection(wait(new kie.AlephClient({ fetch })));
    assert.ok(error instanceof kie.StartError);
    assert.deepEqual(requests, []);
  });

test('a failed start that nobody waits for any more ends quietly', async () => {
  failingStarts(1);
  const signal = AbortSignal.abort('stop');
  assert.equal(await rejection(new kie.AlephClient().getTask('a', { signal })), 'stop');
  await turns();
  assert.deepEqual(unhandled, []);
});

test('parallel first calls of many clients start it once', async () => {
  const started = compile.mock.callCount();
  const { fetch } = fakeFetch();
  const tasks = await Promise.all([...Array(20)].map(() => new kie.AlephClient({ fetch }).getTask('a')));
  assert.equal(tasks.length, 20);
  assert.equal(compile.mock.callCount(), started + 1);
});

test('later calls use the same module', async () => {
  const started = compile.mock.callCount();
  const client = new kie.AlephClient({ fetch: fakeFetch().fetch });
  await client.ready();
  await client.getTask('a');
  assert.equal(compile.mock.callCount(), started);
});

test('nothing of this wrote to the console', () => {
  for (const method of consoles) assert.equal(method.mock.callCount(), 0);
});
