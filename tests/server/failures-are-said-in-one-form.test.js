// What the proxy says of a service that goes wrong: a status that fits, its own words in the service's form, no header of anybody else's;
// and it counts one request, and one look.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { FAULTS, isOwnAnswer } from '../helpers/faults.js';
import { shortenWaits } from '../helpers/short-waits.js';
import { behindProxyAt, NEW } from './failing-service.js';

/** Of every answer; the server adds what a connection needs. */
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};
const OF_CONNECTIONS = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding'];

/** @type {ReturnType<typeof shortenWaits>} */
let waits;
before(() => {
  waits = shortenWaits();
});

/** What the proxy says by itself. @param {import('../helpers/faults.js').Fault} fault */
const ownStatusOf = ({ stalls }) => (stalls ? 504 : 502);

/** @param {import('../../web/proxy/observing/events.js').ProxyEvent[]} events */
const statuses = (events) => events.flatMap((event) => [event.type, 'status' in event && event.status]);

/** @param {Record<string, string>} headers @param {number | null | undefined} retryAfter seconds */
function assertOwnHeaders(headers, retryAfter) {
  const own = Object.entries(headers).filter(([name]) => !OF_CONNECTIONS.includes(name));
  const expected =
    retryAfter === null || retryAfter === undefined ? HEADERS : { ...HEADERS, 'retry-after': `${retryAfter}` };
  assert.deepEqual(Object.fromEntries(own), expected);
}

for (const fault of FAULTS) {
  const { name, retryAfter } = fault;
  const isOwn = isOwnAnswer(fault);
  suite(`${name}: ${isOwn ? ownStatusOf(fault) : 'the answer of the service'}`, () => {
    test('to a look', async (t) => {
      const { client, answers, events } = await behindProxyAt(t, fault, { waits });
      await client.getTask('bad').catch(() => {});
      const [{ status, headers, body } = assert.fail(), ...more] = answers;
      assert.deepEqual(more, []);
      assertOwnHeaders(headers, retryAfter);
      if (isOwn) {
        assert.equal(status, ownStatusOf(fault));
        const { code, msg, ...rest } = JSON.parse(body);
        assert.deepEqual([code, typeof msg, rest], [status, 'string', {}]);
      }
      assert.deepEqual(statuses(events), ['look', isOwn ? 0 : status, 'request', status]);
    });

    test('to a request that creates', async (t) => {
      const { client, answers, events } = await behindProxyAt(t, fault, { waits });
      await client.createTask(NEW).catch(() => {});
      const [{ status, headers, body } = assert.fail(), ...more] = answers;
      assert.deepEqual(more, []);
      assertOwnHeaders(headers, retryAfter);
      // A code would say that the service has refused.
      if (isOwn) assert.deepEqual([status, Object.keys(JSON.parse(body))], [ownStatusOf(fault), ['msg']]);
      assert.deepEqual(statuses(events), ['request', status]);
    });
  });
}
