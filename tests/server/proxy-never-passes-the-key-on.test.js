// Whatever the service makes of the key it was sent, and wherever it puts it, nothing of it goes on.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { keySpellings, noKeySpellings } from '../core/cases/key-spellings.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { ROUTES } from './routes.js';

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    const ASKED = new Request(`https://proxy.example/kie${path}?taskId=a`);
    const HELD = '{"code":502,"msg":"The answer of the service held the key and was not passed on."}';
    const REDIRECTED = '{"code":502,"msg":"The service redirected the request, which is not followed."}';
    const UNREACHED = '{"code":502,"msg":"The service could not be reached."}';
    const HEADERS = {
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    };

    /** @param {string} key @param {() => Response | Promise<Response>} answer */
    async function ask(key, answer) {
      const proxy = createProxy({ apiKey: key, fetch: async () => answer(), maxResponseBytes: 4_000_000 });
      const response = await proxy(ASKED);
      const headers = Object.fromEntries(response.headers);
      return { status: response.status, statusText: response.statusText, headers, body: await response.text() };
    }

    /** @param {string} text @param {number} bytes in each piece */
    function inPieces(text, bytes) {
      const all = new TextEncoder().encode(text);
      let at = 0;
      return new ReadableStream({
        pull(controller) {
          if (at >= all.length) return controller.close();
          controller.enqueue(all.slice(at, (at += bytes)));
        },
      });
    }

    /** Of the same length as any piece of an escape, and others that cut it elsewhere. @param {string} text */
    const pieceSizes = (text) => (text.length < 10_000 ? [1, 2, 3, 5, 7] : [4096, 65_537]);

    suite('in a body', () => {
      for (const { name, key, text } of keySpellings) {
        test(name, async () => {
          for (const status of [200, 401, 503]) {
            assert.deepEqual(await ask(key, () => new Response(text, { status })), {
              status: 502,
              statusText: '',
              headers: HEADERS,
              body: HELD,
            });
          }
          for (const bytes of pieceSizes(text)) {
            assert.equal(
              (await ask(key, () => new Response(inPieces(text, bytes)))).body,
              HELD,
              `${bytes} bytes at a time`,
            );
          }
        });
      }
    });

    suite('a body that only nearly says it is passed on as it is', () => {
      for (const { name, key, text } of noKeySpellings) {
        test(name, async () => {
          const { status, body } = await ask(key, () => new Response(text));
          assert.equal(status, 200);
          assert.ok(body === text, 'the body is another');
        });
      }
    });

    /** In a header, a reason, a redirect, a failure. */
    const PLACES = [
      {
        where: 'a header that is passed on',
        answer: (/** @type {string} */ text) => new Response('{}', { status: 429, headers: { 'Retry-After': text } }),
        expected: { status: 429, body: '{}' },
      },
      {
        where: 'other headers',
        answer: (/** @type {string} */ text) =>
          new Response('{}', { headers: { 'X-Echo': text, 'Set-Cookie': text, 'Content-Type': text, ETag: text } }),
        expected: { status: 200, body: '{}' },
      },
      {
        where: 'the reason of the status',
        answer: (/** @type {string} */ text) => new Response('{}', { status: 500, statusText: text }),
        expected: { status: 500, body: '{}' },
      },
      {
        where: 'a redirect',
        answer: (/** @type {string} */ text) =>
          new Response(text, { status: 302, statusText: text, headers: { Location: text, 'Retry-After': text } }),
        expected: { status: 502, body: REDIRECTED },
      },
      {
        where: 'a failure',
        answer: (/** @type {string} */ text) => Promise.reject(new TypeError(text, { cause: { headers: text } })),
        expected: { status: 502, body: UNREACHED },
      },
      {
        where: 'a failure in the middle',
        answer: (/** @type {string} */ text) =>
          new Response(
            new ReadableStream({
              start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
              pull: (controller) => controller.error(new Error(text)),
            }),
          ),
        expected: { status: 502, body: UNREACHED },
      },
    ];

    for (const { where, answer, expected } of PLACES) {
      suite(`in ${where}`, () => {
        for (const { name, key, text } of keySpellings) {
          test(name, async () => {
            const { status, statusText, headers, body } = await ask(key, () => answer(text));
            assert.deepEqual({ status, body }, expected);
            assert.equal(statusText, '');
            assert.deepEqual(headers, HEADERS);
          });
        }
      });
    }

    const NOW = Date.parse('1994-11-06T08:49:37Z');
    const RETRY_AFTER = [
      { given: '7', written: '7' },
      { given: ' 007 ', written: '7' },
      { given: 'Sun, 06 Nov 1994 08:50:37 GMT', written: '60' },
      { given: 'Sun, 06 Nov 1994 08:00:00 GMT', written: '0' },
      { given: 'soon', written: null },
      { given: '7, 7', written: null },
      { given: '1e9', written: null },
      { given: null, written: null },
    ];
    for (const { given, written } of RETRY_AFTER) {
      test(`Retry-After ${JSON.stringify(given)} is written anew as ${written}`, async (t) => {
        FakeClock.install(t, NOW);
        /** @type {Record<string, string>} */
        const headers = given === null ? {} : { 'Retry-After': given };
        const answer = await ask('test-key-0123456789', () => new Response('{}', { status: 429, headers }));
        assert.equal(answer.headers['retry-after'] ?? null, written);
      });
    }

    test('a part of a second is rounded up: nobody is told to come too early', async (t) => {
      FakeClock.install(t, NOW - 1);
      const headers = { 'Retry-After': 'Sun, 06 Nov 1994 08:49:47 GMT' };
      const answer = await ask('test-key-0123456789', () => new Response('{}', { status: 429, headers }));
      assert.equal(answer.headers['retry-after'], '11');
    });

    test('a key of digits does not go on as a number of seconds', async () => {
      const headers = { 'Retry-After': '123456789' };
      const answer = await ask('123456789', () => new Response('{}', { status: 429, headers }));
      assert.deepEqual(answer.headers, HEADERS);
    });
  });
}
