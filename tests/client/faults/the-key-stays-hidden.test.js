// A service may fail in any way and say the key again wherever it can: what the caller gets, sees and logs has nothing of it.
import assert from 'node:assert/strict';
import { before, mock, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { KEY, startFaultServer } from '../../helpers/fault-server.js';
import { FAULTS } from '../../helpers/faults.js';
import { assertNoKey, partsOf } from '../../helpers/planted-key.js';
import { DEADLINE_MS, shortenWaits } from '../../helpers/short-waits.js';
import { copiesIn, watchMemory } from '../../helpers/wasm-memory.js';

const NEW = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };

/** @type {[how: string, apiKey: NonNullable<import('../../../web/client/options.js').AlephClientOptions['apiKey']>][]} */
const WAYS = [
  ['a text', KEY],
  ['a function', () => KEY],
  ['a function that takes its time', async () => KEY],
];

const memoryOf = watchMemory();
/** @type {ReturnType<typeof shortenWaits>} */
let waits;
/** What console and process said. @type {unknown[]} */
const said = [];
before(() => {
  waits = shortenWaits();
  for (const method of /** @type {const} */ (['debug', 'error', 'info', 'log', 'trace', 'warn'])) {
    mock.method(console, method, (/** @type {unknown[]} */ ...args) => void said.push(args));
  }
  process.on('warning', (warning) => said.push(warning));
});

/**
 * Everything a client can be asked, and everything it gives.
 * @param {AlephClient} client
 * @returns {Promise<unknown[]>}
 */
async function everything(client) {
  /** @type {unknown[]} */
  const updates = [];
  const stop = new AbortController();
  const onUpdate = (/** @type {unknown} */ update) => {
    updates.push(update);
    stop.abort(new Error('seen enough'));
  };
  /** @type {(() => Promise<unknown>)[]} */
  const calls = [
    () => client.getTask('bad', { raw: true }),
    () => client.getTask('bad', { route: 'jobs' }),
    () => client.pollOnce(client.snapshot('bad')),
    () => client.waitForTask('bad', { onUpdate, signal: stop.signal }),
    () => client.createTask(NEW),
    () => client.createTask({ ...NEW, route: 'aleph' }),
    () => client.getCredits(),
    () => client.getDownloadUrl('https://example.com/out.mp4'),
    () => client.uploadFile(new Blob(['video']), { fileName: 'in.mp4' }),
  ];
  const given = [];
  for (const call of calls) given.push(await call().catch((error) => error));
  return [...given, ...updates, client];
}

for (const [how, apiKey] of WAYS) {
  suite(`a key that is ${how}, at a service with`, () => {
    for (const fault of FAULTS) {
      test(fault.name, async (t) => {
        const server = await startFaultServer(t, { onStall: () => waits.expire() });
        /** @type {string[]} */
        const lines = [];
        const log = (/** @type {string} */ line) => void lines.push(line);
        const logger = { debug: log, info: log, warn: log, error: log };
        const baseUrl = server.baseUrl(fault, 'echo');
        const given = await everything(
          new AlephClient({ apiKey, baseUrl, timeout: DEADLINE_MS, maxRetries: 0, logger }),
        );
        if (fault.act) assert.ok(server.asked.length >= 8, `${server.asked.length} requests`);
        for (const { head, path } of server.asked) {
          assert.ok(head.includes(`Bearer ${KEY}`));
          assertNoKey(path, KEY, 'the URL');
        }
        assertNoKey(given, KEY, 'what was given');
        assertNoKey(lines, KEY, 'the log');
        assertNoKey(said, KEY, 'the console');
        assert.deepEqual(server.elsewhere, []);
        for (const part of partsOf(KEY)) assert.equal(copiesIn(memoryOf(), part), 0, `${part} in WebAssembly's memory`);
      });
    }
  });
}

test('what is looked for would be found', async (t) => {
  const server = await startFaultServer(t);
  const client = new AlephClient({ apiKey: 'another-key-0123456789', baseUrl: server.good });
  const task = await client.getTask(partsOf(KEY)[0] ?? '');
  assert.ok(copiesIn(memoryOf(), partsOf(KEY)[0] ?? '') > 0);
  assert.throws(() => assertNoKey({ ...task, deep: [new Error('no', { cause: encodeURIComponent(KEY) })] }, KEY));
});
