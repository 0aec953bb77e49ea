// A promise settled from outside, for a test that waits for something to happen elsewhere.

/**
 * @template [T=void]
 * @returns {{ promise: Promise<T>, resolve: (value: T) => void }}
 */
export function deferred() {
  /** @type {(value: T) => void} */
  let resolve = () => {};
  const promise = /** @type {Promise<T>} */ (new Promise((settle) => (resolve = settle)));
  return { promise, resolve };
}
