// Answers about tasks that are over, kept for a minute: they change no more, and every page that shows one asks again.
import { saysFinal } from '../../../shared/finality.js';
import { nameOf } from './lookup.js';

const KEPT_MS = 60_000;

/** @typedef {import('./lookup.js').Lookup} Lookup */

/**
 * @param {import('../../store/store.js').Store} store
 * @param {Lookup} lookup
 * @returns {Promise<string | null>} the answer's body
 */
export function finishedAnswer(store, lookup) {
  return store.get(`final:${nameOf(lookup)}`);
}

/**
 * Keeps the answer if it says that the task is over; then it is UTF-8, too.
 * @param {import('../../store/store.js').Store} store
 * @param {Lookup} lookup
 * @param {Uint8Array} body of its answer with HTTP 200
 */
export async function keepFinished(store, lookup, body) {
  if (!saysFinal(body, lookup.route)) return;
  await store.put(`final:${nameOf(lookup)}`, new TextDecoder().decode(body), KEPT_MS);
}
