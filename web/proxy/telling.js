// Told instead of asking: takes the service's callbacks, looks once at the task of each, and tells all who listen what was seen.
import { isFinal, saysFinal, saysTask } from '../shared/finality.js';
import { MOST_TASKS_OF_A_STREAM } from '../shared/push.js';
import { eventOf, KnownTasks } from './events/known-tasks.js';
import { Streams } from './events/streams.js';
import { readTaskIds } from './operations/look/lookup.js';
import { misfit, refusal, tooMany } from './responses.js';

/** Each holds its tasks' ids and a connection. */
const MOST_STREAMS = 10_000;
/** Of them, what one client may have where nobody has said otherwise: an office behind one address, and a hundredth of all. */
const MOST_STREAMS_OF_A_CLIENT = 100;
/** When one who found no place may come again, in s. */
const FULL_S = 60;
/** A look that finds no room under a limit is tried again as often. */
const MOST_WAITS = 30;
/** s */
const LONGEST_WAIT = 60;

const SET_SECRET =
  "Set callbacks.secret of createProxy to the account's webhook key, or to null: then whoever knows the URL is heard";

/** @typedef {import('./operations/look/lookup.js').Lookup} Lookup */
/** @typedef {import('./callbacks/read-callback.js').Callback} Callback */
/** @typedef {import('./responses.js').Reply} Reply */

/** @typedef {import('./options.js').CallbacksOption} CallbacksOption */

/**
 * @typedef {object} Surroundings
 * @property {import('./store/store.js').Store} store
 * @property {() => number} now epoch ms
 * @property {import('./observing/events.js').OnEvent} onEvent
 */

export class Telling {
  #tasks;
  #streams;
  /** @type {Set<string>} tasks that are looked at because of a callback */
  #looking = new Set();
  #option;
  #mostOfClient;
  #now;
  #onEvent;
  /** @type {string | null} why no callback is heard */
  #problem;
  #isProblemLogged = false;
  /** @type {import('./operations/look/look.js').LookOnce} */
  #lookOnce = () => Promise.reject(new Error('Not yet.'));

  /**
   * @param {CallbacksOption} option
   * @param {number} mostOfClient streams
   * @param {Surroundings} surroundings
   */
  constructor(option, mostOfClient, { store, now, onEvent }) {
    this.#tasks = new KnownTasks(store);
    this.#streams = new Streams(this.#tasks, (change) => onEvent({ type: 'stream', change }));
    this.#option = option;
    this.#mostOfClient = mostOfClient;
    this.#now = now;
    this.#onEvent = onEvent;
    this.#problem = problemOf(option.secret);
  }

  /** @param {import('./operations/look/look.js').LookOnce} lookOnce */
  lookWith(lookOnce) {
    this.#lookOnce = lookOnce;
  }

  /** For whoever makes tasks. @type {import('./operations/create.js').Callbacks} */
  get callbacks() {
    return {
      url: this.#problem === null ? this.#option.url : undefined,
      onMade: (taskId, route) => this.#tasks.expect(taskId, route),
    };
  }

