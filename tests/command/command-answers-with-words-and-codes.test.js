// The command against the sandbox and against hostile answers: what it prints where, and its exit codes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeError } from '../../web/client/make-error.js';
import { runCommand } from '../../web/command/command.js';
import { wordsOf } from '../../web/command/output.js';
import { serve } from '../../web/local/start.js';
import { startService, unusedUrl } from '../helpers/fake-service.js';
import { envelope, failed } from '../helpers/responses.js';

const BIN = fileURLToPath(new URL('../../web/command/bin.js', import.meta.url));
const KEY = 'sandbox-key';
/** For waits in which the command looks more than once. */
const SHORT_WAITS = { NODE_OPTIONS: `--import=${new URL('../helpers/shorten-waits.js', import.meta.url)}` };

/** @type {Awaited<ReturnType<typeof serve>>} */
let sandbox;
/** @type {string} */
let folder;
before(async () => {
  sandbox = await serve();
  folder = await mkdtemp(join(tmpdir(), 'kie-aleph-command-'));
  await writeFile(join(folder, 'key'), `${KEY}\n`, { mode: 0o600 });
  await writeFile(join(folder, 'empty'), '\n', { mode: 0o600 });
});
after(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

/**
 * @param {string[]} argv
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
function run(argv, env = {}) {
  const all = { PATH: process.env.PATH, KIE_API_KEY: KEY, KIE_BASE_URL: `${sandbox.url}sandbox`, ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...argv], { cwd: folder, env: all, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

/** waits: whether the command looks more than once @type {{ argv: string[], env?: NodeJS.ProcessEnv, waits?: boolean, code: number, stdout?: RegExp, stderr?: RegExp }[]} */
const CASES = [
  { argv: ['--help'], code: 0, stdout: /kie-aleph wait <id>[\s\S]*Exit codes/ },
  { argv: ['-h'], code: 0, stdout: /Exit codes/ },
  { argv: ['get', '--help'], code: 0, stdout: /Exit codes/ },
  { argv: ['--version'], code: 0, stdout: /^\d+\.\d+\.\d+\n$/ },
  { argv: ['-v'], code: 0, stdout: /^\d+\.\d+\.\d+\n$/ },
  {
    argv: ['get', 'sandbox-succeeded'],
    code: 0,
    stdout: /^status {4}succeeded\nprompt {4}Turn the street[\s\S]*^video {5}http:.*aleph\.mp4$/m,
  },
  { argv: ['get', 'sandbox-pending'], code: 0, stdout: /^status {4}processing$/m },
  { argv: ['get', 'sandbox-failed'], code: 1, stdout: /^error {5}internal error.* \(500\)$/m },
  { argv: ['wait', 'sandbox-succeeded'], code: 0, stdout: /succeeded/, stderr: /^succeeded · 0:\d\d\n$/ },
  {
    argv: ['wait', 'sandbox-slow-1'],
    waits: true,
    code: 0,
    stdout: /succeeded/,
    stderr: /^processing · 0:\d\d\nsucceeded · 0:\d\d\n$/,
  },
  { argv: ['wait', 'sandbox-failed'], code: 1, stdout: /^error {5}internal error/m, stderr: /^failed · 0:\d\d\n$/ },
  { argv: ['wait', 'sandbox-pending', '--timeout', '2'], code: 5, stderr: /goes on at the service/ },
  {
    argv: ['wait', 'nothing-like-this', '--timeout', '2'],
    code: 3,
    stderr:
      /\nkie-aleph: No look has seen the task in the time given to the wait\. [^\n]*The service has no such task[^\n]*\n$/,
  },
  { argv: ['get', 'nothing-like-this'], code: 3, stderr: /^kie-aleph: .*The service has no such task/ },
  {
    argv: ['get', 'sandbox-jobs-succeeded'],
    code: 0,
    stdout:
      /^status {4}succeeded\nprompt[\s\S]*^model {5}runway\/gen4-aleph\n[\s\S]*^took {6}188 s\ncredits {3}110\nvideo {5}http:.*aleph\.mp4$/m,
  },
  {
    argv: ['get', 'sandbox-jobs-queuing', '--route', 'jobs'],
    code: 0,
    stdout: /^status {4}processing\nstage {5}queuing\n[\s\S]*^credits {3}110, may change$/m,
  },
  { argv: ['get', 'sandbox-jobs-failed'], code: 1, stdout: /^took {6}16 s\ncredits {3}0$/m },
  { argv: ['get', 'sandbox-jobs-succeeded', '--route', 'aleph'], code: 3, stderr: /no such task/ },
  { argv: ['get', 'sandbox-succeeded', '--route', 'jobs'], code: 3, stderr: /no such task/ },
  { argv: ['get', 'sandbox-succeeded', '--route', 'aleph'], code: 0, stdout: /succeeded/ },
  { argv: ['get', 'sandbox-jobs-succeeded', '--route=auto'], code: 0, stdout: /succeeded/ },
  { argv: ['get', 'a', '--route', 'both'], code: 2, stderr: /--route must be auto, aleph or jobs/ },
  { argv: ['serve', '--route', 'jobs'], code: 2, stderr: /serve has no option --route/ },
  {
    argv: ['wait', 'sandbox-jobs-slow-1'],
    waits: true,
    code: 0,
    stdout: /succeeded/,
    stderr: /^(waiting|queuing|generating) · 0:\d\d\n(.*\n)*succeeded · 0:\d\d\n$/,
  },
  { argv: ['get', 'sandbox-succeeded'], env: { KIE_API_KEY: 'another-key' }, code: 4, stderr: /key/ },
  {
    argv: ['get', 'sandbox-succeeded'],
    env: { KIE_API_KEY: '' },
    code: 4,
    stderr: /^kie-aleph: KIE_API_KEY is empty\. Set it to the key, or name a file .*--key-file <path>\.\n$/,
  },
  {
    argv: ['get', 'sandbox-succeeded'],
    env: { KIE_API_KEY: undefined },
    code: 4,
    stderr: /^kie-aleph: there is no key\. Set KIE_API_KEY, or name a file .*--key-file <path>\.\n$/,
  },
  { argv: ['get', 'a'], env: { KIE_API_KEY: 'sk-secret b' }, code: 2, stderr: /The API key has a space/ },
  { argv: ['get', 'sandbox-succeeded', '--key-file', 'key'], env: { KIE_API_KEY: '' }, code: 0, stdout: /succeeded/ },
  { argv: ['get', 'a', '--key-file', 'none'], code: 2, stderr: /key file cannot be read/ },
  { argv: ['get', 'a', '--key-file', 'empty'], code: 2, stderr: /The key file "empty" is empty/ },
  { argv: ['serve', '--port', '0', '--key-file', 'empty'], code: 2, stderr: /The key file "empty" is empty/ },
  { argv: ['get', 'a'], env: { KIE_BASE_URL: 'http://127.0.0.1:1' }, code: 6, stderr: /^kie-aleph: / },
  { argv: ['get', 'a', '--base-url', 'ftp://host'], code: 2, stderr: /base URL/i },
  { argv: [], code: 2, stderr: /Which command/ },
  { argv: ['constructor'], code: 2, stderr: /no command "constructor"/ },
  { argv: ['get'], code: 2, stderr: /exactly one task id/ },
  { argv: ['wait', 'a', 'b'], code: 2, stderr: /exactly one task id/ },
  { argv: ['serve', 'a'], code: 2, stderr: /takes nothing but options, not "a"/ },
  { argv: ['get', 'a', '--port', '1'], code: 2, stderr: /no option --port/ },
  { argv: ['serve', '--port', '0'], env: { KIE_API_KEY: 'sk-secret b' }, code: 2, stderr: /The API key has a space/ },
  { argv: ['serve', '--port', '0', '--base-url', 'ftp://host'], code: 2, stderr: /base URL/i },
  { argv: ['get', 'a', '--save', 'none'], code: 2, stderr: /--save: There is no folder "none" to save in\. See/ },
  { argv: ['wait', 'a', '--save', 'key'], code: 2, stderr: /--save: "key" is no folder/ },
  { argv: ['wait', 'a', '--save='], code: 2, stderr: /--save: The folder to save in is not named/ },
  { argv: ['serve', '--save', '.'], code: 2, stderr: /serve has no option --save/ },
  { argv: ['get', 'a', '--wrong'], code: 2, stderr: /--wrong/ },
  { argv: ['wait', 'a', '--timeout', 'soon'], code: 2, stderr: /--timeout must be/ },
  { argv: ['serve', '--port', '99999'], code: 2, stderr: /--port must be/ },
  { argv: ['get', 'a', '--api-key=sk-secret'], code: 2, stderr: /every user of this machine/ },
  { argv: ['get', 'a', '--key', 'sk-secret'], code: 2, stderr: /every user of this machine/ },
];

for (const { argv, env, waits = false, code, stdout = /^$/, stderr = /^$/ } of CASES) {
  test(`kie-aleph ${argv.join(' ')}${env ? ` with ${JSON.stringify(env)}` : ''}: ${code}`, async () => {
    const said = await run(argv, { ...env, ...(waits && SHORT_WAITS) });
    assert.equal(said.code, code, said.stderr);
    assert.match(said.stdout, stdout);
    assert.match(said.stderr, stderr);
    assert.ok(
      !`${said.stdout}${said.stderr}`.includes('sk-secret') &&
        !said.stdout.includes(KEY) &&
        !said.stderr.includes('another-key'),
    );
  });
}

for (const [id, code] of /** @type {const} */ ([
  ['sandbox-succeeded', 0],
  ['sandbox-failed', 1],
])) {
  for (const command of ['get', 'wait']) {
    test(`${command} ${id} --json prints one document`, async () => {
      const said = await run([command, id, '--json']);
      assert.equal(said.code, code);
      assert.equal(JSON.parse(said.stdout).taskId, id);
    });
  }
}

test('a key file that others can read is used, and said', async () => {
  await writeFile(join(folder, 'open'), KEY);
  await chmod(join(folder, 'open'), 0o644);
  const said = await run(['get', 'sandbox-succeeded', '--key-file', 'open'], { KIE_API_KEY: '' });
  assert.equal(said.code, 0);
  assert.match(said.stderr, /chmod 600 open/);
});

const CONNECTION_ADVICE = /cross-origin|proxy/;

for (const [argv, code] of /** @type {const} */ ([
  [['get', 'a', '--timeout', '2'], 6],
  [['wait', 'a', '--timeout', '2'], 5],
])) {
  test(`a refused connection is called so, without words about browsers: ${argv[0]}`, async () => {
    const said = await run([...argv], { KIE_BASE_URL: await unusedUrl() });
    assert.equal(said.code, code, said.stderr);
    assert.match(said.stderr, /No answer arrived: connect ECONNREFUSED 127\.0\.0\.1:\d+\. The task is not lost/);
    assert.doesNotMatch(said.stderr, CONNECTION_ADVICE);
  });
}

/** What Node's fetch throws, by what the system said. @type {[cause: Error | undefined, words: RegExp][]} */
const REFUSED = [
  [
    Object.assign(new Error('getaddrinfo ENOTFOUND api.kie.ai'), { code: 'ENOTFOUND' }),
    /: getaddrinfo ENOTFOUND api\.kie\.ai\. The/,
  ],
  // What it throws when it has tried several addresses.
  [Object.assign(new AggregateError([], 'none'), { message: '', code: 'ECONNREFUSED' }), /: ECONNREFUSED\. The/],
  [
    Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    /: self-signed certificate DEPTH_ZERO_SELF_SIGNED_CERT\. The/,
  ],
  [undefined, /: fetch failed\. The/],
];

for (const [cause, words] of REFUSED) {
  test(`the system's words are said: ${words}`, () => {
    const thrown = new TypeError('fetch failed', { cause });
    const error = makeError('connection', 'No answer arrived: or the browser blocked it.', { cause: thrown });
    assert.match(wordsOf(error), words);
  });
}

test('a page of another server is no unknown task: check the base URL', async (t) => {
  const { url } = await startService(t, (_, response) => void response.writeHead(404).end('<html>404</html>'));
  const said = await run(['get', 'a'], { KIE_BASE_URL: url });
  assert.equal(said.code, 6);
  assert.match(said.stderr, /HTTP status 404 without a readable answer\. .*check the base URL/);
});

/** Output of the command in this process. @param {{ isTTY?: boolean, columns?: number }} [terminal] */
function streams(terminal = {}) {
  const said = { out: '', err: '' };
  const stdout = { write: (/** @type {string} */ text) => void (said.out += text) };
  const stderr = { ...terminal, write: (/** @type {string} */ text) => void (said.err += text) };
  return { said, stdout, stderr };
}

test('a terminal gets one line, written anew and taken away', async () => {
  const { said, stdout, stderr } = streams({ isTTY: true, columns: 12 });
  const env = { KIE_API_KEY: KEY, KIE_BASE_URL: `${sandbox.url}sandbox` };
  assert.equal(
    await runCommand(['wait', 'sandbox-succeeded'], { env, stdout, stderr, signal: new AbortController().signal }),
    0,
  );
  assert.equal(said.err, '\r\u001b[Ksucceeded ·\r\u001b[K');
  assert.match(said.out, /succeeded/);
});

for (const [id, words] of /** @type {const} */ ([
  ['sandbox-pending', /^Stopped waiting; the task goes on\. Wait again: kie-aleph wait sandbox-pending$/m],
  ['nothing-like-this', /^Stopped waiting\. Wait again: kie-aleph wait nothing-like-this$/m],
])) {
  test(`Ctrl-C ends a wait with 130 and says how to go on: ${id}`, async () => {
    const { said, stdout, stderr } = streams();
    const interrupt = new AbortController();
    const write = stderr.write;
    // After the words for which it is called, as a person would.
    stderr.write = (text) => (setImmediate(() => interrupt.abort()), write(text));
    const env = { KIE_API_KEY: KEY, KIE_BASE_URL: `${sandbox.url}sandbox` };
    assert.equal(await runCommand(['wait', id], { env, stdout, stderr, signal: interrupt.signal }), 130);
    assert.match(said.err, words);
  });
}

const HOSTILE = 'red \u001b[31m bell \u0007 title \u001b]0;x\u0007 c1 \u009b31m line\nnext\u202eright';

for (const argv of [
  ['get', 'a'],
  ['get', 'a', '--json'],
  ['wait', 'a'],
  ['wait', 'a', '--json'],
]) {
  test(`an answer cannot steer the terminal: ${argv.join(' ')}`, async (t) => {
    const data = { ...JSON.parse(failed('a')).data, errorMessage: HOSTILE, taskId: HOSTILE };
    const { url } = await startService(t, (_, response) => void response.end(envelope(data)));
    const said = await run(argv, { KIE_BASE_URL: url });
    assert.equal(said.code, 1, said.stderr);
    assert.doesNotMatch(said.stdout + said.stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    assert.match(said.stdout, /\\u001b\[31m/);
    if (argv.includes('--json')) assert.equal(JSON.parse(said.stdout).errorMessage, HOSTILE);
  });
}
