// After every attack, and after a crash, no spelling of a planted key is in what the proxy has said, counted, logged or stored.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { spellsKey } from '../../../web/shared/key-spellings.js';
import { connect, redisOf } from '../store/redis.js';
import { attack, KEY, startServer, startService, WEBHOOK_KEY } from './attacked.js';
import { ATTACKS } from './attacks.js';

const CRASH = new URL('./crash-on-signal.js', import.meta.url).href;

/** A Redis that wants a password would be as secret. */
const REDIS_PASSWORD = 'planted-redis-password-0123456789';
const SECRETS = [KEY, WEBHOOK_KEY, REDIS_PASSWORD];

const CALLBACK = '{"code":200,"msg":"success","data":{"taskId":"a","state":"success"}}';
const NOW = String(Math.floor(Date.now() / 1000));

/** What Redis says of a key that is forgotten at no time. */
const FOR_EVER = -1;

/** Callbacks of somebody who has no key, and events that nobody tells of. */
const MORE = [
  '',
  `X-Webhook-Timestamp: ${NOW}\r\nX-Webhook-Signature: ${btoa('a'.repeat(32))}\r\n`,
  'X-Webhook-Timestamp: NaN\r\nX-Webhook-Signature: !\r\n',
].map(
  (headers) =>
    `POST /kie/callbacks HTTP/1.1\r\nHost: HOST\r\n${headers}Content-Length: ${CALLBACK.length}\r\n\r\n${CALLBACK}`,
);

/** @param {any} client @returns {Promise<{ key: string, value: string, ttl: number }[]>} all that is there */
async function contentOf(client) {
  const keys = await client.keys('*');
  return Promise.all(
    keys.map(async (/** @type {string} */ key) => {
      const isText = (await client.type(key)) === 'string';
      const value = isText ? await client.get(key) : JSON.stringify(await client.zrange(key, 0, -1, 'WITHSCORES'));
      return { key, value, ttl: await client.pttl(key) };
    }),
  );
}

test('no secret is in answers, log, metrics, Redis, error output, or the report of a crash', {
  timeout: 300_000,
}, async (t) => {
  const reports = await mkdtemp(join(tmpdir(), 'kie-aleph-reports-'));
  t.after(() => rm(reports, { recursive: true }));
  const { port } = await redisOf(t);
  const { client, close } = await connect.ioredis(port);
  t.after(close);
  const service = await startService(t);
  const server = await startServer(t, 'deploy', service, {
    args: ['--import', CRASH, '--report-uncaught-exception', `--report-directory=${reports}`],
    env: {
      REDIS_URL: `redis://:${REDIS_PASSWORD}@127.0.0.1:${port}`,
      PUBLIC_URL: 'http://127.0.0.1',
      KIE_WEBHOOK_KEY: WEBHOOK_KEY,
    },
  });

  const answers = [];
  for (const { bytes } of Object.values(ATTACKS).flat()) answers.push((await attack(server, bytes)).text);
  for (const bytes of MORE) answers.push((await attack(server, bytes)).text);
  const metrics = await (await fetch(server.metricsUrl)).text();
  const stored = await contentOf(client);
  const log = server.said.text;

  const died = once(server.child, 'close');
  server.child.kill('SIGUSR2');
  await died;
  const [report = ''] = await readdir(reports);

  /** Where it is looked for, and what must be there for that to mean anything. @type {Record<string, [text: string, sign: RegExp]>} */
  const places = {
    answers: [answers.join('\n'), /held the key and was not passed on/],
    metrics: [
      metrics,
      /^kie_aleph_refusals_total\{operation="callback"|^kie_aleph_callbacks_total\{outcome="refused"\} 3$/m,
    ],
    log: [log, /"type":"refused".*"why":"path"/],
    Redis: [JSON.stringify(stored), /"kie-aleph:client:/],
    'what it said when it died': [server.said.text.slice(log.length), /Crashed as it was told/],
    'the report of its death': [await readFile(join(reports, report), 'utf8'), /"environmentVariables"/],
  };
  for (const [place, [text, sign]] of Object.entries(places)) {
    assert.match(text, sign, place);
    for (const secret of SECRETS) assert.ok(!spellsKey(text, secret), `a secret is in: ${place}`);
  }
  for (const { key, ttl } of stored) assert.notEqual(ttl, FOR_EVER, key);
});
