// What proxy and client agree on about a stream of server-sent events: where it is, what it says, and how one hears that there is one.

/** Below the proxy's mount, which is the client's base URL. The ids stand in the query, one `taskId` each. */
export const EVENTS_PATH = '/events';

/** A query of so many ids is one that every server between takes (8 kB). */
export const MOST_TASKS_OF_A_STREAM = 100;

/** A header of each lookup's answer, where the proxy has streams: https://www.rfc-editor.org/rfc/rfc5989 */
export const MONITOR_REL = 'monitor';

/**
 * The first event of a stream, `hello`.
 * @typedef {object} Hello
 * @property {number} heartbeat ms: never is the stream silent for longer
 * @property {string[]} expected ids of the tasks whose end the service will tell the proxy; the others are told as far as somebody
 *   else asks for them
 */

/**
 * What is told of a task, `task`: the state now, if the proxy knows it, then each change. The event's id is `at`.
 * @typedef {object} TaskEvent
 * @property {string} taskId as it was asked for
 * @property {import('./endpoints.js').Route} route on which it was seen
 * @property {string} body of the service's answer
 * @property {number} at epoch ms, when the proxy saw it
 * @property {boolean} isExpected whether its end will be told
 */
