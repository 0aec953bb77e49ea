// Who is alive: a lock is held as long as something is sent, and the browser frees it when the page or worker that held it is gone.

/**
 * What is used of Web Locks (`navigator.locks`).
 * @typedef {object} Locks
 * @property {(name: string, options: { signal?: AbortSignal, mode?: 'exclusive' | 'shared' }, work: () => Promise<any>) => Promise<any>} request
 * @property {() => Promise<{ held?: { name?: string }[], pending?: { name?: string }[] }>} query
 */

/** The lock of an intent: held while it is sent. @param {string} id */
export function lockOf(id) {
  return `kie-aleph.create.${id}`;
}

/** Held for a moment by who looks whether the same is being made, and writes down that it is sent. */
export const REGISTER = 'kie-aleph.create';

/** @returns {Locks | null} the platform's; null: it has none */
export function platformLocks() {
  return /** @type {Locks | undefined} */ (/** @type {unknown} */ (globalThis.navigator?.locks)) ?? null;
}

/**
 * @template T
 * @param {Locks | null} locks null: nobody is waited for
 * @param {string} name
 * @param {AbortSignal | undefined} signal ends the waiting
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function holding(locks, name, signal, work) {
  signal?.throwIfAborted();
  return locks ? locks.request(name, signal ? { signal } : {}, work) : work();
}

/**
 * @param {Locks | null} locks
 * @returns {Promise<Set<string>>} the names of those that are held
 */
export async function heldNames(locks) {
  const { held = [] } = (await locks?.query()) ?? {};
  return new Set(held.map(({ name = '' }) => name));
}
