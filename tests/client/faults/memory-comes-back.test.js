// However much a service sends, and however often, WebAssembly's memory is afterwards what it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlephClient } from '../../../web/client/index.js';
import { KEY, startFaultServer } from '../../helpers/fault-server.js';
import { FAULTS } from '../../helpers/faults.js';
import { alephError } from '../../helpers/rejection.js';
import { watchMemory } from '../../helpers/wasm-memory.js';

const REPEATS = 50;
/** Before it is measured. */
const WARM_UP = 3;

const memoryOf = watchMemory();

for (const fault of FAULTS.filter(({ isLarge }) => isLarge)) {
  test(`after ${REPEATS} answers with ${fault.name}`, async (t) => {
    const server = await startFaultServer(t);
    const client = new AlephClient({ apiKey: KEY, baseUrl: server.baseUrl(fault), maxRetries: 0, timeout: Infinity });
    const look = async () => assert.equal((await alephError(client.getTask('bad'))).kind, fault.look);
    for (let i = 0; i < WARM_UP; i++) await look();
    const memory = memoryOf();
    const before = memory.buffer.byteLength;
    for (let i = 0; i < REPEATS; i++) await look();
    assert.equal(memory.buffer.byteLength, before);
    assert.equal(server.asked.length, WARM_UP + REPEATS);
  });
}
