// `create`, `upload`, `credits`: the whole way at the sandbox, with each end's words and code; what may have been paid for is never lost.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXIT_CODES } from '../../web/command/exit-codes.js';
import { runCommand } from '../../web/command/command.js';
import { serve } from '../../web/local/start.js';
import { startService, unusedUrl } from '../helpers/fake-service.js';
import { shortenWaits } from '../helpers/short-waits.js';

const KEY = 'sandbox-key';
const URL_GIVEN = 'https://example.com/in.mp4';
const VIDEO = fileURLToPath(new URL('../../web/local/media/source.mp4', import.meta.url));
const BIN = fileURLToPath(new URL('../../web/command/bin.js', import.meta.url));

/** @type {Awaited<ReturnType<typeof serve>>} */
let sandbox;
/** @type {string} */
let folder;
before(async () => {
  shortenWaits();
  sandbox = await serve({ slowSeconds: 1, credits: 1e6 });
  folder = await mkdtemp(join(tmpdir(), 'kie-aleph-create-'));
  await writeFile(join(folder, 'empty.mp4'), '');
});
after(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

/**
 * The command in this process.
 * @param {string[]} argv
 * @param {{ baseUrl?: string, stdin?: string, isTTY?: boolean, interruptAt?: RegExp, interrupt?: AbortController }} [options]
 *   interruptAt: Ctrl-C once standard error says so
 */
async function run(
  argv,
  { baseUrl = `${sandbox.url}sandbox`, stdin = '', isTTY = false, interruptAt, interrupt = new AbortController() } = {},
) {
  const said = { out: '', err: '' };
  const stdout = { write: (/** @type {string} */ text) => void (said.out += text) };
  const stderr = {
    isTTY,
    write(/** @type {string} */ text) {
      said.err += text;
      if (interruptAt?.test(said.err)) setImmediate(() => interrupt.abort());
    },
  };
  const env = { KIE_API_KEY: KEY, KIE_BASE_URL: baseUrl };
  const surroundings = { env, stdin: () => Readable.from([stdin]), stdout, stderr, signal: interrupt.signal };
  return { code: await runCommand(argv, surroundings), ...said };
}

/** @param {string} prompt @param {string} [video] */
const create = (prompt, video = URL_GIVEN) => ['create', '--video', video, '--prompt', prompt];

const UPLOADED = /^(uploading · \d+ % of 0\.\d MB\n)+/;

/** @type {{ argv: string[], stdin?: string, code: number, out?: RegExp, err?: RegExp }[]} */
const CASES = [
  {
    argv: create('snow'),
    code: 0,
    out: /^task {6}(\S+)\nstatus {4}processing\n/,
    err: /^Task (\S+)\. Wait for it: kie-aleph wait \1\n$/,
  },
  {
    argv: [...create('snow'), '--wait'],
    code: 0,
    out: /^status {4}succeeded\nprompt {4}snow\n[\s\S]*^video {5}http/m,
    err: /^Task .*\n(.* · 0:\d\d\n)*succeeded · 0:\d\d\n$/,
  },
  { argv: [...create('sandbox: fails'), '--wait'], code: 1, out: /^error {5}/m, err: /^Task .*\n(.*\n)*failed/ },
  { argv: create('snow', VIDEO), code: 0, out: /processing/, err: new RegExp(`${UPLOADED.source}Task `) },
  { argv: create('-'), stdin: 'snow\n', code: 0, out: /processing/, err: /^Task / },
  { argv: create('-'), code: 2, err: /The prompt must be a text that is not blank/ },
  { argv: create('sandbox: 402'), code: 6, err: /^kie-aleph: .*credits/ },
  { argv: create('sandbox: 401'), code: 4, err: /^kie-aleph: .*key/ },
  { argv: create('sandbox: 422'), code: 2, err: /^kie-aleph: / },
  { argv: create('sandbox: 500'), code: 6, err: /^kie-aleph: / },
  { argv: create('sandbox: lost answer'), code: 7, err: /a task may be running, and be billed.*kie\.ai/ },
  { argv: create('sandbox: no id'), code: 7, err: /a task may be running/ },
  { argv: create('sandbox: cut'), code: 7, err: /a task may be running/ },
  { argv: [...create('snow'), '--route', 'aleph'], code: 0, out: /processing/, err: /^Task / },
  { argv: [...create('snow'), '--seed', '1.5'], code: 2, err: /--seed must be a whole number/ },
  { argv: [...create('snow'), '--aspect-ratio', '2:1'], code: 2, err: /aspect ratio must be 16:9/ },
  // Nothing is uploaded for a mistake: no progress is told.
  { argv: [...create('snow', VIDEO), '--aspect-ratio', '2:1'], code: 2, err: /^kie-aleph: The aspect ratio/ },
  { argv: [...create('snow'), '--timeout', '5'], code: 2, err: /that of its --wait, which is missing/ },
  { argv: [...create('snow'), '--save', 'none/at/all'], code: 2, err: /--save: There is no folder/ },
  { argv: [...create('snow'), 'more'], code: 2, err: /create takes nothing but options, not "more"/ },
  { argv: ['create', '--prompt', 'snow'], code: 2, err: /create needs --video/ },
  { argv: ['create', '--video', URL_GIVEN], code: 2, err: /create needs --prompt/ },
  { argv: create('snow', 'no-such.mp4'), code: 2, err: /There is no file "no-such\.mp4"/ },
  { argv: create('snow', tmpdir()), code: 2, err: /is no file/ },
  { argv: ['upload', VIDEO], code: 0, out: /^url {7}http\S+\nexpires {3}\d{4}-\S+Z\n$/, err: UPLOADED },
  { argv: ['upload', 'no-such.mp4'], code: 2, err: /There is no file/ },
  { argv: ['upload'], code: 2, err: /exactly one file or URL/ },
  { argv: ['upload', VIDEO, '--save', '.'], code: 2, err: /upload has no option --save/ },
  { argv: ['credits'], code: 0, out: /^credits {3}\d+(\.\d+)?\n$/ },
  { argv: ['credits', 'a'], code: 2, err: /credits takes nothing but options/ },
  { argv: ['get', 'a', '--wait'], code: 2, err: /get has no option --wait/ },
];

for (const { argv, stdin, code, out = /^$/, err = /^$/ } of CASES) {
  const shown = argv.map((argument) => argument.replace(VIDEO, 'source.mp4')).join(' ');
  test(`kie-aleph ${shown}: ${code}`, async () => {
    const said = await run(argv, { stdin });
    assert.equal(said.code, code, said.err);
    assert.match(said.out, out);
    assert.match(said.err, err);
  });
}

test('an empty file is none to upload', async () => {
  const said = await run(['upload', join(folder, 'empty.mp4')]);
  assert.equal(said.code, 2);
  assert.match(said.err, /empty\.mp4" is empty/);
});

suite('--json prints one document', () => {
  test('of a task', async () => {
    const said = await run([...create('snow'), '--json']);
    const { status, taskId } = JSON.parse(said.out);
    assert.equal(status, 'processing');
    assert.match(said.err, new RegExp(`^Task ${taskId}\\.`));
  });
  test('of an upload', async () => {
    assert.deepEqual(Object.keys(JSON.parse((await run(['upload', VIDEO, '--json'])).out)), [
      'downloadUrl',
      'expiresAt',
    ]);
  });
  test('of credits', async () => {
    assert.equal(typeof JSON.parse((await run(['credits', '--json'])).out).credits, 'number');
  });
});

test('--save waits, and keeps the video', async () => {
  const said = await run([...create('make it snow', VIDEO), '--save', folder, '--json']);
  assert.equal(said.code, 0, said.err);
  const { status, saved } = JSON.parse(said.out);
  assert.equal(status, 'succeeded');
  const kept = await readFile(saved.video);
  assert.ok(kept.equals(await readFile(new URL('../../web/local/media/aleph.mp4', import.meta.url))));
  assert.equal((await readdir(folder)).length, 3);
});

test('what was given is what is sent', async (t) => {
  /** @type {unknown[]} */
  const bodies = [];
  const { url } = await startService(t, async (request, response) => {
    bodies.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    response.end('{"code":200,"data":{"taskId":"task-1"}}');
  });
  const more = ['--aspect-ratio', '9:16', '--reference-image', 'https://example.com/a.png', '--seed=-7'];
  const most = ['--watermark', 'mine', '--upload-cn', '--callback', 'https://example.com/cb'];
  assert.equal((await run([...create('snow'), ...more, ...most], { baseUrl: url })).code, 0);
  const input = {
    prompt: 'snow',
    video_url: URL_GIVEN,
    aspect_ratio: '9:16',
    reference_image: 'https://example.com/a.png',
    seed: -7,
    watermark: 'mine',
    upload_cn: true,
  };
  assert.deepEqual(bodies, [{ model: 'runway/gen4-aleph', callBackUrl: 'https://example.com/cb', input }]);
});

test('a service that is not there is unknown, with what the system said', async () => {
  const said = await run(create('snow'), { baseUrl: await unusedUrl() });
  assert.equal(said.code, 7);
  assert.match(said.err, /billed.*\(connect ECONNREFUSED 127\.0\.0\.1:\d+\)/);
});

suite('Ctrl-C', () => {
  test('once the request is sent ends with 7, and says what to do', async (t) => {
    const interrupt = new AbortController();
    const { url } = await startService(t, (request) => request.resume().on('end', () => interrupt.abort()));
    const said = await run(create('snow'), { baseUrl: url, interrupt });
    assert.equal(said.code, 7);
    assert.match(said.err, /^kie-aleph: .*a task may be running, and be billed.*kie\.ai/);
  });

  test('in an upload ends with 130: no task was made', async (t) => {
    const interrupt = new AbortController();
    const { url, requests } = await startService(t, (request) => request.once('data', () => interrupt.abort()));
    const said = await run(create('snow', VIDEO), { baseUrl: url, interrupt });
    assert.equal(said.code, 130);
    assert.match(said.err, /Stopped; no task was made\.\n$/);
    assert.deepEqual(
      requests.map((request) => request.url),
      ['/api/file-stream-upload'],
    );
  });

  test('in the wait ends with 130, and the task is known', async () => {
    const said = await run([...create('sandbox: takes 60'), '--wait'], { interruptAt: / · 0:\d\d\n/ });
    assert.equal(said.code, 130);
    assert.match(said.err, /^Task (\S+)\.[\s\S]*the task goes on\. Wait again: kie-aleph wait \1\n$/);
  });
});

test('a terminal gets one line, written anew and taken away', async () => {
  const said = await run(['upload', VIDEO], { isTTY: true });
  assert.match(said.err, /^(\r\u001b\[Kuploading · \d+ % of 0\.\d MB)+\r\u001b\[K$/);
});

test('a kill loses nothing: the id is told while the task is waited for', async (t) => {
  const env = { PATH: process.env.PATH, KIE_API_KEY: KEY, KIE_BASE_URL: `${sandbox.url}sandbox` };
  const child = spawn(process.execPath, [BIN, ...create('sandbox: takes 60'), '--wait'], { env });
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  for await (const chunk of child.stderr) {
    said += chunk;
    if (said.includes('\n')) child.kill('SIGKILL');
  }
  const [, id = assert.fail(said)] = /^Task (\S+)\./.exec(said) ?? [];
  assert.match((await run(['get', id])).out, /processing/);
});

test('a file larger than memory should be is read while it is sent', async (t) => {
  const path = join(folder, 'large.mp4');
  const size = 300_000_000;
  const handle = await open(path, 'w');
  await handle.truncate(size);
  await handle.close();
  let received = 0;
  const { url } = await startService(t, (request, response) => {
    request.on('data', (chunk) => void (received += chunk.length));
    const data = { downloadUrl: 'https://example.com/up/1.mp4' };
    request.on('end', () => response.end(JSON.stringify({ success: true, code: 200, msg: 'ok', data })));
  });
  const before = process.memoryUsage.rss();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  t.after(() => clearInterval(watch));
  const said = await run(['upload', path], { baseUrl: url });
  assert.equal(said.code, 0, said.err);
  assert.ok(received > size);
  assert.ok(most - before < size / 2, `${Math.round((most - before) / 1e6)} MB more`);
  t.diagnostic(`peak ${Math.round((most - before) / 1e6)} MB more, for ${size / 1e6} MB`);
  await rm(path);
});

test('README says each exit code as the command has it', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, table = assert.fail('no table')] = /\| exit code \| \|\n\| --- \| --- \|\n((?:\|.*\n)+)/.exec(readme) ?? [];
  assert.equal(table, EXIT_CODES.map(({ code, means }) => `| ${code} | ${means} |\n`).join(''));
});
