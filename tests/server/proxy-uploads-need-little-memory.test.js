// A file goes through the proxy on node:http without being held there: ten times the size, the same memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from '../bench/upload-memory.js';

/** What garbage a busy machine leaves for longer; the file would be 270. */
const MOST_MORE_MB = 120;

test('300 MB need about as much memory as 30 MB', async (t) => {
  const [short, long] = [await measure('proxy', 30), await measure('proxy', 300)];
  assert.deepEqual([short.bytes, long.bytes], [30_000_000, 300_000_000]);
  t.diagnostic(`30 MB: at most ${short.peak} MB of memory; 300 MB: ${long.peak} MB`);
  assert.ok(long.peak - short.peak < MOST_MORE_MB, `${long.peak} MB instead of ${short.peak} MB`);
});
