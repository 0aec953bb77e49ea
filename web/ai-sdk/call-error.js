// Errors as the SDK knows them, without the SDK: it finds its APICallError by these marks, across its versions.
import { AlephError } from '../client/errors.js';

const MARKS = ['vercel.ai.error', 'vercel.ai.error.AI_APICallError'].map((name) => Symbol.for(name));

/**
 * Runs a call to the model. What this package throws is thrown as the SDK's APICallError, with ours as `cause`.
 * @template T
 * @param {string} provider for the error
 * @param {AbortSignal | undefined} signal its own reason stays what it is
 * @param {boolean} mayRetry whether the SDK may try again what may succeed later: never where a task is made
 * @param {() => Promise<T>} call
 * @returns {Promise<T>}
 */
export async function inWordsOfTheSdk(provider, signal, mayRetry, call) {
  try {
    return await call();
  } catch (error) {
    const isOurs = AlephError.is(error);
    // What may be paid for is said, whatever ended the call.
    if (!isOurs || (signal?.aborted && error === signal.reason)) throw error;
    throw apiCallError(error, { provider, isRetryable: mayRetry && error.retryable });
  }
}

/**
 * @param {import('../client/errors.js').AnyAlephError} cause
 * @param {{ provider: string, isRetryable: boolean }} options
 * @returns {Error}
 */
function apiCallError(cause, { provider, isRetryable }) {
  const error = new Error(cause.message, { cause });
  const { status, retryAfter, kind, code, taskId } = cause;
  const marks = Object.fromEntries(MARKS.map((mark) => [mark, true]));
  return Object.assign(error, marks, {
    name: 'AI_APICallError',
    // No URL: it is the client's affair, and may hold a task's id.
    url: provider,
    requestBodyValues: undefined,
    ...(status !== null && { statusCode: status }),
    ...(retryAfter !== null && { responseHeaders: { 'retry-after': String(retryAfter) } }),
    isRetryable,
    data: { kind, code, taskId },
  });
}
