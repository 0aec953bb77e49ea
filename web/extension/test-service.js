// Asks the service, with what was typed, whether it answers and takes the key. It costs nothing.
import { AlephError } from '../client/errors.js';
import { clientFor } from './settings.js';

/** Nobody looks at a button for longer. */
const PATIENCE_MS = 15_000;
/** No task has this id. */
const NO_TASK = 'kie-aleph-test';
/** What a proxy that does not serve credits may still be well with. */
const MAY_STILL_WORK = new Set(['invalid-request', 'task-not-found', 'invalid-response', 'feature-disabled', 'api']);

/**
 * @param {Pick<import('./settings.js').Settings, 'apiKey' | 'baseUrl'>} typed one of them at least
 * @returns {Promise<number | null>} credits that are left; null: it works, and does not say how many
 * @throws {AlephError} as a rejection, when it does not work
 */
export async function testService(typed) {
  const client = clientFor(typed);
  if (!client) return null;
  const options = { timeout: PATIENCE_MS };
  try {
    return await client.getCredits(options);
  } catch (error) {
    if (!AlephError.is(error) || typed.baseUrl === '' || !MAY_STILL_WORK.has(error.kind)) throw error;
  }
  // Such a proxy forwards looks at tasks.
  try {
    await client.getTask(NO_TASK, options);
  } catch (error) {
    if (!AlephError.is(error) || error.kind !== 'task-not-found') throw error;
  }
  return null;
}
