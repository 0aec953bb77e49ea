// Told instead of asking: takes the service's callbacks, looks once at the task of each, and tells all who listen what was seen.
import { isFinal, saysFinal, saysTask } from '../shared/finality.js';
import { MOST_TASKS_OF_A_STREAM } from '../shared/push.js';
import { KnownTasks } from './events/known-tasks.js';
import { Streams } from './events/streams.js';
import { readTaskIds } from './operations/look/lookup.js';
import { misfit, refusal } from './responses.js';

/** Each holds its tasks' ids and a connection. */
const MOST_STREAMS = 10_000;
/** A look that finds no room under `globalLimit` is tried again as often. */
const MOST_WAITS = 30;

const SET_SECRET =
  "Set callbacks.secret of createProxy to the account's webhook key, or to null: then whoever knows the URL is heard";

/** @typedef {import('./operations/look/lookup.js').Lookup} Lookup */
/** @typedef {import('./callbacks/read-callback.js').Callback} Callback */
/** @typedef {import('./responses.js').Reply} Reply */

/** @typedef {import('./options.js').CallbacksOption} CallbacksOption */

export class Telling {
  #tasks = new KnownTasks();
  #streams = new Streams();
  /** @type {Set<string>} tasks that are looked at because of a callback */
  #looking = new Set();
  #option;
  #now;
  /** @type {string | null} why no callback is heard */
  #problem;
  #isProblemLogged = false;
  /** @type {import('./operations/look/look.js').LookOnce} */
  #lookOnce = () => Promise.reject(new Error('Not yet.'));
  /** @type {import('./limits.js').Buckets | undefined} */
  #all;

  /**
   * @param {CallbacksOption} option
   * @param {() => number} now epoch ms
   */
  constructor(option, now) {
    this.#option = option;
    this.#now = now;
    this.#problem = problemOf(option.secret);
  }

  /**
   * @param {import('./operations/look/look.js').LookOnce} lookOnce
   * @param {import('./limits.js').Buckets | undefined} all how often all together may ask
   */
  lookWith(lookOnce, all) {
    this.#lookOnce = lookOnce;
    this.#all = all;
  }

  /** For whoever makes tasks. @type {import('./operations/create.js').Callbacks} */
  get callbacks() {
    return {
      url: this.#problem === null ? this.#option.url : undefined,
      onMade: (taskId, route) => this.#tasks.set(taskId, { route, isExpected: true }),
    };
  }

  /** Hears each answer of the service. @type {import('./operations/operations.js').Surroundings['onSeen']} */
  onSeen = ({ taskId, route }, bytes) => {
    if (!saysTask(bytes)) return;
    const known = this.#tasks.get(taskId);
    const body = new TextDecoder().decode(bytes);
    const isFinal = saysFinal(bytes, route);
    // The first end counts.
    if (known?.seen?.body === body || (known?.seen?.isFinal && !isFinal)) return;
    const isExpected = !isFinal && (known?.isExpected ?? false);
    this.#tasks.set(taskId, { route, seen: { body, at: this.#now(), isFinal }, isExpected });
    this.#tell(taskId);
  };

  /** Opens a stream of events. @type {(request: Request) => Reply | (() => Promise<Reply>)} */
  events = (request) => {
    const asked = readTaskIds(new URL(request.url), MOST_TASKS_OF_A_STREAM);
    if ('complaint' in asked) return refusal(422, asked.complaint);
    const { taskIds } = asked;
    return async () => {
      /** @type {Reply} */
      const full = { ...misfit(503, 'As many streams are open as there may be'), headers: { 'Retry-After': '60' } };
      if (this.#streams.size >= MOST_STREAMS) return full;
      const expected = taskIds.filter((taskId) => this.#tasks.get(taskId)?.isExpected);
      const known = taskIds.flatMap((taskId) => this.#eventOf(taskId) ?? []);
      const body = this.#streams.open(taskIds, { expected, known }, request.headers.get('last-event-id'));
      // nginx would wait for more of it.
      return { status: 200, body, headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' } };
    };
  };

  /**
   * @param {Request} request
   * @param {import('./clients.js').ConnectionInfo} info
   * @returns {Promise<Reply>} at once: the work goes on after it
   */
  async answerCallback(request, { waitUntil }) {
    const { read, secret } = this.#option;
    if (this.#problem !== null) return this.#refuseWithout(this.#problem);
    const callback = await read(request, { now: this.#now, ...(secret && { secret }) });
    if (callback.refused) return misfit(callback.refused.status, callback.refused.why.replace(/\.$/, ''));
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
    const known = this.#tasks.get(taskId);
    // Nobody here has asked for it, and whoever does will look.
    if (!known && !this.#streams.has(taskId)) return;
    // An end was seen in the service's own answer: against that no callback counts.
    if (known?.seen?.isFinal || this.#looking.has(taskId) || (status !== null && !isFinal(status))) return;
    this.#looking.add(taskId);
    try {
      const first = route ?? known?.route ?? 'aleph';
      for (const each of /** @type {const} */ ([first, first === 'aleph' ? 'jobs' : 'aleph'])) {
        if (await this.#isFound({ taskId, route: each })) break;
      }
    } catch {
      // The schedule's looks go on.
    } finally {
      this.#looking.delete(taskId);
    }
    const after = this.#tasks.get(taskId);
    if (!after?.isExpected) return;
    // It will not be told twice.
    this.#tasks.set(taskId, { isExpected: false });
    this.#tell(taskId);
  }

  /** @param {Lookup} lookup */
  async #isFound(lookup) {
    for (let waits = 0; ; waits++) {
      const seconds = this.#all?.take('') ?? 0;
      if (seconds === 0) break;
      if (waits === MOST_WAITS) return false;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
    const { status, body } = await this.#lookOnce(lookup, new AbortController().signal);
    return status === 200 && body instanceof Uint8Array && saysTask(body);
  }

  /** @param {string} taskId */
  #tell(taskId) {
    const event = this.#eventOf(taskId);
    if (event) this.#streams.tell(event);
  }

  /** @param {string} taskId @returns {import('../shared/push.js').TaskEvent | null} */
  #eventOf(taskId) {
    const { route, seen, isExpected } = this.#tasks.get(taskId) ?? {};
    return route && seen ? { taskId, route, body: seen.body, at: seen.at, isExpected: isExpected ?? false } : null;
  }
}

/** @param {string | null | undefined} secret @returns {string | null} a build has none, and CI gives an empty text for one it has not */
function problemOf(secret) {
  if (secret === undefined) return `The webhook key is missing. ${SET_SECRET}`;
  return secret === '' ? `The webhook key is empty. ${SET_SECRET}` : null;
}

/**
 * @param {CallbacksOption | undefined} option
 * @param {() => number} now epoch ms
 * @returns {Telling | undefined}
 * @throws {TypeError} for an option that cannot work; the message never quotes the secret
 */
export function readCallbacks(option, now) {
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
  return new Telling(option, now);
}
