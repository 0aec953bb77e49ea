// A file goes up without being held: by the client, the command, and through the proxy on node:http: ten times the size, the same memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from '../bench/upload-memory.js';

/** What garbage a busy machine leaves for longer; the file would be 270. */
const MOST_MORE_MB = 120;

for (const way of ['client', 'command', 'proxy']) {
  test(`${way}: 300 MB need about as much memory as 30 MB`, async (t) => {
    const [short, long] = [await measure(way, 30), await measure(way, 300)];
    // A form is a little longer than its file.
    assert.deepEqual(
      [short.bytes, long.bytes].map((bytes) => Math.floor(bytes / 1000)),
      [30_000, 300_000],
    );
    t.diagnostic(`30 MB: at most ${short.peak} MB of memory; 300 MB: ${long.peak} MB`);
    assert.ok(long.peak - short.peak < MOST_MORE_MB, `${long.peak} MB instead of ${short.peak} MB`);
  });
}
