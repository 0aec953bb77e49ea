// What the proxy can be asked to do: the names of the option `allow`, and the operation behind each endpoint.
import { ENDPOINTS } from '../../shared/endpoints.js';
import { limitOf } from '../limits.js';
import { createSend, readUpstreams } from '../upstream.js';
import { readBudget } from './budget.js';
import { createCreate } from './create.js';
import { createLook } from './look/look.js';
import { createPlain } from './plain.js';
import { createUpload, readMostBytes } from './upload.js';

/** @typedef {import('../../shared/endpoints.js').Endpoint} Endpoint */
/** @typedef {import('../responses.js').Reply} Reply */
/** @typedef {'look' | 'create' | 'upload' | 'credits'} Allowed what the proxy may be allowed to do */

/**
 * Sees what can be seen without the body and costs nothing: a refusal, or how to answer once the caller may ask.
 * @typedef {(request: Request, endpoint: Endpoint) => Reply | (() => Promise<Reply>)} Operation
 */

/**
 * What operations have in common.
 * @typedef {object} Surroundings
 * @property {import('../upstream.js').Send} send
 * @property {{ api: string, uploads: string }} upstreams base URLs
 * @property {number} timeout ms
 * @property {() => number} now ms
 * @property {import('../store/store.js').Store} store what processes agree on
 * @property {import('../limits.js').Limit | undefined} all how often all together may ask
 * @property {import('../observing/events.js').OnEvent} onEvent
 * @property {(lookup: import('./look/lookup.js').Lookup, body: Uint8Array<ArrayBuffer>) => Promise<void>} onSeen hears each answer of the service
 *   to a look
 */

/** @type {Record<Allowed, Endpoint['operation'][]>} a link to a finished file is part of looking: it costs nothing */
const ALLOWED = {
  look: ['look', 'download-url'],
  create: ['create'],
  upload: ['upload', 'upload-url'],
  credits: ['credits'],
};

/**
 * @param {import('../options.js').ProxyOptions} options
 * @returns {readonly Endpoint[]} those that are served
 * @throws {TypeError} for a name that there is not, and for creating without a rule who may
 */
export function readAllow({ allow = ['look'], authorize }) {
  const names = Object.keys(ALLOWED);
  const isList = /** @type {(value: unknown) => boolean} */ (Array.isArray);
  if (!isList(allow) || allow.length === 0 || !allow.every((name) => names.includes(name))) {
    throw new TypeError(`allow must list what the proxy forwards, of ${names.map((name) => `'${name}'`).join(', ')}.`);
  }
  if (allow.includes('create') && !authorize) {
    throw new TypeError(
      "allow with 'create' needs the option authorize: each task costs credits of the key's owner, so say who may create, " +
        "such as authorize: (request) => isSignedIn(request.headers.get('cookie')); or () => true if everyone may who can reach it.",
    );
  }
  const operations = allow.flatMap((name) => ALLOWED[name]);
  return ENDPOINTS.filter(({ operation }) => operations.includes(operation));
}

/**
 * @param {Endpoint['operation']} operation
 * @returns {Allowed} its name in the option `allow`
 */
export function allowedName(operation) {
  const names = /** @type {Allowed[]} */ (Object.keys(ALLOWED));
  return /** @type {Allowed} */ (names.find((name) => ALLOWED[name].includes(operation)));
}

/**
 * @param {import('../options.js').ProxyOptions & { timeout: number, now: () => number, store: import('../store/store.js').Store, onEvent: Surroundings['onEvent'] }} options
 * @param {import('./repeats.js').Repeats} repeats of requests that create
 * @param {Surroundings['onSeen']} onSeen
 * @param {import('./create.js').Callbacks | undefined} callbacks where the service is to tell of new tasks
 * @returns {{ operations: Record<Endpoint['operation'], Operation>, lookOnce: import('./look/look.js').LookOnce }}
 * @throws {TypeError} for an option that cannot work
 */
export function createOperations(options, repeats, onSeen, callbacks) {
  const { timeout, now, store, onEvent, uploadTimeout = 60_000, maxUploadBytes = 2 ** 30 } = options;
  const surroundings = {
    send: createSend(options),
    upstreams: readUpstreams(options),
    timeout,
    now,
    store,
    all: limitOf('globalLimit', options, store),
    onEvent,
    onSeen,
  };
  const creates = limitOf('createLimit', options, store);
  const fromApi = createPlain(surroundings, 'api', timeout);
  const look = createLook(surroundings, limitOf('taskLimit', options, store));
  const operations = {
    look: look.answer,
    'download-url': fromApi,
    credits: fromApi,
    create: createCreate(surroundings, creates, readBudget(options.budget, store), repeats, callbacks),
    upload: createUpload(surroundings, { most: readMostBytes(maxUploadBytes), timeout: uploadTimeout }),
    // The service fetches the file itself meanwhile.
    'upload-url': createPlain(surroundings, 'uploads', uploadTimeout),
  };
  return { operations, lookOnce: look.lookOnce };
}
