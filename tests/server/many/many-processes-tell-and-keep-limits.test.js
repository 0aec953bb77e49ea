// Four processes, one Redis and one service, as `npm run bench:many` measures them, in short.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostIn, overload } from '../../bench/many-limits.js';
import { measureStreams } from '../../bench/many-streams.js';

test('every stream hears of its task once, by one look at it, whichever process was told', {
  timeout: 200_000,
}, async () => {
  const { streams, heard, told, looksBefore, looks } = await measureStreams({ processes: 4, streams: 200, tasks: 80 });
  assert.equal(heard, streams);
  assert.equal(told, streams);
  assert.equal(looksBefore, 0, 'none is sent while all streams are open');
  assert.deepEqual(new Set(looks), new Set([1]));
});

test('the limit of the account holds while a process is killed, one is added, and Redis goes and comes back', {
  timeout: 200_000,
}, async () => {
  const rate = { limit: 8, interval: 1_000 };
  const { phases, most, mostAlone, watchers, heard } = await overload({ processes: 4, rate, seconds: 12 });
  assert.ok(most <= rate.limit, `${most} in one interval`);
  assert.ok(mostAlone > 0);
  assert.ok(mostAlone <= rate.limit, `${mostAlone} in one interval, of shares`);
  for (const { name, asked, made } of phases) assert.ok(asked > made && made > 0, `${name}: ${made} of ${asked}`);
  assert.equal(heard, watchers, 'nothing is lost by then');
});

test('the most in any interval is of all intervals, and of what came in them for certain', () => {
  const at = (/** @type {number} */ time) => ({ asked: time, came: time });
  assert.equal(mostIn([], 10), 0);
  assert.equal(mostIn([0, 9, 10, 11, 18].map(at), 10), 4);
  assert.equal(mostIn([0, 10, 20].map(at), 10), 1);
  assert.equal(mostIn([{ asked: 0, came: 8 }, at(9), at(17)], 10), 2);
});
