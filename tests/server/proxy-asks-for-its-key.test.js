// The proxy's key may be given, come from a function, or be missing: then the first lookup says what to do, and nothing is guessed.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createApp } from '../../web/local/app.js';
import { createProxy } from '../../web/proxy/proxy.js';
import { BAD_KEYS } from '../core/request-cases.js';
import { deferred } from '../helpers/deferred.js';
import { ROUTES } from './routes.js';

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    const KEY = 'test-key-0123456789';
    const urlOf = (/** @type {string} */ id) => `https://proxy.example/kie${path}?taskId=${id}`;

    /**
     * @param {import('node:test').TestContext} t
     * @param {import('../../web/proxy/proxy.js').ProxyOptions} [options]
     */
    function proxyWith(t, options) {
      const logged = t.mock.method(console, 'error', () => {});
      /** @type {(string | null)[]} */
      const sent = [];
      const proxy = createProxy({
        fetch: async (input, init) => {
          sent.push(new Request(input, init).headers.get('authorization'));
          return new Response('{"code":200}');
        },
        ...options,
      });
      return {
        sent,
        lines: () => logged.mock.calls.map(({ arguments: words }) => words.join(' ')),
        /** @param {string} [id] @param {RequestInit} [init] */
        ask: async (id, init) => {
          const response = await proxy(new Request(urlOf(id ?? 'a'), init));
          return { status: response.status, ...(await response.json()) };
        },
      };
    }

    const NONE = 'Set the option apiKey of createProxy to the key, or to a function that gives it.';
    const FAILED =
      'The function given as option apiKey of createProxy failed. Its error is not shown: it may hold the key.';
    const throws = () => {
      throw new Error(KEY);
    };

    /** @type {{ what: string, apiKey?: any, msg: string }[]} */
    const WITHOUT = [
      { what: 'undefined', apiKey: undefined, msg: `The API key is missing. ${NONE}` },
      { what: 'null, as JavaScript may give it', apiKey: null, msg: `The API key is missing. ${NONE}` },
      { what: 'an empty text, as CI gives for a secret it has not', apiKey: '', msg: `The API key is empty. ${NONE}` },
      { what: 'a function that has none', apiKey: () => undefined, msg: `The API key is missing. ${NONE}` },
      { what: 'a function that has an empty one', apiKey: async () => '', msg: `The API key is empty. ${NONE}` },
      { what: 'a function that throws', apiKey: throws, msg: FAILED },
      { what: 'a function that rejects', apiKey: async () => throws(), msg: FAILED },
    ];

    suite('a proxy is made without a key, and its lookups say so', () => {
      for (const { what, apiKey, msg } of WITHOUT) {
        test(what, async (t) => {
          const { ask, sent, lines } = proxyWith(t, { apiKey });
          assert.deepEqual(lines(), [], 'nothing is said before it is needed');
          for (const id of ['a', 'b', 'a']) assert.deepEqual(await ask(id), { status: 500, code: 500, msg });
          assert.deepEqual(lines(), [`kie-aleph: ${msg}`], 'logged once');
          assert.deepEqual(sent, [], 'no key is guessed');
        });
      }

      test('no options at all', async () => {
        assert.equal(typeof createProxy(), 'function');
      });
    });

    suite('a function that gives a key that cannot work', () => {
      /** @type {[unknown, string][]} */
      const bad = [
        ...BAD_KEYS.filter(([key]) => key !== ''),
        [7, 'is not a string'],
        [{ key: KEY }, 'is not a string'],
      ];
      for (const [key, says] of bad) {
        test(`${(JSON.stringify(key) ?? '').slice(0, 40)} is answered with 500, and quoted nowhere`, async (t) => {
          const { ask, sent, lines } = proxyWith(t, { apiKey: /** @type {any} */ (() => key) });
          const { status, msg } = await ask();
          assert.equal(status, 500);
          assert.ok(msg.includes(says) && msg.includes('option apiKey of createProxy'), msg);
          assert.doesNotMatch(`${msg}${lines()}`, /secret|kkk|é|0123/);
          assert.deepEqual(sent, []);
        });
      }
    });

    for (const apiKey of [7, {}, true]) {
      test(`${JSON.stringify(apiKey)}, which is no key, is refused at once`, () => {
        assert.throws(
          () => createProxy({ apiKey: /** @type {any} */ (apiKey) }),
          /^TypeError: The API key is not a string\./,
        );
      });
    }

    test('a function is asked before each look, so that a new key counts at once', async (t) => {
      const keys = ['first-key', 'second-key'];
      const { ask, sent } = proxyWith(t, { apiKey: async () => keys.shift() });
      await ask('a');
      await ask('b');
      assert.deepEqual(sent, ['Bearer first-key', 'Bearer second-key']);
    });

    test('a function that finds its key later is asked again', async (t) => {
      /** @type {string | undefined} */
      let key;
      const { ask, sent } = proxyWith(t, { apiKey: () => key });
      assert.equal((await ask()).status, 500);
      key = KEY;
      assert.equal((await ask()).status, 200);
      assert.deepEqual(sent, [`Bearer ${KEY}`]);
    });

    test('who leaves while the key is awaited has nothing sent', async (t) => {
      const key = /** @type {typeof deferred<string>} */ (deferred)();
      const page = new AbortController();
      const { ask, sent } = proxyWith(t, { apiKey: () => key.promise });
      const answer = ask('a', { signal: page.signal });
      page.abort();
      assert.equal((await answer).status, 502);
      key.resolve(KEY);
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(sent, []);
    });

    test('the key that a function gave is in no answer, as with a given one', async () => {
      const proxy = createProxy({ apiKey: () => KEY, fetch: async () => new Response(`{"msg":"${KEY}"}`) });
      const response = await proxy(new Request(urlOf('a')));
      assert.equal(response.status, 502);
      assert.ok(!(await response.text()).includes(KEY));
    });

    for (const apiKey of ['', 'two words']) {
      test(`the local server does not start with the key ${JSON.stringify(apiKey)}`, () => {
        assert.throws(() => createApp({ apiKey }), TypeError);
      });
    }
  });
}
