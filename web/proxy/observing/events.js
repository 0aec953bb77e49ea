// What the proxy tells of what it does: words of these tables and numbers, so that no id, key, address or text can be in it.
import { ENDPOINTS, ROUTES } from '../../shared/endpoints.js';

/** @typedef {import('../../shared/endpoints.js').Operation | 'events' | 'callback' | 'none'} Observed `none`: of a path that is not served */
/** @typedef {'host' | 'path' | 'origin' | 'method' | 'authorize' | 'client-limit' | 'task-limit' | 'global-limit' | 'create-limit' | 'budget' | 'client-streams' | 'streams'} Why */

/**
 * One was answered.
 * @typedef {object} RequestEvent
 * @property {'request'} type of the event
 * @property {Observed} operation that was asked for
 * @property {'GET' | 'POST' | 'HEAD' | 'OPTIONS' | 'other'} method of HTTP
 * @property {number} status of HTTP
 * @property {number} ms until the answer began; of a stream, until it was opened
 */

/**
 * The proxy itself has refused.
 * @typedef {object} RefusedEvent
 * @property {'refused'} type of the event
 * @property {Observed} operation that was asked for
 * @property {Why} why which rule, or whose limit
 */

/**
 * The service was asked about a task.
 * @typedef {object} LookEvent
 * @property {'look'} type of the event
 * @property {import('../../shared/endpoints.js').Route} route where it was asked
 * @property {'caller' | 'callback'} cause who wanted to know
 * @property {number} status of HTTP; 0: nothing came of it
 * @property {number} ms that it took
 */

/**
 * The service has told of a task.
 * @typedef {object} CallbackEvent
 * @property {'callback'} type of the event
 * @property {'heard' | 'refused'} outcome whether it was taken for one of the service's
 * @property {number} status of HTTP, which it was answered with
 */

/**
 * A stream of events.
 * @typedef {object} StreamEvent
 * @property {'stream'} type of the event
 * @property {'opened' | 'told' | 'closed'} change `told`: of one task
 */

/**
 * The shared store, as `onEvent` of `redisStore` says it.
 * @typedef {object} StoreEvent
 * @property {'store'} type of the event
 * @property {import('../store/link.js').StoreChange} change `error`: one command failed
 */

/** @typedef {RequestEvent | RefusedEvent | LookEvent | CallbackEvent | StreamEvent | StoreEvent} ProxyEvent */
/** @typedef {(event: ProxyEvent) => void} OnEvent hears of it */
/**
 * @template {ProxyEvent['type']} T
 * @typedef {Extract<ProxyEvent, { type: T }>} EventOf
 */

/** @type {readonly Observed[]} */
const OPERATIONS = [...new Set(ENDPOINTS.map(({ operation }) => operation)), 'events', 'callback', 'none'];
/** @type {readonly RequestEvent['method'][]} */
const METHODS = ['GET', 'POST', 'HEAD', 'OPTIONS', 'other'];
const COUNT = Number;
/** @type {readonly Why[]} */
const WHY = [
  'host',
  'path',
  'origin',
  'method',
  'authorize',
  'client-limit',
  'task-limit',
  'global-limit',
  'create-limit',
  'budget',
  'client-streams',
  'streams',
];

/**
 * Each type's members, and the words that each may be; else it is a number.
 * @type {{ [T in ProxyEvent['type']]: { [M in Exclude<keyof EventOf<T>, 'type'>]: EventOf<T>[M] extends number ? typeof COUNT : readonly EventOf<T>[M][] } }}
 */
const EVENTS = {
  request: { operation: OPERATIONS, method: METHODS, status: COUNT, ms: COUNT },
  refused: { operation: OPERATIONS, why: WHY },
  look: { route: ROUTES, cause: ['caller', 'callback'], status: COUNT, ms: COUNT },
  callback: { outcome: ['heard', 'refused'], status: COUNT },
  stream: { change: ['opened', 'told', 'closed'] },
  store: { change: ['lost', 'back', 'error'] },
};

/**
 * @param {OnEvent | undefined} onEvent
 * @returns {OnEvent} the same, of which nothing depends: what it throws is of no consequence
 */
export function quietly(onEvent) {
  return (event) => {
    try {
      onEvent?.(event);
    } catch {
      // Whoever counts requests must not fail them.
    }
  };
}

/** @param {string} method @returns {RequestEvent['method']} */
export function methodOf(method) {
  return METHODS.find((each) => each === method) ?? 'other';
}

/**
 * @template {ProxyEvent} E
 * @param {E} event as somebody gives it
 * @returns {E | null} of it what the tables have, and nothing else; null: no event of theirs
 */
export function plain(event) {
  const members = Object.hasOwn(EVENTS, event.type) ? Object.entries(EVENTS[event.type]) : null;
  if (members === null) return null;
  const given = new Map(Object.entries(event));
  const read = members.map(([name, words]) => {
    const value = given.get(name);
    const isKnown = words === COUNT ? Number.isFinite(value) : words.includes(value);
    return isKnown ? [[name, value]] : [];
  });
  if (read.some(({ length }) => length === 0)) return null;
  return /** @type {E} */ ({ type: event.type, ...Object.fromEntries(read.flat()) });
}
