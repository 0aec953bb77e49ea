// Whatever goes wrong behind the proxy, its caller gets one answer that fits, one request is sent, and the key is nowhere.
import assert from 'node:assert/strict';
import { before, mock, suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { nodeListener } from '../../web/proxy/node-adapter.js';
import { createLog, createMetrics } from '../../web/proxy/observing/index.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { memoryStore } from '../../web/proxy/store/memory-store.js';
import { startService } from '../helpers/fake-service.js';
import { KEY, startFaultServer } from '../helpers/fault-server.js';
import { FAULTS, behindProxy, whenCreatingBehindProxy } from '../helpers/faults.js';
import { assertNoKey } from '../helpers/planted-key.js';
import { alephError } from '../helpers/rejection.js';
import { DEADLINE_MS, shortenWaits } from '../helpers/short-waits.js';

const NEW = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };

/** @type {ReturnType<typeof shortenWaits>} */
let waits;
/** What was said on the console. @type {unknown[]} */
const said = [];
before(() => {
  waits = shortenWaits();
  for (const method of /** @type {const} */ (['error', 'log', 'warn']))
    mock.method(console, method, (/** @type {unknown[]} */ ...args) => void said.push(args));
});

/**
 * A client at the server of a proxy at a service with a fault.
 * @param {import('node:test').TestContext} t
 * @param {import('../helpers/faults.js').Fault} fault
 * @param {{ apiKey?: import('../../web/proxy/key.js').KeyOption, spell?: import('../helpers/fault-server.js').Spell }} [options]
 */
async function at(t, fault, { apiKey = KEY, spell = 'always' } = {}) {
  const server = await startFaultServer(t, { onStall: () => waits.expire() });
  /** What is written down: the log, and each command to the store. @type {unknown[]} */
  const written = [];
  const metrics = createMetrics();
  const log = createLog({ write: (line) => void written.push(line) });
  const store = new Proxy(memoryStore(), {
    get:
      (store, name) =>
      (/** @type {unknown[]} */ ...args) => {
        written.push([name, args]);
        return /** @type {any} */ (store)[name](...args);
      },
  });
  const proxy = createProxy({
    apiKey,
    upstream: server.baseUrl(fault, spell),
    allow: ['look', 'create', 'credits', 'upload'],
    authorize: () => true,
    timeout: DEADLINE_MS,
    store,
    onEvent: (event) => (log.onEvent(event), metrics.onEvent(event)),
  });
  const { url } = await startService(t, nodeListener(proxy));
  const answers =
    /** @type {{ status: number, words: string, headers: Record<string, string>, body: string }[]} */ ([]);
  /** @type {typeof globalThis.fetch} */
  const seen = async (input, init) => {
    const answer = await fetch(input, init);
    const { status, statusText: words, headers } = answer;
    answers.push({ status, words, headers: Object.fromEntries(headers), body: await answer.clone().text() });
    return answer;
  };
  const client = new AlephClient({ baseUrl: `${url}/kie`, fetch: seen, timeout: Infinity, maxRetries: 0 });
  return { client, server, answers, written, metrics };
}

suite('behind the proxy, a service with', () => {
  for (const fault of FAULTS) {
    const { name, retryAfter = null, act } = fault;
    const kind = behindProxy(fault);
    test(`${name}, at a look: ${kind}`, async (t) => {
      const { client, server, answers } = await at(t, fault);
      const call = client.getTask('bad');
      if (kind === 'task') assert.equal((await call).taskId, 'bad');
      else {
        const error = await alephError(call);
        assert.deepEqual([error.kind, error.retryAfter], [kind, retryAfter]);
      }
      assert.deepEqual([server.asked.length, answers.length], [act ? 1 : 0, 1]);
      assert.deepEqual(server.elsewhere, []);
    });

    const outcome = whenCreatingBehindProxy(fault);
    test(`${name}, at a creation: ${outcome}`, async (t) => {
      const { client, server, answers } = await at(t, fault);
      const call = client.createTask(NEW);
      if (outcome === 'task') assert.equal((await call).taskId, 'task-1');
      else assert.equal((await alephError(call)).kind, outcome);
      assert.deepEqual([server.asked.length, answers.length], [act ? 1 : 0, 1]);
      assert.deepEqual(server.elsewhere, []);
    });
  }
});

/** @type {[how: string, apiKey: import('../../web/proxy/key.js').KeyOption][]} */
const WAYS = [
  ['a text', KEY],
  ['a function', async () => KEY],
];

for (const [how, apiKey] of WAYS) {
  suite(`the proxy's key, given as ${how}, stays its own at a service that says it again with`, () => {
    for (const fault of FAULTS) {
      test(fault.name, async (t) => {
        const { client, server, answers, written, metrics } = await at(t, fault, { apiKey, spell: 'echo' });
        /** @type {(() => Promise<unknown>)[]} */
        const calls = [
          () => client.getTask('bad'),
          () => client.createTask(NEW),
          () => client.getCredits(),
          () => client.uploadFile(new Blob(['video']), { fileName: 'in.mp4' }),
        ];
        for (const call of calls) assertNoKey(await call().catch((error) => error), KEY, 'what the client gave');
        for (const { head, path } of server.asked) {
          assert.ok(head.includes(`Bearer ${KEY}`));
          assertNoKey(path, KEY, 'the URL');
        }
        if (fault.act) assert.ok(server.asked.length >= calls.length);
        assertNoKey(answers, KEY, 'the answer');
        assertNoKey(written, KEY, 'store or log');
        assertNoKey(metrics.text(), KEY, 'the metrics');
        assertNoKey(said, KEY, 'the console');
        assert.ok(written.length > 0 && answers.length >= calls.length);
        assert.deepEqual(server.elsewhere, []);
      });
    }
  });
}
