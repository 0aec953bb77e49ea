// Where no WebAssembly runs, no answer counts as final that is not final to the core.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { isFinal, saysFinal } from '../../web/shared/finality.js';
import { bytesOf, contractCases } from '../core/contract-cases.js';
import { finalityCases } from '../core/cases/finality-cases.js';

for (const [status, final] of /** @type {const} */ ([
  ['processing', false],
  ['succeeded', true],
  ['failed', true],
])) {
  test(`${status} is ${final ? '' : 'not '}final`, () => assert.equal(isFinal(status), final));
}

suite('an answer', () => {
  for (const { route, data, status, kept } of finalityCases) {
    test(`${JSON.stringify(data)} of the ${route} route is ${kept ? '' : 'not '}final`, () => {
      assert.equal(saysFinal(bytesOf({ code: 200, msg: 'success', data }), route), kept);
      assert.ok(!kept || isFinal(status), 'the core says so, too');
    });
  }
});

suite('the core reads an answer', () => {
  for (const { route, data, status } of finalityCases) {
    test(`${JSON.stringify(data)} of the ${route} route as ${status}`, async () => {
      const fetch = async () => Response.json({ code: 200, msg: 'success', data });
      const client = new AlephClient({ apiKey: 'key', fetch, route });
      assert.equal((await client.getTask('a')).status, status);
    });
  }
});

suite('an answer that is no task', () => {
  for (const body of [
    { code: 500, data: { successFlag: 1, state: 'success' } },
    { code: 422, msg: 'recordInfo is null', data: null },
    { code: 200, data: null },
    { code: 200 },
    { code: 200, data: 'success' },
    'null',
    '[]',
    '<html>',
    '',
    new Uint8Array([...new TextEncoder().encode('{"code":200,"data":{"successFlag":1},"x":"'), 0xff, 0x22, 0x7d]),
  ]) {
    const name = body instanceof Uint8Array ? 'bytes that are no UTF-8' : JSON.stringify(body);
    test(name, () => {
      for (const route of /** @type {const} */ (['aleph', 'jobs']))
        assert.equal(saysFinal(bytesOf(body), route), false);
    });
  }
});

test('no answer of the contract is final here and not to the core', () => {
  const wrong = contractCases.filter(
    ({ body, status = 200, task, route = 'aleph' }) =>
      status === 200 && saysFinal(bytesOf(body), route) && !(task && isFinal(task.status ?? 'processing')),
  );
  assert.deepEqual(
    wrong.map(({ name }) => name),
    [],
  );
});
