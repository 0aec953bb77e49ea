// Every row of the schedule's table, through the built WebAssembly; and what it costs on the usual durations.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startModule } from '../../web/client/module.js';
import { fixedIntervalAt, ourSchedule, simulate } from '../bench/simulation.js';
import { scheduleCases, START } from './schedule-cases.js';

const module = await startModule();

suite('the schedule', () => {
  for (const { name, state, action, delay } of scheduleCases) {
    test(name, () => {
      const plan = module.nextPoll({ ...START, ...state });
      assert.equal(plan.action, action);
      if (delay === undefined) return;
      const [least, most] = typeof delay === 'number' ? [delay, delay] : delay;
      assert.ok(plan.delay >= least && plan.delay <= most, String(plan.delay));
    });
  }
});

suite('on the usual durations', () => {
  const near = (/** @type {number} */ value, /** @type {number} */ expected) => assert.ok(Math.abs(value / expected - 1) < 0.02, `${value}, not ${expected}`);

  test('a task costs at most 35 looks, and its end is seen at most 5 s late on average', () => {
    const { requests, meanDelay } = simulate(ourSchedule(module));
    assert.ok(requests <= 35, String(requests));
    assert.ok(meanDelay <= 5, String(meanDelay));
  });

  test('a fixed interval with the same mean delay costs at least a tenth more', () => {
    const { requests, meanDelay } = simulate(ourSchedule(module));
    assert.ok(requests <= 0.9 * fixedIntervalAt(meanDelay), `${requests} of ${fixedIntervalAt(meanDelay)}`);
  });

  // The reference points do not count the look at the start.
  for (const [interval, requests, meanDelay] of /** @type {const} */ ([[6, 57.7, 3], [30, 11.9, 15]])) {
    test(`the simulation gives the known cost of ${interval} s: ${requests} looks, ${meanDelay} s`, () => {
      const seen = simulate(() => interval);
      near(seen.requests - 1, requests);
      near(seen.meanDelay, meanDelay);
    });
  }
});
