// Runs test files in the order they are given, so many at once, and says which took longest: `node tools/run-test-files.js <at once> <file> …`
// `node --test` would sort them by name, and on two cores take one at a time.
import { resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** A test that hangs is a failed one; the longest file takes a fraction of this where nothing else runs. */
const TIMEOUT_MS = 600_000;

/** How many of the slowest files are named. */
const NAMED = 10;

const [atOnce, ...names] = process.argv.slice(2);
const files = new Map(names.map((name) => [resolve(name), name]));

/** @type {[seconds: number, name: string][]} */
const times = [];
const stream = run({ files: [...files.keys()], concurrency: Number(atOnce), timeout: TIMEOUT_MS });
stream.on('test:fail', ({ todo }) => {
  if (!todo) process.exitCode = 1;
});
// A file is a test of its own, of its path's name.
stream.on('test:complete', ({ name, details }) => {
  const file = files.get(resolve(name));
  if (file) times.push([details.duration_ms / 1000, file]);
});
// The reporter repeats the failed ones last: the end of a long log is what one reads.
stream.compose(new spec()).pipe(process.stdout);
process.once('exit', () => {
  const slowest = times.sort(([a], [b]) => b - a).slice(0, NAMED);
  for (const [seconds, name] of slowest) console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}`);
});
