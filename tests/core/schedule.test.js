// Every row of the schedule's tables, through the built WebAssembly.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startModule } from '../../web/client/client.js';
import { RETRY_START, retryCases, scheduleCases, START } from './schedule-cases.js';

const module = await startModule();

suite('the schedule', () => {
  for (const { name, state, action, delay } of scheduleCases) {
    test(name, () => {
      const plan = module.nextPoll({ ...START, ...state });
      assert.equal(plan.action, action);
      if (delay === undefined) return;
      assertWithin(plan.delay, delay);
    });
  }
});

suite('the retry', () => {
  for (const { name, state, delay } of retryCases) {
    test(name, () => {
      const planned = module.retryDelay({ ...RETRY_START, ...state });
      if (delay === null) assert.ok(planned < 0, String(planned));
      else assertWithin(planned, delay);
    });
  }
});

/** @param {number} ms @param {number | [number, number]} expected */
function assertWithin(ms, expected) {
  const [least, most] = typeof expected === 'number' ? [expected, expected] : expected;
  assert.ok(ms >= least && ms <= most, String(ms));
}
