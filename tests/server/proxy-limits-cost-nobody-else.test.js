// Who asks too much, is refused, or comes under many names spends nothing of others, gains nothing, and holds little memory.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { MOST_NAMES } from '../../web/proxy/store/windows.js';
import { pending } from '../helpers/responses.js';
import { ROUTES } from './routes.js';

for (const { route, path } of ROUTES) {
  suite(`${route} route`, () => {
    /** @param {Partial<import('../../web/proxy/proxy.js').ProxyOptions>} [options] */
    function proxyWith(options = {}) {
      const clock = { now: 1_000_000 };
      const proxy = createProxy({
        apiKey: 'test-key-0123456789',
        fetch: async () => new Response(pending()),
        now: () => clock.now,
        clientLimit: { limit: 3, interval: 10_000 },
        globalLimit: false,
        clientOf: ({ headers }) => headers.get('x-client'),
        authorize: ({ headers }) => headers.get('authorization') === 'known',
        ...options,
      });
      /** @param {string} client @param {string} [authorization] */
      const ask = async (client, authorization = 'known') => {
        const headers = { 'X-Client': client, Authorization: authorization };
        return proxy(new Request(`https://proxy.example/kie${path}?taskId=a`, { headers }));
      };
      return { ask, clock };
    }

    test('refused callers cost the client whose name they use nothing', async () => {
      const { ask } = proxyWith();
      for (let i = 0; i < 40; i++) await ask('victim', 'unknown');
      const statuses = [];
      for (let i = 0; i < 4; i++) statuses.push((await ask('victim')).status);
      assert.deepEqual(statuses, [200, 200, 200, 429]);
    });

    for (const { what, authorize, status } of [
      { what: 'false', authorize: () => false, status: 401 },
      { what: 'a Response', authorize: () => new Response('log in', { status: 403 }), status: 403 },
    ]) {
      test(`callers refused by ${what} have a limit of their own, in any interval`, async () => {
        const { ask, clock } = proxyWith({ authorize });
        const statuses = [];
        for (let i = 0; i < 4; i++) statuses.push((await ask('a')).status);
        statuses.push((await ask('b')).status);
        assert.deepEqual(statuses, [status, status, status, 429, status]);
        const limited = await ask('a');
        assert.equal(limited.headers.get('retry-after'), '10');
        clock.now += 10_000;
        assert.equal((await ask('a')).status, status);
      });
    }

    test('authorize is not asked about a client that must wait anyway', async () => {
      let asked = 0;
      const { ask } = proxyWith({ authorize: () => (asked++, true) });
      for (let i = 0; i < 40; i++) await ask('a');
      assert.equal(asked, 3);
    });

    test('refused callers cost the limit of all together nothing', async () => {
      const { ask } = proxyWith({ globalLimit: { limit: 1, interval: 10_000 } });
      for (let i = 0; i < 40; i++) await ask(`client ${i}`, 'unknown');
      assert.equal((await ask('a')).status, 200);
    });

    test('a client is limited although thousands of names came since', async () => {
      const { ask } = proxyWith();
      for (let i = 0; i < 4; i++) await ask('a');
      for (let i = 0; i <= MOST_NAMES; i++) await ask(`new ${i}`);
      assert.equal((await ask('a')).status, 429);
    });
  });
}
