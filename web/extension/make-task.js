// Makes a task in the worker, where closing a window ends nothing; once, whatever happens meanwhile (web/create/create-once.js).
import { AlephError } from '../client/errors.js';
import { createOnce } from '../create/create-once.js';
import { clientFor, readSettings } from './settings.js';
import { storedIntents } from './stored-intents.js';

/**
 * What a person wants made.
 * @typedef {object} Wish
 * @property {string} id of the intent
 * @property {{ prompt: string, videoUrl: string, aspectRatio?: any }} input for `createTask`
 * @property {boolean} again although the same was sent just now, or nobody knows what came of it
 */

/**
 * @typedef {object} Outcome
 * @property {string | null} taskId of the task that was made
 * @property {import('../client/errors.js').ErrorKind | null} kind of the error, null: it was made
 * @property {import('../create/intents.js').Intent['state'] | null} inTheWay nothing was sent, because of another intent for the same: its
 *   state
 */

/**
 * @param {Wish} wish
 * @returns {Promise<Outcome>}
 */
export async function makeTask({ id, input, again }) {
  const client = clientFor(await readSettings());
  if (!client) return { taskId: null, kind: 'authentication', inTheWay: null };
  try {
    const { taskId } = await createOnce(client, input, { id, store: storedIntents, again });
    return { taskId, kind: null, inTheWay: null };
  } catch (error) {
    if (!AlephError.is(error)) throw error;
    const { intent } = /** @type {{ intent?: import('../create/intents.js').Intent }} */ (error);
    return { taskId: null, kind: error.kind, inTheWay: intent && intent.id !== id ? intent.state : null };
  }
}
