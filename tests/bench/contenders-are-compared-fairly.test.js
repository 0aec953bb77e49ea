// What is compared in the bench has met the same machine, and its figures are what they are called.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interleaved, median, quartiles, rowsOf, tableOf } from './measuring.js';

const QUARTILES = [
  { of: [7], are: [7, 7, 7] },
  { of: [4, 2], are: [2.5, 3, 3.5] },
  { of: [10, 2, 9], are: [5.5, 9, 9.5] },
  { of: [5, 1, 4, 2, 3], are: [2, 3, 4] },
];

for (const { of, are } of QUARTILES) {
  test(`quartiles of ${of.join(', ')} are ${are.join(', ')}`, () => {
    const given = [...of];
    assert.deepEqual(quartiles(given), are);
    assert.equal(median(given), are[1]);
    assert.deepEqual(given, of, 'they stay in their order');
  });
}

test('of nothing there is no median', () => {
  assert.throws(() => median([]), RangeError);
});

test('each contender has one turn a round, and each comes first as often; rounds of warming up are dropped', async () => {
  /** @type {string[]} */
  const order = [];
  const all = await interleaved(
    ['a', 'b', 'c'],
    3,
    async (contender, round) => {
      order.push(`${contender}${round}`);
      return `${contender}${round}`;
    },
    { warmUp: 1 },
  );
  assert.deepEqual(order, ['a-1', 'b-1', 'c-1', 'b0', 'c0', 'a0', 'c1', 'a1', 'b1', 'a2', 'b2', 'c2']);
  assert.deepEqual(all, [
    ['a0', 'a1', 'a2'],
    ['b0', 'b1', 'b2'],
    ['c0', 'c1', 'c2'],
  ]);
});

const CONTENDERS = ['bare', 'ours', 'absent'];
const NUMBERS = [[2, 4, 3], [6, 6, 9], []];

test('a ratio is one of medians, to the contender that is named; who has no numbers has no row', () => {
  assert.deepEqual(rowsOf({ case: 'plain', unit: 'ms', contenders: CONTENDERS, numbers: NUMBERS, reference: 'bare' }), [
    { contender: 'bare', case: 'plain', unit: 'ms', median: 3, low: 2.5, high: 3.5, ratio: 1 },
    { contender: 'ours', case: 'plain', unit: 'ms', median: 6, low: 6, high: 7.5, ratio: 2 },
  ]);
});

test('without one to compare with there is no ratio', () => {
  const rows = rowsOf({ case: 'plain', unit: 'ms', contenders: CONTENDERS, numbers: NUMBERS });
  assert.deepEqual(
    rows.map(({ ratio }) => ratio),
    [null, null],
  );
});

test('a table has a line for each row, and says a case once', () => {
  const rows = rowsOf({ case: 'plain', unit: 'ms', contenders: CONTENDERS, numbers: NUMBERS, reference: 'bare' });
  assert.equal(
    tableOf(rows),
    [
      '| case  | contender | median | quartiles | ratio |',
      '| ----- | --------- | -----: | --------: | ----: |',
      '| plain | bare      |   3 ms | 2.50–3.50 |  1.00 |',
      '|       | ours      |   6 ms |    6–7.50 |  2.00 |',
    ].join('\n'),
  );
});
