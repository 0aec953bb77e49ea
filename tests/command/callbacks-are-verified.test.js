// `kie-aleph callbacks verify` says of a stored callback what it says and whether it is signed, and never the key.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommand } from '../../web/command/command.js';
import { SIGNATURES } from '../core/cases/callback-cases.js';

const [{ secret, taskId, timestamp, signature } = { secret: '', taskId: '', timestamp: '', signature: '' }] =
  SIGNATURES;
const BODY = JSON.stringify({ code: 200, taskId, data: { result_video_url: 'https://file.com/a.mp4' } });
const FAILURE = JSON.stringify({ code: 400, msg: 'Refused', taskId, data: null });
const HEADERS = { 'X-Webhook-Timestamp': timestamp, 'X-Webhook-Signature': signature };
const HEAD = `POST /callbacks HTTP/1.1\r\nContent-Length: 9\r\n${Object.entries(HEADERS)
  .map((header) => header.join(': '))
  .join('\r\n')}`;

for (const { name, file, argv = [], env = { KIE_WEBHOOK_KEY: secret }, code, says } of [
  { name: 'HTTP', file: `${HEAD}\r\n\r\n${BODY}`, argv: ['--at', timestamp], code: 0, says: /succeeded[\s\S]*right/ },
  {
    name: 'JSON',
    file: JSON.stringify({ headers: HEADERS, body: BODY }),
    argv: ['--at', timestamp],
    code: 0,
    says: /right/,
  },
  { name: 'an old one', file: `${HEAD}\r\n\r\n${BODY}`, code: 4, says: /300 seconds/ },
  {
    name: 'a wrong key',
    file: `${HEAD}\n\n${BODY}`,
    argv: ['--at', timestamp],
    env: { KIE_WEBHOOK_KEY: 'no' },
    code: 4,
    says: /wrong/,
  },
  { name: 'no key', file: `${HEAD}\n\n${FAILURE}`, env: {}, code: 1, says: /Refused[\s\S]*not checked/ },
  { name: 'no such variable', file: `${HEAD}\n\n${BODY}`, argv: ['--secret-env', 'NONE'], code: 2, says: /NONE/ },
  { name: 'no callback', file: 'POST / HTTP/1.1\n\n[]', env: {}, code: 2, says: /no JSON object/ },
]) {
  test(name, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'kie-aleph-callbacks-'));
    t.after(() => rm(folder, { recursive: true }));
    const path = join(folder, 'callback');
    await writeFile(path, file);
    const { said, ended } = await verify([path, ...argv], env);
    assert.match(said, says);
    assert.equal(ended, code);
    assert.ok(!said.includes(secret));
  });
}

for (const [name, path] of Object.entries({
  'no such file': join(import.meta.dirname, 'none'),
  'a folder': import.meta.dirname,
})) {
  test(name, async () => {
    const { said, ended } = await verify([path], {});
    assert.match(said, /The file cannot be read: E\w+/);
    assert.equal(ended, 2);
  });
}

/** @param {string[]} argv @param {NodeJS.ProcessEnv} env */
async function verify(argv, env) {
  let said = '';
  const stream = { write: (/** @type {string} */ text) => void (said += text) };
  const { signal } = new AbortController();
  const ended = await runCommand(['callbacks', 'verify', ...argv], { env, stdout: stream, stderr: stream, signal });
  return { said, ended };
}
