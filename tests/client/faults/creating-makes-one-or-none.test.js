// Whatever goes wrong, one request that creates is sent, and where nobody can know what came of it, that is what the error says.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { KEY, startFaultServer } from '../../helpers/fault-server.js';
import { FAULTS, whenCreating } from '../../helpers/faults.js';
import { alephError } from '../../helpers/rejection.js';
import { DEADLINE_MS, shortenWaits } from '../../helpers/short-waits.js';

const NEW = { prompt: 'Make it snow', videoUrl: 'https://example.com/in.mp4' };

/** @type {ReturnType<typeof shortenWaits>} */
let waits;
before(() => {
  waits = shortenWaits();
  return new AlephClient().ready();
});

suite('creating at a service with', () => {
  for (const fault of FAULTS) {
    const outcome = whenCreating(fault);
    test(`${fault.name}: ${outcome}`, async (t) => {
      const server = await startFaultServer(t, { onStall: () => waits.expire() });
      const call = new AlephClient({ apiKey: KEY, baseUrl: server.baseUrl(fault), timeout: DEADLINE_MS }).createTask(
        NEW,
      );
      if (outcome === 'task') assert.equal((await call).taskId, 'task-1');
      else {
        const error = await alephError(call);
        assert.deepEqual([error.kind, error.retryable], [outcome, false]);
      }
      assert.equal(server.asked.length, fault.act ? 1 : 0);
      assert.deepEqual(server.elsewhere, []);
    });
  }
});
