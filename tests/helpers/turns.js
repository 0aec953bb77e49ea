// Lets everything that is already due happen, without any clock.

/** How many turns of the event loop a call needs at most to come to its next wait. */
const ENOUGH = 8;

/** @returns {Promise<void>} after the pending promise callbacks and those they start */
export async function turns() {
  for (let i = 0; i < ENOUGH; i++) await new Promise((resolve) => setImmediate(resolve));
}
