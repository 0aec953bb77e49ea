// The browser's storages, which it may refuse.

/** @param {'localStorage' | 'sessionStorage'} name @returns {Storage | null} null where the browser refuses it */
export function storageOf(name) {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}
