// What our schedule costs on the usual durations, simulated in virtual time with a fixed seed.
// Not among the core's tests: half a million plans would take the sanitizer build minutes, and show nothing new.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startModule } from '../../web/client/module/inside.js';
import { fixedIntervalAt, ourSchedule, simulate } from './simulation.js';

const { requests, meanDelay } = simulate(ourSchedule(await startModule()));

suite('on the usual durations', () => {
  const near = (/** @type {number} */ value, /** @type {number} */ expected) =>
    assert.ok(Math.abs(value / expected - 1) < 0.02, `${value}, not ${expected}`);

  test('a task costs at most 35 looks, and its end is seen at most 5 s late on average', () => {
    assert.ok(requests <= 35, String(requests));
    assert.ok(meanDelay <= 5, String(meanDelay));
  });

  test('it costs at least a tenth less than a fixed interval with the same mean delay', () => {
    const fixed = fixedIntervalAt(meanDelay);
    assert.ok(requests <= 0.9 * fixed, `${requests} of ${fixed}`);
  });

  // The reference points do not count the look at the start.
  for (const [interval, requests, meanDelay] of /** @type {const} */ ([
    [6, 57.7, 3],
    [30, 11.9, 15],
  ])) {
    test(`the simulation gives the known cost of ${interval} s: ${requests} looks, ${meanDelay} s`, () => {
      const seen = simulate(() => interval);
      near(seen.requests - 1, requests);
      near(seen.meanDelay, meanDelay);
    });
  }
});
