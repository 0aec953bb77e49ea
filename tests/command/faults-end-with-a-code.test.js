// Whatever goes wrong at the service, the command ends with the code of what it was, says nothing of the key, and makes one task at most.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, mock, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../web/command/command.js';
import { exitCodeOf } from '../../web/command/exit-codes.js';
import { KEY, startFaultServer } from '../helpers/fault-server.js';
import { FAULTS, whenCreating } from '../helpers/faults.js';
import { assertNoKey } from '../helpers/planted-key.js';
import { shortenWaits } from '../helpers/short-waits.js';

/** @typedef {import('../helpers/faults.js').Fault} Fault */
/** @typedef {import('../helpers/faults.js').Outcome} Outcome */

const CREATE = ['create', '--prompt', 'Make it snow', '--video'];
const FROM_URL = [...CREATE, 'https://example.com/in.mp4'];
const VIDEO = fileURLToPath(new URL('../../web/local/media/source.mp4', import.meta.url));

/** @type {ReturnType<typeof shortenWaits>} */
let waits;
/** @type {string} */
let folder;
/** What was said on the console, which the command never uses. @type {unknown[]} */
const console_ = [];
before(async () => {
  waits = shortenWaits();
  folder = await mkdtemp(join(tmpdir(), 'kie-aleph-faults-'));
  await writeFile(join(folder, 'key'), `${KEY}\n`, { mode: 0o600 });
  for (const method of /** @type {const} */ (['error', 'log', 'warn']))
    mock.method(console, method, (/** @type {unknown[]} */ ...args) => void console_.push(args));
});
after(() => rm(folder, { recursive: true }));

/**
 * @param {string[]} argv
 * @param {{ baseUrl: string, key?: string, interruptAt?: RegExp }} options key: of the environment; interruptAt: Ctrl-C once standard error says so
 */
async function run(argv, { baseUrl, key = KEY, interruptAt }) {
  const interrupt = new AbortController();
  const said = { out: '', err: '' };
  const stdout = { write: (/** @type {string} */ text) => void (said.out += text) };
  const stderr = {
    write(/** @type {string} */ text) {
      said.err += text;
      if (interruptAt?.test(said.err)) setImmediate(() => interrupt.abort());
    },
  };
  const env = { KIE_API_KEY: key, KIE_BASE_URL: baseUrl };
  return { code: await runCommand(argv, { env, stdout, stderr, signal: interrupt.signal }), ...said };
}

/** @param {Outcome} outcome */
const codeOf = (outcome) => (outcome === 'task' ? 0 : exitCodeOf(outcome));

for (const fault of FAULTS) {
  const { name, look, act } = fault;
  suite(name, () => {
    test(`get: ${codeOf(look)}`, async (t) => {
      const server = await startFaultServer(t, { onStall: () => waits.expire() });
      const { code, out, err } = await run(['get', 'bad'], { baseUrl: server.baseUrl(fault) });
      assert.equal(code, codeOf(look), err);
      assert.match(code === 0 ? out : err, code === 0 ? /^status {4}succeeded$/m : /^kie-aleph: [^\n]+\n$/);
      assert.equal(code === 0 ? err : out, '');
      assert.deepEqual(server.elsewhere, []);
    });

    const created = codeOf(whenCreating(fault));
    test(`create: ${created}, and one request`, async (t) => {
      const server = await startFaultServer(t, { onStall: () => waits.expire() });
      const { code, err } = await run(FROM_URL, { baseUrl: server.baseUrl(fault) });
      assert.equal(code, created, err);
      assert.match(err, created === 0 ? /^Task task-1\. Wait/ : /a task may be running, and be billed/);
      assert.equal(server.asked.length, act ? 1 : 0);
    });

    if (!act) return;
    const waited = look === 'api' ? codeOf(look) : 0;
    test(`wait, where it passes: ${waited}`, async (t) => {
      const server = await startFaultServer(t, { onStall: () => waits.expire() });
      const { code, out, err } = await run(['wait', 'bad'], { baseUrl: server.baseUrl(fault, 'once') });
      assert.equal(code, waited, err);
      if (waited === 0) assert.match(out, /^status {4}succeeded$/m);
    });
  });
}

/** What every command says, and where each is ended that would wait for ever. @type {[argv: string[], interruptAt?: RegExp][]} */
const COMMANDS = [
  [['get', 'bad']],
  [['get', 'bad', '--json']],
  [['wait', 'bad'], /\n/],
  [FROM_URL],
  [[...CREATE, VIDEO]],
  [['upload', VIDEO]],
  [['credits', '--json']],
];

/** @type {[where: string, options: () => string[], key: string][]} */
const WAYS = [
  ['the environment', () => [], KEY],
  ['a file', () => ['--key-file', join(folder, 'key')], ''],
];

for (const [where, options, key] of WAYS) {
  suite(`a key from ${where} is not said by a command at a service that says it again with`, () => {
    for (const fault of FAULTS) {
      test(fault.name, async (t) => {
        const server = await startFaultServer(t, { onStall: () => waits.expire() });
        for (const [argv, interruptAt] of COMMANDS) {
          const said = await run([...argv, ...options()], { baseUrl: server.baseUrl(fault, 'echo'), key, interruptAt });
          assertNoKey(said, KEY, argv.join(' '));
        }
        for (const { head, path } of server.asked) {
          assert.ok(head.includes(`Bearer ${KEY}`));
          assertNoKey(path, KEY, 'the URL');
        }
        assertNoKey(console_, KEY, 'the console');
        assert.deepEqual(server.elsewhere, []);
      });
    }
  });
}
