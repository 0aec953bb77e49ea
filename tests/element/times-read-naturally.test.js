// Durations and relative times as people say them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Format, keptUntil } from '../../web/element/format.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DURATIONS = [
  { ms: 0, en: '0 sec', zh: '0秒' },
  { ms: -5, en: '0 sec', zh: '0秒' },
  { ms: 16 * SECOND, en: '16 sec', zh: '16秒' },
  { ms: 5 * MINUTE + 12 * SECOND, en: '5 min 12 sec', zh: '5分钟12秒' },
  { ms: 15 * MINUTE, en: '15 min', zh: '15分钟' },
  { ms: 2 * HOUR + 3 * MINUTE + 4 * SECOND, en: '2 hr 3 min', zh: '2小时3分钟' },
  { ms: 59_600, en: '1 min', zh: '1分钟' },
];
for (const { ms, en, zh } of DURATIONS) {
  test(`${ms} ms last ${en}`, () => {
    assert.equal(new Format('en').duration(ms), en);
    assert.equal(new Format('zh-Hans').duration(ms), zh);
  });
}

const RELATIVE = [
  { ms: -20 * SECOND, en: 'this minute' },
  { ms: -5 * MINUTE, en: '5 minutes ago' },
  { ms: -119 * SECOND, en: '1 minute ago' },
  { ms: -3 * HOUR, en: '3 hours ago' },
  { ms: 13 * DAY + 23 * HOUR, en: 'in 13 days' },
  { ms: DAY, en: 'tomorrow' },
];
for (const { ms, en } of RELATIVE)
  test(`${ms} ms from now is ${en}`, () => assert.equal(new Format('en').relative(ms), en));

const SHORT = [
  { time: '2026-11-25T04:05:06', says: '4:05 AM' },
  { time: '2026-11-24T23:59:59', says: 'Nov 24' },
  { time: '2025-11-25T04:05:06', says: 'Nov 25, 2025' },
];
for (const { time, says } of SHORT) {
  test(`in a list ${time} is ${says}`, () => {
    const said = new Format('en').short(Date.parse(time), new Date('2026-11-25T12:00:00'));
    assert.equal(said.replace(/\s/g, ' '), says);
  });
}

test('one look, two looks; Chinese has one form', () => {
  const forms = { one: 'look', other: 'looks' };
  assert.deepEqual(
    [1, 2].map((count) => new Format('en').plural(count, forms)),
    ['look', 'looks'],
  );
  assert.deepEqual(
    [1, 2].map((count) => new Format('zh-Hans').plural(count, forms)),
    ['looks', 'looks'],
  );
});

test('media are kept for 14 days from the end of the task', () => {
  assert.equal(new Date(keptUntil('2026-08-15T14:30:45.000Z')).toISOString(), '2026-08-29T14:30:45.000Z');
});
