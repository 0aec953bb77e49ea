// Whatever goes wrong, a look is one request with one end, of the kind that fits; what passes is asked again, and the next look is its own.
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { KEY, startFaultServer } from '../../helpers/fault-server.js';
import { FAULTS, isTransient } from '../../helpers/faults.js';
import { alephError } from '../../helpers/rejection.js';
import { DEADLINE_MS, shortenWaits } from '../../helpers/short-waits.js';

/** A call keeps no longer one. */
const LONGEST_RETRY_AFTER_S = 60;

/** @type {ReturnType<typeof shortenWaits>} */
let waits;
before(() => {
  waits = shortenWaits();
  return new AlephClient().ready();
});

/**
 * @param {import('node:test').TestContext} t
 * @param {import('../../helpers/faults.js').Fault} fault
 * @param {{ spell?: import('../../helpers/fault-server.js').Spell, maxRetries?: number }} [options]
 */
async function at(t, fault, { spell = 'always', maxRetries } = {}) {
  const server = await startFaultServer(t, { onStall: () => waits.expire() });
  /** @type {string[]} */
  const lines = [];
  const log = (/** @type {string} */ line) => void lines.push(line);
  const logger = { debug: log, info: log, warn: log, error: log };
  const options = { apiKey: KEY, timeout: DEADLINE_MS, maxRetries, logger };
  const client = new AlephClient({ ...options, baseUrl: server.baseUrl(fault, spell) });
  return { server, client, lines, good: new AlephClient({ ...options, baseUrl: server.good }) };
}

suite('one attempt at a service with', () => {
  for (const fault of FAULTS) {
    const { name, look, retryAfter = null, act } = fault;
    test(`${name}: ${look}`, async (t) => {
      const { client, server, lines, good } = await at(t, fault, { maxRetries: 0 });
      const call = client.getTask('bad');
      if (look === 'task') assert.equal((await call).taskId, 'bad');
      else {
        const error = await alephError(call);
        assert.deepEqual([error.kind, error.taskId, error.retryAfter], [look, 'bad', retryAfter]);
      }
      assert.equal(server.asked.length, act ? 1 : 0);
      assert.equal(lines.length, 1, 'an end has one line');
      assert.equal((await good.getTask('good')).taskId, 'good');
      assert.deepEqual(server.elsewhere, []);
    });
  }
});

suite('a call with its attempts goes on after', () => {
  for (const fault of FAULTS) {
    const { name, look, retryAfter, act } = fault;
    // Where nothing listens, nothing can pass.
    if (!act || look === 'task') continue;
    const isAgain = isTransient(fault) && (retryAfter ?? 0) <= LONGEST_RETRY_AFTER_S;
    test(`${name}: ${isAgain ? 'yes' : 'no'}`, async (t) => {
      const { client, server, lines } = await at(t, fault, { spell: 'once' });
      const call = client.getTask('bad');
      if (isAgain) assert.equal((await call).taskId, 'bad');
      else assert.equal((await alephError(call)).kind, look);
      assert.deepEqual([server.asked.length, lines.length], isAgain ? [2, 2] : [1, 1]);
    });
  }
});

suite('a storm of', () => {
  for (const fault of FAULTS.filter(({ look }) => look === 'server')) {
    test(`${fault.name} is asked three times, and then left alone`, async (t) => {
      const { client, server } = await at(t, fault);
      assert.equal((await alephError(client.getTask('bad'))).kind, 'server');
      assert.equal(server.asked.length, 3);
    });
  }
});
