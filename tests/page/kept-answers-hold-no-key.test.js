// What the service worker keeps for when there is no network never says the key of the request, however it is spelled.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { toKeep } from '../../web/page/kept-answers.js';
import { keySpellings, noKeySpellings } from '../core/cases/key-spellings.js';
import { withTask } from './with-task.js';

/** In one piece, and in as many that they cut escapes and characters. */
const PIECES = [1, 500];

/**
 * @param {string | Uint8Array<ArrayBuffer>} body
 * @param {{ key?: string, url?: string, pieces?: number }} [options]
 */
function kept(body, { key, url = 'https://api.example/api/v1/aleph/record-info?taskId=a', pieces = 1 } = {}) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const length = Math.ceil(bytes.length / pieces);
  let at = 0;
  const stream = new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, (at += length)));
    },
  });
  const request = new Request(url, key === undefined ? {} : { headers: { Authorization: `Bearer ${key}` } });
  return toKeep(request, new Response(stream));
}

suite('an answer with a task that says the key is not kept', () => {
  for (const { name, key, text } of keySpellings) {
    test(name, async () => {
      const body = withTask(text);
      for (const pieces of PIECES) assert.equal(await kept(body, { key, pieces }).catch(unreadable), null);
      // Without the key in the request nothing but its spelling would be in the way.
      if (body !== text) assert.equal(await kept(body), body);
    });
  }
});

suite('an answer with a task that does not is kept', () => {
  for (const { name, key, text } of noKeySpellings) {
    test(name, async () => {
      const body = withTask(text, { anyText: true });
      for (const pieces of PIECES) assert.equal(await kept(body, { key, pieces }), body);
    });
  }
});

const TASK = '{"code":200,"data":{"taskId":"a"}}';
const KEY = 'a-persons-own-key-0123456789';

test('an answer is not kept under a URL that says the key', async () => {
  const url = `https://api.example/api/v1/aleph/record-info?taskId=${KEY.replace('-', '%2D')}`;
  assert.equal(await kept(TASK, { key: KEY, url }), null);
  assert.equal(await kept(TASK, { url }), TASK);
});

for (const { name, body } of [
  { name: 'no task', body: '{"code":200,"data":null}' },
  { name: 'an error', body: '{"code":401,"msg":"no"}' },
  { name: 'no object', body: 'null' },
  { name: 'text that is no JSON', body: '<!doctype html>' },
  { name: 'nothing', body: '' },
]) {
  test(`an answer with ${name} is not kept`, async () => {
    assert.equal(await kept(body).catch(unreadable), null);
  });
}

test('an answer is kept up to 1 MiB, in bytes, and an endless one is read no further', async () => {
  const long = (/** @type {number} */ bytes) => JSON.stringify({ data: {}, text: `ä${'a'.repeat(bytes - 23)}` });
  assert.equal(new TextEncoder().encode(long(1_048_576)).length, 1_048_576);
  assert.equal(await kept(long(1_048_576)), long(1_048_576));
  assert.equal(await kept(long(1_048_577)), null);
  let ended = false;
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(100_000)),
    cancel: () => void (ended = true),
  });
  assert.equal(await toKeep(new Request('https://api.example/'), new Response(endless)), null);
  assert.ok(ended);
});

/** What is no JSON is not kept, either. @param {unknown} error */
function unreadable(error) {
  assert.ok(error instanceof SyntaxError, String(error));
  return null;
}
