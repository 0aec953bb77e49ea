// The intents that are kept, and what is known of them now.
import { readIntent } from './intents.js';
import { heldNames, holding, lockOf, platformLocks } from './locks.js';
import { isRunning, ownName } from './running.js';

/** @typedef {import('./intents.js').Intent} Intent */
/** @typedef {import('./intents.js').IntentStore} IntentStore */
/** @typedef {import('./locks.js').Locks} Locks */

/** Where there are no locks, somebody else counts as alive for so long: longer than a client with default options tries. */
const MOST_SENDING_MS = 5 * 60_000;
/** Who asks for the same again so soon may have pressed in two tabs. */
const JUST_MADE_MS = 60_000;
/** How many that are made or refused are kept, and for how long. */
const MOST_SETTLED = 50;
const SETTLED_MS = 24 * 3600_000;

/**
 * All intents that are kept, the newest first. One that was being sent by a page or worker that is gone is `unknown`.
 * @param {IntentStore} store
 * @param {{ locks?: Locks | null }} [options] as of `createOnce`
 * @returns {Promise<Intent[]>}
 */
export async function intentsOf(store, { locks = platformLocks() } = {}) {
  const listed = read(await store.list());
  const held = await heldNames(locks);
  const intents = listed.map(async (intent) => {
    if (intent.state !== 'sending' || held.has(lockOf(intent.id))) return intent;
    // It may have come to its end, and freed its lock, since it was listed.
    const now = readIntent(await store.get(intent.id)) ?? intent;
    return now.state === 'sending' && !mayBeAlive(now, locks, isRunning(store, now.id)) ? asUnknown(now) : now;
  });
  return (await Promise.all(intents)).sort((a, b) => b.time - a.time);
}

/**
 * Forgets an intent: for one that is `unknown`, once its person has looked whether a task was made.
 * @param {IntentStore} store
 * @param {string} id
 */
export async function forgetIntent(store, id) {
  await store.delete(id);
}

/**
 * Waits until nobody sends an intent any more, here or elsewhere; also when whoever did is gone.
 * @param {string} id
 * @param {{ locks?: Locks | null, signal?: AbortSignal }} [options]
 * @returns {Promise<void>} at once where there are no locks
 */
export async function whenFree(id, { locks = platformLocks(), signal } = {}) {
  await holding(locks, lockOf(id), signal, async () => {});
}

/**
 * Of one whose lock is free.
 * @param {Intent} intent that is `sending`
 * @param {Locks | null} locks
 * @param {boolean} isRunning here
 * @returns {boolean} whether somebody may still send it
 */
export function mayBeAlive({ owner, time }, locks, isRunning) {
  if (locks) return false;
  return owner === ownName() ? isRunning : Date.now() - time < MOST_SENDING_MS;
}

/** @param {Intent} intent @returns {Intent} */
export function asUnknown(intent) {
  return { ...intent, state: 'unknown' };
}

/**
 * @param {Intent} other
 * @param {Intent} intent
 * @returns {boolean} whether the other one is of the same input, and may make, or may just have made, the same task
 */
export function isInTheWay(other, intent) {
  if (other.id === intent.id || other.state === 'refused') return false;
  if (other.state === 'made' && Date.now() - other.time > JUST_MADE_MS) return false;
  return textOf(other) === textOf(intent);
}

/** A file gets a new URL with each upload. @param {Intent} intent */
function textOf({ input: { videoUrl, ...input }, file }) {
  return JSON.stringify([file ?? videoUrl, Object.entries(input).sort()]);
}

/**
 * Of those that are made or refused, keeps the latest.
 * @param {IntentStore} store
 */
export async function forgetSettled(store) {
  const settled = read(await store.list())
    .filter(({ state }) => state === 'made' || state === 'refused')
    .sort((a, b) => b.time - a.time);
  const old = settled.filter(({ time }, i) => i >= MOST_SETTLED || Date.now() - time > SETTLED_MS);
  for (const { id } of old) await store.delete(id);
}

/** @param {unknown} listed @returns {Intent[]} */
function read(listed) {
  return Array.isArray(listed) ? listed.flatMap((stored) => readIntent(stored) ?? []) : [];
}
