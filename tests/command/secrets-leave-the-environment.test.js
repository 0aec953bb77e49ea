// What the command reads as a secret is in its environment no more: not in Node's report of it, and not in what it starts.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startService } from '../helpers/fake-service.js';
import { assertNoKey } from '../helpers/planted-key.js';
import { succeeded } from '../helpers/responses.js';

const BIN = fileURLToPath(new URL('../../web/command/bin.js', import.meta.url));
const REPORT = new URL('./report-at-exit.js', import.meta.url).href;

/** By the variable that holds it. */
const SECRETS = {
  KIE_API_KEY: 'planted-key-0123456789',
  KIE_WEBHOOK_KEY: 'planted-webhook-key-0123456789',
  MY_WEBHOOK_KEY: 'planted-other-key-0123456789',
};

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kie-aleph-secrets-'));
  await writeFile(join(folder, 'key'), SECRETS.KIE_API_KEY, { mode: 0o600 });
  await writeFile(join(folder, 'callback'), 'POST / HTTP/1.1\n\n{"data":{"taskId":"a"}}');
});
after(() => rm(folder, { recursive: true }));

/** Of a command that goes on until it is interrupted, the words after which it is. */
const SERVING = /^kie-aleph on http/;

const USUAL = /** @type {const} */ (['KIE_API_KEY', 'KIE_WEBHOOK_KEY']);

/** @type {{ argv: string[], code: number, read?: readonly (keyof typeof SECRETS)[] }[]} read: left out: both of the usual ones */
const COMMANDS = [
  { argv: ['get', 'a'], code: 0 },
  { argv: ['get', 'a', '--key-file', 'key'], code: 0 },
  { argv: ['credits'], code: 6 },
  { argv: ['serve', '--port', '0'], code: 0 },
  { argv: ['callbacks', 'verify', 'callback'], code: 4 },
  {
    argv: ['callbacks', 'verify', 'callback', '--secret-env', 'MY_WEBHOOK_KEY'],
    code: 4,
    read: ['KIE_API_KEY', 'KIE_WEBHOOK_KEY', 'MY_WEBHOOK_KEY'],
  },
  { argv: ['--help'], code: 0 },
];

for (const { argv, code, read = USUAL } of COMMANDS)
  test(`kie-aleph ${argv.join(' ')} keeps no ${read.join(', ')}`, async (t) => {
    const { url } = await startService(t, ({ url }, response) =>
      url?.includes('taskId=a') ? response.end(succeeded('a')) : response.socket?.destroy(),
    );
    const planted = Object.fromEntries(read.map((name) => [name, SECRETS[name]]));
    const left = join(folder, 'left.json');
    const env = { PATH: process.env.PATH, KIE_BASE_URL: url, LEFT: left, ...planted };
    const child = spawn(process.execPath, ['--import', REPORT, BIN, ...argv], { cwd: folder, env });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    child.stdout.on('data', (text) => SERVING.test(text) && child.kill('SIGINT'));
    assert.deepEqual(await once(child, 'close'), [code, null], said);
    const { report, inherited } = JSON.parse(await readFile(left, 'utf8'));
    for (const environment of [report.environmentVariables, inherited]) assert.equal(environment.LEFT, left);
    for (const secret of Object.values(planted)) assertNoKey({ report, inherited, said }, secret, 'what is left of it');
  });
