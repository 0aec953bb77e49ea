// Calls leave nothing behind in WebAssembly: after very many of every kind its memory is what it was after the first.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { startService, taskIdOf } from '../helpers/fake-service.js';
import { envelope, succeeded } from '../helpers/responses.js';

/** Fewer under sanitizers, which are slow; see tools/test.js. */
const CALLS = Number(process.env.KIE_ALEPH_CALLS ?? 100_000);
const WARM_UP = 1000;
const AT_ONCE = 50;

// The module keeps its memory to itself; this is the one place where it can be seen.
/** @type {WebAssembly.Memory[]} */
const memories = [];
const { instantiate } = WebAssembly;
mock.method(WebAssembly, 'instantiate', async (/** @type {BufferSource} */ bytes, /** @type {WebAssembly.Imports} */ imports) => {
  const result = await instantiate(bytes, imports);
  memories.push(...Object.values(result.instance.exports).filter((value) => value instanceof WebAssembly.Memory));
  return result;
});

/** What the service answers, by the beginning of the task id. @type {Record<string, (id: string) => [status: number, body: string]>} */
const ANSWERS = {
  good: (id) => [200, succeeded(id)],
  long: (id) => [200, envelope({ taskId: id, paramJson: JSON.stringify({ prompt: '让它下雪'.repeat(2000) }), errorMessage: 'x'.repeat(20_000) })],
  fail: () => [200, '{"code":401,"msg":"You do not have access permissions"}'],
  page: () => [502, '<html>502 Bad Gateway</html>'],
  huge: () => [200, ' '.repeat(70_000)],
  stop: (id) => [200, succeeded(id)],
};
const KINDS = Object.keys(ANSWERS);

test(`the memory after ${CALLS} calls is that after ${WARM_UP}`, async (t) => {
  const { url } = await startService(t, (request, response) => {
    const id = taskIdOf(request.url);
    const [status, body] = ANSWERS[id.slice(0, 4)]?.(id) ?? [404, ''];
    response.writeHead(status, { 'Content-Length': Buffer.byteLength(body) }).end(body);
  });
  const client = new AlephClient({ baseUrl: url, apiKey: 'sk-0123456789abcdef', maxRetries: 0, maxResponseBytes: 65_536 });

  /** @param {number} i */
  const call = async (i) => {
    // Most calls are good ones; the others take turns.
    const kind = (i % 3 === 0 && KINDS[(i / 3) % KINDS.length]) || 'good';
    const id = `${kind}-${i}`;
    const { signal, abort } = kind === 'stop' ? abortSoon(i) : { signal: undefined, abort: undefined };
    const outcome = client.getTask(id, { signal, raw: i % 2 === 0 }).then(({ taskId }) => taskId, (error) => error?.kind ?? error);
    await abort?.();
    const expected = { good: [id], long: [id], fail: ['authentication'], page: ['server'], huge: ['invalid-response'], stop: ['stop', id] }[kind];
    assert.ok(expected?.includes(await outcome), `${id}: ${await outcome}`);
  };
  /** @param {number} from @param {number} to */
  const calls = (from, to) => Promise.all([...Array(AT_ONCE).keys()].map(async (first) => {
    for (let i = from + first; i < to; i += AT_ONCE) await call(i);
  }));

  await calls(0, WARM_UP);
  const [memory] = memories;
  assert.equal(memories.length, 1);
  const before = memory?.buffer.byteLength;
  assert.ok(before);
  await calls(WARM_UP, CALLS);
  assert.equal(memory?.buffer.byteLength, before);
});

/** A signal that aborts a few turns of the event loop after the call began. @param {number} i */
function abortSoon(i) {
  const controller = new AbortController();
  const abort = async () => {
    for (let turn = i % 7; turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
    controller.abort('stop');
  };
  return { signal: controller.signal, abort };
}
