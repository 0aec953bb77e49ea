// A service may go wrong in any way: afterwards the proxy holds no connection to it, no place of the store, no listener and no memory for it.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { before, suite, test } from 'node:test';
import { FAULTS } from '../helpers/faults.js';
import { heapUsed } from '../helpers/heap.js';
import { shortenWaits } from '../helpers/short-waits.js';
import { behindProxyAt } from './failing-service.js';

const REPEATS = 30;
/** Before it is measured. */
const WARM_UP = 3;
/** What stays of one answer, each as large as may be, would be a mebibyte. */
const MOST_BYTES_AN_ANSWER = 300_000;

/** @type {ReturnType<typeof shortenWaits>} */
let waits;
before(() => {
  waits = shortenWaits();
});

/** @param {Pick<Awaited<ReturnType<typeof behindProxyAt>>['server'], 'open'>} server all its connections */
const closed = ({ open }) =>
  Promise.all([...open].map((socket) => new Promise((resolve) => socket.once('close', resolve))));

/** @type {[what: string, ask: () => Request][]} */
const ASKS = [
  ['a look', () => new Request('http://localhost/kie/api/v1/jobs/recordInfo?taskId=bad')],
  [
    'a request that creates',
    () =>
      new Request('http://localhost/kie/api/v1/aleph/generate', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"prompt":"snow"}',
      }),
  ],
];

for (const [what, ask] of ASKS) {
  suite(`${what}, at a service with`, () => {
    for (const fault of FAULTS) {
      test(fault.name, async (t) => {
        const { proxy, server, held } = await behindProxyAt(t, fault, { waits });
        const request = ask();
        await (await proxy(request)).text();
        assert.deepEqual(held, { claims: 0, subscriptions: 0 });
        // The copy without a body, which authorize sees, listens for as long as it is not collected.
        if (!request.body) assert.deepEqual(getEventListeners(request.signal, 'abort'), []);
        await closed(server);
      });
    }
  });
}

suite(`after ${REPEATS} answers`, () => {
  for (const fault of FAULTS.filter(({ isLarge }) => isLarge)) {
    test(`with ${fault.name} the memory is what it was`, async (t) => {
      const { proxy, server, answers, events, written } = await behindProxyAt(t, fault, { waits });
      const [[, ask] = assert.fail()] = ASKS;
      const look = async () => assert.equal((await proxy(ask())).status, 502);
      const held = async () => {
        await closed(server);
        for (const list of [answers, events, written, server.asked]) list.length = 0;
        return heapUsed() + process.memoryUsage().arrayBuffers;
      };
      for (let i = 0; i < WARM_UP; i++) await look();
      const before = await held();
      for (let i = 0; i < REPEATS; i++) await look();
      const more = (await held()) - before;
      assert.ok(more < REPEATS * MOST_BYTES_AN_ANSWER, `${more} bytes more`);
    });
  }
});
