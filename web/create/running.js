// What this page or worker sends just now, so that a second call joins the first.
import { randomName } from '../client/random-name.js';

/** @type {WeakMap<import('./intents.js').IntentStore, Map<string, Promise<any>>>} by intent */
const running = new WeakMap();

/** @type {string | undefined} */
let name;

/** A random name of this page or worker. @returns {string} */
export function ownName() {
  return (name ??= randomName());
}

/**
 * @template T
 * @param {import('./intents.js').IntentStore} store
 * @param {string} id
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} that of the call that is under way, or of this one
 */
export function joined(store, id, work) {
  const calls = running.get(store) ?? new Map();
  running.set(store, calls);
  const known = calls.get(id);
  if (known) return known;
  const call = work().finally(() => calls.delete(id));
  calls.set(id, call);
  return call;
}

/** @param {import('./intents.js').IntentStore} store @param {string} id */
export function isRunning(store, id) {
  return running.get(store)?.has(id) ?? false;
}
