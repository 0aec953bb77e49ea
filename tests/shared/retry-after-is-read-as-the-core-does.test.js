// Where no WebAssembly runs, Retry-After is read as the core reads it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AlephClient } from '../../web/client/index.js';
import { readRetryAfter } from '../../web/shared/retry-after.js';
import { retryAfterCases } from '../core/cases/retry-after-cases.js';
import { FakeClock } from '../helpers/fake-clock.js';
import { alephError } from '../helpers/rejection.js';
import { envelope } from '../helpers/responses.js';

const nameOf = (/** @type {{ value: string, seconds: number | null }} */ { value, seconds }) =>
  `${JSON.stringify(value)}: ${seconds === null ? 'nothing' : `${seconds} s`}`;

suite('the shared module', () => {
  for (const row of retryAfterCases)
    test(nameOf(row), () => assert.equal(readRetryAfter(row.value, row.now), row.seconds));
});

suite('the core, through the built WebAssembly', () => {
  for (const row of retryAfterCases) {
    test(nameOf(row), async (t) => {
      FakeClock.install(t, row.now);
      // A Headers refuses some of these values, and trims others, before the core sees them.
      const headers = { get: () => row.value };
      const answer = () =>
        Object.defineProperty(new Response(envelope(null, { code: 429 })), 'headers', { value: headers });
      const client = new AlephClient({ fetch: async () => answer(), maxRetries: 0 });
      assert.equal((await alephError(client.getTask('task-1'))).retryAfter, row.seconds);
    });
  }
});
