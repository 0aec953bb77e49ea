// The README's handler of callbacks, taken out of the README and run.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readCallback } from '../../web/proxy/callbacks/read-callback.js';
import { signatureOf } from '../../web/shared/signature.js';

const SECRET = 'kie-aleph-test-key';

/** @param {(taskId: string) => void} ended @returns {Promise<(request: Request) => Promise<Response>>} */
async function handler(ended) {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const code = /<!-- callbacks:[^\n]*\n```js\n([\s\S]*?)```/.exec(readme)?.[1];
  assert.ok(code, 'the README has the handler');
  const body = code.replace(/^import .*$/m, '').replace('export async function onCallback', 'return async function');
  const env = { env: { KIE_WEBHOOK_KEY: SECRET } };
  return new Function('readCallback', 'process', 'ended', body)(readCallback, env, ended);
}

/** @param {Record<string, string>} headers */
function post(headers) {
  const body = JSON.stringify({ code: 200, taskId: 'task-1', data: { result_video_url: 'https://file.com/a.mp4' } });
  return new Request('https://example.com/', { method: 'POST', body, headers });
}

test('a signed callback is taken, another is refused', async () => {
  /** @type {string[]} */
  const heard = [];
  const onCallback = await handler((taskId) => heard.push(taskId));
  assert.equal((await onCallback(post({}))).status, 401);
  assert.deepEqual(heard, []);

  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = await signatureOf(SECRET, `task-1.${timestamp}`);
  const answer = await onCallback(post({ 'X-Webhook-Timestamp': timestamp, 'X-Webhook-Signature': signature }));
  assert.equal(answer.status, 200);
  assert.deepEqual(heard, ['task-1']);
});
