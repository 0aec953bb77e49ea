// Everything that can go wrong between a service and who asks it, and what each must come to.
import { BODIES, LARGE } from './faults/bodies.js';
import { CONNECTIONS, STALLS } from './faults/connections.js';
import { STATUSES, TOO_MANY } from './faults/statuses.js';

/**
 * A request that has come, and what it deserves.
 * @typedef {object} Ask
 * @property {import('node:net').Socket} socket
 * @property {string} good the body of the right answer
 * @property {string} path
 * @property {string} url of the server
 * @property {string} other that of another origin
 * @property {string} said what the request says of its key, where the server says it again; otherwise ''
 */

/** @typedef {import('../../web/client/errors.js').ErrorKind | 'task'} Outcome the kind of the error, or that there is none */

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {((ask: Ask) => unknown)} [act] what the server does to a request it has read whole; none: there is no server
 * @property {Outcome} look what `getTask` comes to, without a second attempt
 * @property {Outcome} [inChromium] the same, where an engine differs
 * @property {Outcome} [inFirefox]
 * @property {Outcome} [sometimesInChromium] where it is chance
 * @property {Outcome} [byXhr] by XMLHttpRequest, in every engine, where it cannot be told to refuse a redirect
 * @property {Outcome} [behindProxy] left out: see `behindProxy`
 * @property {number | null} [retryAfter] seconds that the error tells; left out: none
 * @property {boolean} [stalls] nothing more comes: only a timeout ends it
 * @property {boolean} [isLarge] what comes is much more than any answer
 */

/** @type {readonly Fault[]} a row's place is its name in paths */
export const FAULTS = [
  ...CONNECTIONS,
  ...STALLS.map((fault) => /** @type {const} */ ({ ...fault, look: 'timeout', stalls: true })),
  ...BODIES,
  ...LARGE.map((fault) => /** @type {const} */ ({ ...fault, behindProxy: 'server', isLarge: true })),
  ...STATUSES,
  ...TOO_MANY,
];

/** What the proxy has not got it calls a failure of the service: what it says of it is in the service's form. @param {Fault} fault @returns {Outcome} */
export function behindProxy({ look, behindProxy }) {
  return behindProxy ?? (look === 'connection' || look === 'timeout' ? 'server' : look);
}

/** Whether the proxy answers in the place of the service. @param {Fault} fault */
export const isOwnAnswer = (fault) => behindProxy(fault) !== fault.look;

/** Once sent, only an answer says what was made. @param {Fault} fault @returns {Outcome} */
export const whenCreating = ({ look }) => (look === 'task' ? 'task' : 'unknown-outcome');

/** @param {Fault} fault @returns {Outcome} */
export const whenCreatingBehindProxy = (fault) => (behindProxy(fault) === 'task' ? 'task' : 'unknown-outcome');

/** Kinds that pass by themselves. @type {Outcome[]} */
const TRANSIENT = ['connection', 'timeout', 'rate-limit', 'server'];

/** @param {Fault} fault @returns {boolean} whether one who looks again may hope */
export const isTransient = ({ look }) => TRANSIENT.includes(look);
