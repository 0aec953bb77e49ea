// Every answer of the contract's table gets its reading, through the built WebAssembly.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { alephError } from '../helpers/rejection.js';
import { fakeFetch } from '../helpers/responses.js';
import { ASKED_ID, bytesOf, contractCases, EMPTY_TASK } from './contract-cases.js';

/** @typedef {import('./cases/case.js').ContractCase} ContractCase */

/** @param {ContractCase} row */
function read({ route = 'aleph', body, status = 200, headers = {} }) {
  const { fetch } = fakeFetch({ body: bytesOf(body), status, headers });
  return new AlephClient({ fetch, maxRetries: 0, route }).getTask(ASKED_ID);
}

suite('the contract', () => {
  for (const row of contractCases) {
    test(row.name, async () => {
      if (row.error) await assertError(row, row.error);
      else await assertTask(row);
    });
  }

  test('has no row twice', () => {
    const names = contractCases.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    );
  });

  // Not in the table: whether the mark itself arrives depends on the build's way of decoding UTF-8.
  test('takes paramJson with a byte order mark for no JSON', async () => {
    const task = await read({ name: '', body: { code: 200, data: { paramJson: '\uFEFF{}' } } });
    assert.equal(task.parameters, null);
    assert.match(task.paramJson ?? '', /^\uFEFF?\{\}$/);
  });

  test('leaves no trace of paramJson in other objects', () => {
    assert.deepEqual(Object.keys(Object.prototype), []);
  });
});

/** @param {ContractCase} row */
async function assertTask(row) {
  const task = await read(row);
  assert.deepEqual(task, { ...EMPTY_TASK, route: row.route ?? 'aleph', ...row.task });
  assert.deepEqual(structuredClone(task), task);
  assert.deepEqual(JSON.parse(JSON.stringify(task)), task);
  assertDeeplyFrozen(task);
}

/**
 * @param {ContractCase} row
 * @param {import('./cases/case.js').ExpectedError} expected
 */
async function assertError(row, { says = '', ...expected }) {
  const error = await alephError(read(row));
  const { kind, code, status, retryable, retryAfter } = error;
  assert.deepEqual({ kind, code, status, retryable, retryAfter }, expected);
  assert.equal(error.taskId, ASKED_ID);
  assert.equal(error.task, null);
  assert.ok(error.message.includes(says), error.message);
}

/** @param {unknown} value */
function assertDeeplyFrozen(value) {
  if (typeof value !== 'object' || value === null) return;
  assert.ok(Object.isFrozen(value));
  for (const member of Object.values(value)) assertDeeplyFrozen(member);
}
