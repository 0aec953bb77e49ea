// On Workers what one worker sees of a task is heard by every page that listens at another, each by its own request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startService } from '../helpers/fake-service.js';
import { pending, succeeded } from '../helpers/responses.js';
import { startWorkersWithObjects } from './workerd.js';

const LOOK = '/kie/api/v1/aleph/record-info?taskId=a';
const PAGES = 3;

/**
 * Of a stream of events, as text.
 * @param {Response} response
 */
function listenTo(response) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  let heard = '';
  return {
    /** @param {(heard: string) => boolean} isThere */
    async until(isThere) {
      while (!isThere(heard)) {
        const { done, value } = await reader.read();
        if (done) assert.fail(`the stream ended after: ${heard}`);
        heard += decoder.decode(value, { stream: true });
      }
      return heard;
    },
    leave: () => reader.cancel(),
  };
}

test('pages at one worker hear what the other has seen, also after one of them has left', async (t) => {
  let answer = pending('a');
  const upstream = await startService(
    t,
    (_request, response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(answer),
  );
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('durable-objects/proxy-worker.js', import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const workers = await startWorkersWithObjects(['one', 'two'], outputFiles[0]?.text, { KIE_BASE_URL: upstream.url });
  t.after(() => workers.dispose());

  const pages = await Promise.all(
    Array.from({ length: PAGES }, async () =>
      listenTo(await workers.dispatchFetch('http://one.example/kie/events?taskId=a&taskId=b')),
    ),
  );
  for (const page of pages) await page.until((heard) => heard.includes('event: hello'));
  const looked = await workers.dispatchFetch(`http://two.example${LOOK}`);
  assert.equal(await looked.text(), answer);
  for (const page of pages) await page.until((heard) => heard.includes('event: task'));

  await pages.pop()?.leave();
  answer = succeeded('a');
  await (await workers.dispatchFetch(`http://two.example${LOOK}`)).text();
  for (const page of pages) {
    const heard = await page.until((text) => text.includes('out.mp4'));
    assert.equal(heard.split('event: task').length - 1, 2, 'each once');
    await page.leave();
  }
});
