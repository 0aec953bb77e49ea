// What the proxy tells of what it does: words of these tables and numbers, so that no id, key, address or text can be in it.
import { ENDPOINTS, ROUTES } from '../../shared/endpoints.js';

/** @typedef {import('../../shared/endpoints.js').Operation | 'events' | 'callback' | 'none'} Observed `none`: of a path that is not served */

/** @type {readonly Observed[]} */
const OPERATIONS = [...new Set(ENDPOINTS.map(({ operation }) => operation)), 'events', 'callback', 'none'];
const METHODS = /** @type {const} */ (['GET', 'POST', 'HEAD', 'OPTIONS', 'other']);
const COUNT = Number;
const WHY = /** @type {const} */ ([
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
  'streams',
]);

/** Each type's members, and the words that each may be; else it is a number. */
const EVENTS = /** @type {const} */ ({
  /** One was answered; of a stream: it was opened. `ms` until then. */
  request: { operation: OPERATIONS, method: METHODS, status: COUNT, ms: COUNT },
  /** The proxy itself has refused. */
  refused: { operation: OPERATIONS, why: WHY },
  /** The service was asked about a task. Status 0: nothing came of it. */
  look: { route: ROUTES, cause: ['caller', 'callback'], status: COUNT, ms: COUNT },
  callback: { outcome: ['heard', 'refused'], status: COUNT },
  /** `told`: of one task, on one stream. */
  stream: { change: ['opened', 'told', 'closed'] },
  /** That of `redisStore`: `error` is one command that failed. */
  store: { change: ['lost', 'back', 'error'] },
});

/** @typedef {typeof EVENTS} Events */
/** @typedef {{ [T in keyof Events]: { type: T } & { -readonly [M in keyof Events[T]]: Events[T][M] extends readonly (infer Word)[] ? Word : number } }} EventByType */
/** @typedef {EventByType[keyof EventByType]} ProxyEvent */
/** @typedef {(event: ProxyEvent) => void} OnEvent */

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

/** @param {string} method @returns {typeof METHODS[number]} */
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
