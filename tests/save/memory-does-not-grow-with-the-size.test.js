// A video is never whole in memory: one ten times as long needs about the same. The figures: `node tests/bench/save-memory.js`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from '../bench/save-memory.js';

/** Wide, since it depends on when garbage is collected; kept whole, the longer one would take 270 MB more. */
const MOST_MORE_MB = 120;

for (const saver of /** @type {const} */ (['client', 'command'])) {
  test(`300 MB need about as much memory as 30 MB: ${saver}`, async (t) => {
    const [short, long] = [await measure(30, saver), await measure(300, saver)];
    assert.deepEqual([short.bytes, long.bytes], [30_000_000, 300_000_000]);
    t.diagnostic(`30 MB: at most ${short.peak} MB of memory; 300 MB: ${long.peak} MB`);
    assert.ok(long.peak - short.peak < MOST_MORE_MB, `${long.peak} MB instead of ${short.peak} MB`);
  });
}
