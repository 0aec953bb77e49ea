// Waiting that ends at once when its signal says so, and leaves no listener behind.

/** @typedef {{ callbacks: Set<() => void>, listener: () => void }} Hub */

/** @type {WeakMap<AbortSignal, Hub>} one listener a signal, however many waits share it: Node warns from 11 on */
const hubs = new WeakMap();

/**
 * Calls `callback` when the signal aborts; not for one that already has.
 * @param {AbortSignal | undefined} signal
 * @param {() => void} callback
 * @returns {() => void} takes it back
 */
export function onAbort(signal, callback) {
  if (!signal) return () => {};
  const { callbacks, listener } = hubs.get(signal) ?? openHub(signal);
  // A function of its own, so that the same callback can wait twice.
  const own = () => callback();
  callbacks.add(own);
  return () => {
    if (!callbacks.delete(own) || callbacks.size > 0) return;
    hubs.delete(signal);
    signal.removeEventListener('abort', listener);
  };
}

/**
 * @param {AbortSignal} signal
 * @returns {Hub}
 */
function openHub(signal) {
  /** @type {Set<() => void>} */
  const callbacks = new Set();
  const listener = () => {
    hubs.delete(signal);
    const called = [...callbacks];
    callbacks.clear();
    for (const callback of called) callback();
  };
  const hub = { callbacks, listener };
  hubs.set(signal, hub);
  signal.addEventListener('abort', listener, { once: true });
  return hub;
}

/**
 * Settles like `promise`, unless the signal aborts first: then it rejects with the signal's own reason.
 * @template T
 * @param {PromiseLike<T>} promise
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<T>}
 */
export function orAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) reject(signal.reason);
    const off = signal?.aborted ? () => {} : onAbort(signal, () => reject(signal?.reason));
    // Also once aborted: a failure that nobody listens to ends a Node process.
    promise.then(resolve, reject).then(off);
  });
}

/**
 * @param {number} ms
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<void>} rejects with the signal's reason when that comes first
 */
export function sleep(ms, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const off = onAbort(signal, () => {
      clearTimeout(timer);
      reject(signal?.reason);
    });
    const timer = setTimeout(() => {
      off();
      resolve();
    }, ms);
  });
}
