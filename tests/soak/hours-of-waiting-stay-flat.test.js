// What `npm run soak` measures of a day, in short: after hours of watched tasks nothing has grown and nothing is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soakDay } from './day.js';
import { faultsOfDay } from './flat.js';

test('three hours of tasks, with all that happens in them, leave nothing behind', { timeout: 600_000 }, async () => {
  const run = await soakDay({ hours: 3, atOnce: 10 });
  const { counts, samples } = run;
  assert.deepEqual(faultsOfDay(run), []);
  assert.ok(counts.made > 10 && counts.ended > 0 && counts.told > 0 && counts.lostCallbacks > 0);
  assert.deepEqual(
    samples.map(({ watched }) => watched),
    [10, 10, 10],
  );
});
