// What is asked, of whom and with what: only a finished task's own video, only from where it is safe, and nothing of the caller with it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephError } from '../../web/client/index.js';
import { saveResult } from '../../web/save/save-result.js';
import { startService } from '../helpers/fake-service.js';
import { alephError } from '../helpers/rejection.js';
import { watchedStream } from './handles.js';
import { startHost, taskWith, videoOf } from './host.js';

const VIDEO = videoOf(1000);
const HTTPS = 'https://file.example/a.mp4';

/** @param {string} url @param {string} [finally_] where redirects have led @returns {{ fetch: typeof globalThis.fetch, asked: string[] }} */
function fakeFetch(url, finally_ = url) {
  /** @type {string[]} */
  const asked = [];
  const fetch = async (/** @type {unknown} */ input) => {
    asked.push(String(input));
    const response = new Response(new Uint8Array(VIDEO), { headers: { 'Content-Type': 'video/mp4' } });
    return Object.defineProperty(response, 'url', { value: finally_ });
  };
  return { fetch, asked };
}

suite('a task', () => {
  /** @type {{ what: string, task: any, kind: string, says: RegExp }[]} */
  const TASKS = [
    {
      what: 'without a response',
      task: taskWith(null, { response: null }),
      kind: 'invalid-response',
      says: /names no video/,
    },
    { what: 'without a URL', task: taskWith(null), kind: 'invalid-response', says: /names no video/ },
    {
      what: 'that is still being made',
      task: taskWith(HTTPS, { status: 'processing' }),
      kind: 'invalid-request',
      says: /still being made/,
    },
    {
      what: 'that failed',
      task: taskWith(HTTPS, { status: 'failed', errorMessage: 'internal error' }),
      kind: 'task-failed',
      says: /internal error/,
    },
    { what: 'that is none', task: { taskId: 'a' }, kind: 'invalid-request', says: /must be a task/ },
    { what: 'that is null', task: null, kind: 'invalid-request', says: /must be a task/ },
    ...[
      'http://file.example/a.mp4',
      'http://127.0.0.1.evil.example/a.mp4',
      'https://user:secret@file.example/a.mp4',
      'file:///etc/passwd',
      'data:video/mp4,x',
      'blob:https://file.example/1',
      'javascript:alert(1)',
      '//file.example/a.mp4',
      'a.mp4',
    ].map((url) => ({ what: `with ${url}`, task: taskWith(url), kind: 'invalid-response', says: /not one to fetch/ })),
  ];
  for (const { what, task, kind, says } of TASKS) {
    test(`${what} is refused before anything is sent`, async () => {
      const { fetch, asked } = fakeFetch(HTTPS);
      const { stream, seen } = watchedStream();
      const error = await alephError(saveResult(task, { to: stream, fetch }));
      assert.equal(error.kind, kind);
      assert.match(error.message, says);
      assert.doesNotMatch(JSON.stringify(error.message), /secret/);
      assert.deepEqual(asked, []);
      assert.equal(seen.aborted, error);
    });
  }
});

suite('an option', () => {
  const WRONG = {
    'to that is nothing': { to: undefined },
    'to that is a path': { to: '/tmp' },
    'to that is a folder without files': { to: { kind: 'directory' } },
    'a name that is a path': { name: '../a.mp4' },
    'a fetch that is none': { fetch: 'fetch' },
    'maxBytes of 0': { maxBytes: 0 },
    'a stallTimeout of 0': { stallTimeout: 0 },
  };
  for (const [what, wrong] of Object.entries(WRONG)) {
    test(`${what} is refused`, async () => {
      const { fetch, asked } = fakeFetch(HTTPS);
      const options = /** @type {any} */ ({ to: watchedStream().stream, fetch, ...wrong });
      assert.equal((await alephError(saveResult(taskWith(HTTPS), options))).kind, 'invalid-request');
      assert.deepEqual(asked, []);
    });
  }
});

suite('a redirect', () => {
  /** @type {[from: string, to: string, safe: boolean][]} */
  const REDIRECTS = [
    [HTTPS, 'https://other.example/a.mp4', true],
    [HTTPS, 'http://other.example/a.mp4', false],
    [HTTPS, 'http://127.0.0.1/a.mp4', false],
    [HTTPS, 'https://user@other.example/a.mp4', false],
    ['http://127.0.0.1/a.mp4', 'http://localhost/a.mp4', true],
    ['http://127.0.0.1/a.mp4', HTTPS, true],
    ['http://127.0.0.1/a.mp4', 'http://other.example/a.mp4', false],
  ];
  for (const [from, to, safe] of REDIRECTS) {
    test(`from ${from} to ${to} is ${safe ? 'followed' : 'refused'}`, async () => {
      const { fetch } = fakeFetch(from, to);
      const { stream, seen } = watchedStream();
      const outcome = await saveResult(taskWith(from), { to: stream, fetch }).catch((error) => error);
      assert.equal(outcome.kind, safe ? undefined : 'invalid-response', outcome.message);
      assert.equal(seen.pieces.length > 0, safe);
    });
  }

  test('over HTTP to http: elsewhere is refused', { skip: process.platform !== 'linux' }, async (t) => {
    const { url: video } = await startHost(t, VIDEO, [{}]);
    // Leads to this machine, and is no name of it.
    const location = video.replace('127.0.0.1', '0.0.0.0');
    const { url } = await startService(t, (_, response) => void response.writeHead(302, { location }).end());
    const { stream, seen } = watchedStream();
    const error = await alephError(saveResult(taskWith(`${url}/a.mp4`), { to: stream }));
    assert.match(error.message, /moved to where it is not safe/);
    assert.deepEqual(seen.pieces, []);
  });
});

test('no key, no cookie and no referrer goes along, also not when it resumes', async (t) => {
  const { url, requests, onProgress } = await startHost(t, VIDEO, [
    { cutAfter: 500, headers: { 'Set-Cookie': 'a=b' } },
    {},
  ]);
  await saveResult(taskWith(url), { to: watchedStream().stream, onProgress });
  assert.equal(requests.length, 2);
  for (const { headers, method } of requests) {
    assert.equal(method, 'GET');
    assert.deepEqual([headers.authorization, headers.cookie, headers.referer], [undefined, undefined, undefined]);
    assert.equal(headers['accept-encoding'], 'identity');
  }
});

test('fetch is told so, too', async () => {
  /** @type {RequestInit} */
  let told = {};
  const { fetch } = fakeFetch(HTTPS);
  const watched = (/** @type {any} */ input, /** @type {any} */ init) => ((told = init), fetch(input));
  await saveResult(taskWith(HTTPS), { to: watchedStream().stream, fetch: watched });
  const { signal, headers, ...rest } = told;
  assert.deepEqual(rest, { cache: 'no-store', credentials: 'omit', redirect: 'follow', referrerPolicy: 'no-referrer' });
  assert.ok(signal && headers);
});

test('what fetch throws is a ConnectionError, without the request', async () => {
  const fetch = async () => {
    throw Object.assign(new TypeError('fetch failed'), { config: { url: 'https://file.example/?signature=1' } });
  };
  const error = await alephError(saveResult(taskWith(HTTPS), { to: watchedStream().stream, fetch }));
  assert.deepEqual([error.kind, error.retryable], ['connection', true]);
  assert.doesNotMatch(JSON.stringify([error.message, error.cause]), /signature/);
  assert.ok(AlephError.is(error));
});
