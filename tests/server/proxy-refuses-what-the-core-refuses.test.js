// The proxy takes the ids, keys and base URLs that the core takes, and no others.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { BAD_BASE_URLS, BAD_KEYS, BAD_TASK_IDS, BASE_URLS, KEYS, TASK_IDS } from '../core/request-cases.js';
import { ROUTES } from './routes.js';

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    const PATH = `https://proxy.example/kie${path}`;

    /** @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} [options] */
    function proxyWith(options = {}) {
      /** @type {string[]} */
      const sent = [];
      const proxy = createProxy({
        apiKey: 'test-key-0123456789',
        fetch: async (url) => (sent.push(String(url)), new Response('{"code":200}')),
        ...options,
      });
      return { sent, ask: (/** @type {string} */ query) => proxy(new Request(`${PATH}?${query}`)) };
    }

    /** @param {unknown} value */
    const short = (value) => (JSON.stringify(value) ?? String(value)).slice(0, 60);

    suite('task id', () => {
      for (const [taskId, sentAs] of TASK_IDS) {
        test(`${short(taskId)} (${taskId.length} units) is sent encoded`, async () => {
          const { ask, sent } = proxyWith();
          assert.equal((await ask(`taskId=${encodeURIComponent(taskId)}`)).status, 200);
          assert.deepEqual(sent, [`https://api.kie.ai${path}?taskId=${sentAs}`]);
        });
      }

      for (const [taskId, says] of BAD_TASK_IDS) {
        // A URL holds neither other types nor halves of a pair: bytes that would be one are below.
        if (typeof taskId !== 'string' || says === 'surrogate') continue;
        test(`${short(taskId)} is refused, without a question to anybody`, async () => {
          let asked = 0;
          const { ask, sent } = proxyWith({ authorize: () => (asked++, true) });
          const response = await ask(`taskId=${encodeURIComponent(taskId)}`);
          assert.equal(response.status, 422);
          const { code, msg } = await response.json();
          assert.equal(code, 422);
          assert.ok(msg.includes(says), msg);
          assert.doesNotMatch(msg, /secret|xxx|é|🎬/i);
          assert.deepEqual([asked, sent], [0, []]);
        });
      }

      for (const bytes of ['a%ED%A0%80', '%ED%B0%80', '%FF', 'a%C3', '%C0%80', '%F8%88%80%80%80', 'a%C3(b', '%ff%fe']) {
        test(`${bytes}, which is not UTF-8, is refused: it would become another id`, async () => {
          const { ask, sent } = proxyWith();
          assert.equal((await ask(`taskId=${bytes}`)).status, 422);
          assert.deepEqual(sent, []);
        });
      }

      test('a percent sign that escapes nothing is itself', async () => {
        const { ask, sent } = proxyWith();
        assert.equal((await ask('taskId=50%&x=%zz')).status, 200);
        assert.deepEqual(sent, [`https://api.kie.ai${path}?taskId=50%25`]);
      });
    });

    suite('upstream', () => {
      for (const [upstream, sentTo] of BASE_URLS) {
        test(`${short(upstream)} is used`, async () => {
          const { ask, sent } = proxyWith({ upstream: String(upstream) });
          await ask('taskId=a');
          assert.deepEqual(sent, [`${sentTo}${path}?taskId=a`]);
        });
      }
      for (const [upstream, says] of BAD_BASE_URLS) {
        test(`${short(upstream)} is refused, with what would do`, () => {
          assertThrows({ upstream }, says);
          assertThrows({ upstream }, 'must be an http: or https: URL without user name, query or fragment.');
        });
      }
    });

    suite('key', () => {
      for (const apiKey of KEYS) {
        test(`${short(apiKey)} is used`, async () => {
          assert.equal((await proxyWith({ apiKey }).ask('taskId=a')).status, 200);
        });
      }
      for (const [apiKey, says] of BAD_KEYS) {
        // An empty one is refused when it is needed: proxy-asks-for-its-key.test.js.
        if (apiKey !== '') test(`${short(apiKey)} is refused`, () => assertThrows({ apiKey }, says));
      }
    });

    /** @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} options @param {string} says */
    function assertThrows(options, says) {
      assert.throws(
        () => proxyWith(options),
        (error) => error instanceof TypeError && error.message.includes(says) && !/secret|kkk|é/.test(error.message),
      );
    }
  });
}
