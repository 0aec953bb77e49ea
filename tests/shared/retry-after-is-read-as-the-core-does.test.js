// Where no WebAssembly runs, Retry-After is read as the core reads it; the core is held to the same rows natively.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRetryAfter } from '../../web/shared/retry-after.js';
import { retryAfterCases } from '../core/cases/retry-after-cases.js';

for (const { value, now, seconds } of retryAfterCases) {
  test(`${JSON.stringify(value)} at ${now}: ${seconds === null ? 'nothing' : `${seconds} s`}`, () =>
    assert.equal(readRetryAfter(value, now), seconds));
}
