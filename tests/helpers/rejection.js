// The error of a call that must fail.
import assert from 'node:assert/strict';
import { AlephError } from '../../web/client/index.js';

/**
 * @param {PromiseLike<unknown>} promise
 * @returns {Promise<any>} what it rejects with, of whatever kind
 */
export async function rejection(promise) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  assert.fail(`resolved with ${JSON.stringify(value)} instead of failing`);
}

/**
 * @param {PromiseLike<unknown>} promise
 * @returns {Promise<AlephError>} the AlephError it rejects with
 */
export async function alephError(promise) {
  const error = await rejection(promise);
  assert.ok(error instanceof AlephError, `not an AlephError: ${error}`);
  return error;
}
