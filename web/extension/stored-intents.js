// Where the extension keeps what it was asked to make, from before it is sent: `createOnce` reads it again after a stop of the worker.
import { newSnapshot } from '../client/follow/snapshot.js';
import { readFacts } from '../page/recent-facts.js';
import { nameOf, newStored } from './stored-tasks.js';

/** @typedef {import('../create/intents.js').Intent} Intent */

const PREFIX = 'intent:';

/** @param {string} name of an entry of the storage @returns {boolean} whether it is an intent's */
export const isIntentName = (name) => name.startsWith(PREFIX);

/** @type {import('../create/intents.js').IntentStore} */
export const storedIntents = {
  get: async (id) => (await chrome.storage.local.get(PREFIX + id))[PREFIX + id],
  // In one write with the task that was made, so that no stop of the worker comes between: it is followed, whatever happens.
  set: (intent) => chrome.storage.local.set({ [PREFIX + intent.id]: intent, ...followedOf(intent) }),
  delete: (id) => chrome.storage.local.remove(PREFIX + id),
  list: async () =>
    Object.entries(await chrome.storage.local.get(null)).flatMap(([name, value]) =>
      isIntentName(name) ? [value] : [],
    ),
};

/** @param {Intent} intent */
function followedOf({ state, taskId, route, input }) {
  if (state !== 'made' || taskId === null) return {};
  return { [nameOf(taskId)]: newStored(newSnapshot(taskId, Infinity), readFacts({ prompt: input.prompt, route })) };
}
