// A wait that meets a fault goes on and ends with the task; what cannot pass ends it, once.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { KEY, startFaultServer } from '../../helpers/fault-server.js';
import { FAULTS } from '../../helpers/faults.js';
import { alephError } from '../../helpers/rejection.js';
import { DEADLINE_MS, shortenWaits } from '../../helpers/short-waits.js';

/** @type {ReturnType<typeof shortenWaits>} */
let waits;
before(() => {
  waits = shortenWaits();
  return new AlephClient().ready();
});

suite('a wait that meets', () => {
  for (const fault of FAULTS) {
    const { name, look, act } = fault;
    if (!act) continue;
    // A status that nobody knows says nothing of what comes.
    const isEnd = look === 'api';
    const updates = { task: ['succeeded'], api: [look] }[String(look)] ?? [look, 'processing', 'succeeded'];
    test(`${name} ${isEnd ? 'ends with it' : 'sees the end of the task'}`, async (t) => {
      const server = await startFaultServer(t, { onStall: () => waits.expire() });
      const client = new AlephClient({ apiKey: KEY, baseUrl: server.baseUrl(fault, 'once'), timeout: DEADLINE_MS });
      /** @type {(string | undefined)[]} */
      const seen = [];
      const wait = client.waitForTask('bad', {
        interval: 1000,
        onUpdate: ({ task, error }) => seen.push(error?.kind ?? task?.status),
      });
      if (isEnd) assert.equal((await alephError(wait)).kind, look);
      else assert.equal((await wait).taskId, 'bad');
      assert.deepEqual(seen, updates);
      assert.equal(server.asked.length, updates.length);
      assert.deepEqual(server.elsewhere, []);
    });
  }
});
