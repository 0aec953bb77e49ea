// What the proxy knows of tasks: as each was last seen, and whether the service will tell of its end. Kept in the store, and who listens
// to a task hears of it there, in whichever process.

/** Longer than a task takes; each look and callback lengthens it. */
const KEPT_MS = 2 * 3_600_000;

/** @typedef {import('../../shared/endpoints.js').Route} Route */
/** @typedef {import('../../shared/push.js').TaskEvent} TaskEvent */
/** @typedef {{ route: Route, body: string, at: number, isFinal: boolean }} Seen body: of the service's answer on this route; at: epoch ms */

/**
 * @typedef {object} KnownTask
 * @property {Seen | null} seen
 * @property {Route | null} expected on which its end will be told by the service; null: it is not known that it will
 */

/** What is kept of a task whose end is not expected. */
const NOT_EXPECTED = 'no';

export class KnownTasks {
  #store;

  /** @param {import('../store/store.js').Store} store */
  constructor(store) {
    this.#store = store;
  }

  /** @param {string} taskId @returns {Promise<KnownTask | null>} null: nobody has asked for it here */
  async get(taskId) {
    const [seen, expected] = await Promise.all([
      this.#store.get(seenName(taskId)),
      this.#store.get(expectedName(taskId)),
    ]);
    if (seen === null && expected === null) return null;
    return {
      seen: seen && JSON.parse(seen),
      expected: expected === NOT_EXPECTED ? null : /** @type {Route | null} */ (expected),
    };
  }

  /** @param {string} taskId @param {Route | null} route null: its end is not expected, but somebody asks for it */
  async expect(taskId, route) {
    await this.#store.put(expectedName(taskId), route ?? NOT_EXPECTED, KEPT_MS);
  }

  /** @param {string} taskId @param {Seen} seen */
  async see(taskId, seen) {
    await this.#store.put(seenName(taskId), JSON.stringify(seen), KEPT_MS);
  }

  /** @param {TaskEvent} event to all who listen */
  async tell(event) {
    await this.#store.publish(channelOf(event.taskId), JSON.stringify(event));
  }

  /**
   * @param {string} taskId
   * @param {(event: TaskEvent) => void} listener
   * @returns {Promise<() => Promise<void>>} what ends it
   */
  listen(taskId, listener) {
    return this.#store.subscribe(channelOf(taskId), (said) => listener(JSON.parse(said)));
  }
}

/**
 * @param {string} taskId
 * @param {KnownTask | null} known
 * @returns {TaskEvent | null} null: it was not seen yet
 */
export function eventOf(taskId, known) {
  if (!known?.seen) return null;
  const { route, body, at, isFinal } = known.seen;
  return { taskId, route, body, at, isExpected: known.expected !== null && !isFinal };
}

const seenName = (/** @type {string} */ taskId) => `state:${taskId}`;
const expectedName = (/** @type {string} */ taskId) => `expected:${taskId}`;
const channelOf = (/** @type {string} */ taskId) => `told:${taskId}`;