  /** Hears each answer of the service. @type {import('./operations/operations.js').Surroundings['onSeen']} */
  onSeen = async ({ taskId, route }, bytes) => {
    if (!saysTask(bytes)) return;
    const known = await this.#tasks.get(taskId);
    const before = known?.seen;
    const body = new TextDecoder().decode(bytes);
    const isFinal = saysFinal(bytes, route);
    // The first end counts.
    if (before?.isFinal && !isFinal) return;
    const isNews = before?.body !== body;
    // Later than what was seen before, whatever the clock says: by their times streams tell one event from another.
    const at = isNews ? Math.max(this.#now(), (before?.at ?? 0) + 1) : before.at;
    const seen = { route, body, at, isFinal };
    await this.#tasks.see(taskId, seen);
    if (isNews) await this.#tell(taskId, { seen, expected: known?.expected ?? null });
  };

  /** Opens a stream of events. @type {(request: Request) => Reply | ((client: string | null) => Promise<Reply>)} */
  events = (request) => {
    const asked = readTaskIds(new URL(request.url), MOST_TASKS_OF_A_STREAM);
    if ('complaint' in asked) return refusal(422, asked.complaint);
    const { taskIds } = asked;
    return async (client) => {
      const refused = this.#refusalOf(client);
      if (refused) return refused;
      const body = this.#streams.open(taskIds, { lastEventId: request.headers.get('last-event-id'), client });
      // nginx would wait for more of it.
      return { status: 200, body, headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' } };
    };
  };

  /** @param {string | null} client @returns {Reply | null} null: there is a place for another stream of it */
  #refusalOf(client) {
    if (this.#streams.sizeOf(client) >= this.#mostOfClient) {
      this.#onEvent({ type: 'refused', why: 'client-streams', operation: 'events' });
      return tooMany(FULL_S, 'As many streams of this client are open as it may have');
    }
    if (this.#streams.size < MOST_STREAMS) return null;
    this.#onEvent({ type: 'refused', why: 'streams', operation: 'events' });
    const full = misfit(503, 'As many streams are open as there may be');
    return { ...full, headers: { 'Retry-After': String(FULL_S) } };
  }

  /**
   * @param {Request} request
   * @param {import('./clients.js').ConnectionInfo} info
   * @returns {Promise<Reply>} at once: the work goes on after it
   */
  async answerCallback(request, { waitUntil }) {
    const { read, secret } = this.#option;
    const callback = this.#problem === null ? await read(request, { now: this.#now, ...(secret && { secret }) }) : null;
    const status = callback === null ? 500 : (callback.refused?.status ?? 200);
    this.#onEvent({ type: 'callback', outcome: status === 200 ? 'heard' : 'refused', status });
    if (callback === null) return this.#refuseWithout(String(this.#problem));
    if (callback.refused) return misfit(status, callback.refused.why.replace(/\.$/, ''));
    const work = this.#hear(callback);
    waitUntil?.(work);
    return { status: 200, body: '{"code":200,"msg":"success"}' };
  }

  /** @param {string} problem */
  #refuseWithout(problem) {
    if (!this.#isProblemLogged) console.error(`kie-aleph: ${problem}.`);
    this.#isProblemLogged = true;
    return refusal(500, problem);
  }

  /** Ends all streams, so that the process can end; their clients go where they are led then. */
  close() {
    this.#streams.end();
  }

  /** @param {Callback} callback a hint. Never rejects */
  async #hear({ taskId, route, status }) {
    // An end that is looked for already needs no second look.
    if (this.#looking.has(taskId) || (status !== null && !isFinal(status))) return;
    this.#looking.add(taskId);
    try {
      const known = await this.#tasks.get(taskId);
      // Nobody has asked for it here, and whoever does will look; or an end was seen in the service's own answer: against that no
      // callback counts.
      if (!known || known.seen?.isFinal) return;
      const first = route ?? known.expected ?? known.seen?.route ?? 'aleph';
      for (const each of /** @type {const} */ ([first, first === 'aleph' ? 'jobs' : 'aleph'])) {
        if (await this.#isFound({ taskId, route: each })) break;
      }
      const after = await this.#tasks.get(taskId);
      if (!after?.expected || after.seen?.isFinal) return;
      // It will not be told twice.
      await this.#tasks.expect(taskId, null);
      await this.#tell(taskId, { ...after, expected: null });
    } catch {
      // The schedule's looks go on.
    } finally {
      this.#looking.delete(taskId);
    }
  }

  /** @param {Lookup} lookup */
  async #isFound(lookup) {
    for (let waits = 0; ; waits++) {
      const { status, body, headers } = await this.#lookOnce(lookup, new AbortController().signal);
      if (status !== 429 || waits === MOST_WAITS) return status === 200 && body instanceof Uint8Array && saysTask(body);
      const seconds = Math.min(Number(headers?.['Retry-After'] ?? 1), LONGEST_WAIT);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }

  /** @param {string} taskId @param {import('./events/known-tasks.js').KnownTask} known */
  async #tell(taskId, known) {
    const event = eventOf(taskId, known);
    if (event) await this.#tasks.tell(event);
  }
}

/** @param {string | null | undefined} secret @returns {string | null} a build has none, and CI gives an empty text for one it has not */
function problemOf(secret) {
  if (secret === undefined) return `The webhook key is missing. ${SET_SECRET}`;
  return secret === '' ? `The webhook key is empty. ${SET_SECRET}` : null;
}

/**
 * @param {import('./options.js').ProxyOptions} options
 * @param {Surroundings} surroundings
 * @returns {Telling | undefined}
 * @throws {TypeError} for an option that cannot work; the message never quotes the secret
 */
export function readCallbacks({ callbacks: option, clientStreams = MOST_STREAMS_OF_A_CLIENT }, surroundings) {
  if (clientStreams !== false && !(Number.isSafeInteger(clientStreams) && clientStreams >= 1))
    throw new TypeError('clientStreams must be a whole number of streams; or false.');
  if (option === undefined) return undefined;
  const { read, secret, url, path = '/callbacks' } = option;
  if (typeof read !== 'function')
    throw new TypeError("callbacks needs a way to read them: read: readCallback, from 'kie-aleph/callbacks'.");
  if (!('secret' in option)) throw new TypeError(`callbacks needs a secret. ${SET_SECRET}.`);
  if (secret !== null && secret !== undefined && typeof secret !== 'string')
    throw new TypeError(`The webhook key is not a string. ${SET_SECRET}.`);
  if (!/^(?:\/[\w.~-]+)+$/.test(path)) throw new TypeError("callbacks.path must be a path, such as '/callbacks'.");
  if (url !== undefined && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new TypeError('callbacks.url must be the public URL of the path, such as https://app.example/kie/callbacks.');
  return new Telling(option, clientStreams === false ? Infinity : clientStreams, surroundings);
}
