// Whatever goes wrong behind the proxy, its caller gets one answer that fits, one request is sent, and the key is nowhere.
import assert from 'node:assert/strict';
import { before, mock, suite, test } from 'node:test';
import { KEY } from '../helpers/fault-server.js';
import { FAULTS, behindProxy, whenCreatingBehindProxy } from '../helpers/faults.js';
import { assertNoKey } from '../helpers/planted-key.js';
import { alephError } from '../helpers/rejection.js';
import { shortenWaits } from '../helpers/short-waits.js';
import { behindProxyAt, NEW } from './failing-service.js';

/** @type {ReturnType<typeof shortenWaits>} */
let waits;
/** What was said on the console. @type {unknown[]} */
const said = [];
before(() => {
  waits = shortenWaits();
  for (const method of /** @type {const} */ (['error', 'log', 'warn']))
    mock.method(console, method, (/** @type {unknown[]} */ ...args) => void said.push(args));
});

suite('behind the proxy, a service with', () => {
  for (const fault of FAULTS) {
    const { name, retryAfter = null, act } = fault;
    const kind = behindProxy(fault);
    test(`${name}, at a look: ${kind}`, async (t) => {
      const { client, server, answers } = await behindProxyAt(t, fault, { waits });
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
      const { client, server, answers } = await behindProxyAt(t, fault, { waits });
      const call = client.createTask(NEW);
      if (outcome === 'task') assert.equal((await call).taskId, 'task-1');
      else assert.equal((await alephError(call)).kind, outcome);
      assert.deepEqual([server.asked.length, answers.length], [act ? 1 : 0, 1]);
      assert.deepEqual(server.elsewhere, []);
    });
  }
});

suite('a wait through the proxy, at a service that goes wrong once with', () => {
  for (const fault of FAULTS.filter(({ act }) => act)) {
    const kind = behindProxy(fault);
    const updates = kind === 'task' ? ['succeeded'] : [kind, 'processing', 'succeeded'];
    test(`${fault.name} sees the end of the task`, async (t) => {
      const { client, server, answers } = await behindProxyAt(t, fault, { waits, spell: 'once' });
      /** @type {(string | undefined)[]} */
      const seen = [];
      const { status } = await client.waitForTask('bad', {
        interval: 1000,
        onUpdate: ({ task, error }) => seen.push(error?.kind ?? task?.status),
      });
      assert.equal(status, 'succeeded');
      assert.deepEqual(seen, updates);
      assert.deepEqual([server.asked.length, answers.length], [updates.length, updates.length]);
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
        const { client, server, answers, written, metrics } = await behindProxyAt(t, fault, {
          waits,
          apiKey,
          spell: 'echo',
        });
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
