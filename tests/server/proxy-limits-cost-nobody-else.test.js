// Who asks too much, is refused, or comes under many names spends nothing of others, gains nothing, and holds little memory.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createProxy } from '../../web/proxy/proxy.js';
import { FinishedTasks, MOST_BYTES } from '../../web/proxy/operations/look/finished-tasks.js';
import { Buckets, MOST_CLIENTS } from '../../web/proxy/limits.js';
import { pending, succeeded } from '../helpers/responses.js';
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
      test(`callers refused by ${what} have a limit of their own, refilled evenly`, async () => {
        const { ask, clock } = proxyWith({ authorize });
        const statuses = [];
        for (let i = 0; i < 4; i++) statuses.push((await ask('a')).status);
        statuses.push((await ask('b')).status);
        assert.deepEqual(statuses, [status, status, status, 429, status]);
        const limited = await ask('a');
        assert.equal(limited.headers.get('retry-after'), '4');
        clock.now += 4_000;
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
      for (let i = 0; i <= MOST_CLIENTS; i++) await ask(`new ${i}`);
      assert.equal((await ask('a')).status, 429);
    });

    /** @param {string} taskId */
    const lookup = (taskId) => ({ route, taskId });

    /** @param {number} [limit] */
    function buckets(limit = 2) {
      const clock = { now: 0 };
      return { clock, of: new Buckets({ limit, interval: 1000 }, () => clock.now) };
    }

    test('no more clients are remembered than the most; those without room share one bucket', () => {
      const { of } = buckets();
      for (let i = 0; i < MOST_CLIENTS; i++) assert.equal(of.take(`${i}`), 0);
      assert.deepEqual([of.take('x'), of.take('y'), of.take('z'), of.take('x')], [0, 0, 1, 1]);
      assert.equal(of.size, MOST_CLIENTS);
      assert.deepEqual([of.wait('0'), of.wait('x')], [0, 1], 'to look costs nothing');
      assert.deepEqual([of.take('0'), of.take('0')], [0, 1], 'who is remembered keeps its own');
    });

    test('a client is forgotten when its bucket is full again, and makes room', () => {
      const { of, clock } = buckets();
      of.take('early');
      clock.now = 500;
      for (let i = 1; i < MOST_CLIENTS; i++) of.take(`${i}`);
      clock.now = 999;
      of.take('x');
      assert.equal(of.size, MOST_CLIENTS);
      clock.now = 1000;
      of.take('y');
      assert.equal(of.size, MOST_CLIENTS, 'y came in for early');
      clock.now = 1500;
      of.take('z');
      assert.equal(of.size, 2, 'y and z');
    });

    test('to be forgotten gains nothing: after any pauses a client has what an evenly refilled bucket has', () => {
      const { of, clock } = buckets(4);
      let tokens = 4;
      for (const [i, pause] of [0, 0, 0, 0, 0, 250, 250, 999, 0, 0, 0, 0, 1000, 0, 0, 0, 0, 5000, 0].entries()) {
        clock.now += pause;
        tokens = Math.min(4, tokens + (pause / 1000) * 4);
        const expected = tokens >= 1;
        if (expected) tokens--;
        assert.equal(of.take('a') === 0, expected, `step ${i}`);
        of.take(`other ${i}`);
      }
    });

    test('answers and ids are kept within their bytes, the newest of them', () => {
      const tasks = new FinishedTasks(() => 0);
      const small = new TextEncoder().encode(succeeded());
      for (let i = 0; i < 30_000; i++) tasks.put(lookup(`${i}`.padEnd(512, 'x')), small);
      assert.ok(tasks.bytes <= MOST_BYTES, `${tasks.bytes}`);
      assert.ok(tasks.bytes > MOST_BYTES / 2, `${tasks.bytes}`);
      assert.ok(tasks.get(lookup('29999'.padEnd(512, 'x'))));
      assert.equal(tasks.get(lookup('0'.padEnd(512, 'x'))), undefined);
    });

    test('what is no longer answered from memory is no longer in it', () => {
      const clock = { now: 0 };
      const tasks = new FinishedTasks(() => clock.now);
      const body = new TextEncoder().encode(succeeded());
      for (let i = 0; i < 100; i++) tasks.put(lookup(`${i}`), body);
      clock.now = 60_000;
      assert.equal(tasks.get(lookup('another')), undefined);
      assert.equal(tasks.bytes, 0);
    });

    test('an answer larger than all that may be kept is not kept', () => {
      const tasks = new FinishedTasks(() => 0);
      tasks.put(lookup('a'), new TextEncoder().encode(succeeded() + ' '.repeat(MOST_BYTES)));
      assert.deepEqual([tasks.get(lookup('a')), tasks.bytes], [undefined, 0]);
    });
  });
}
