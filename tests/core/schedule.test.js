// Every row of the schedule's table, through the built WebAssembly.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startModule } from '../../web/client/client.js';
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
