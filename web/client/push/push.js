// Hears from a proxy what becomes of tasks: one stream for all that a client follows. It is an extra: whatever fails here, the looks of the
// schedule go on.
import { EVENTS_PATH, MONITOR_REL, MOST_TASKS_OF_A_STREAM } from '../../shared/push.js';
import { EventStreamReader } from './event-stream.js';

/** Tasks that are followed within this are asked for together. */
const GATHER_MS = 50;
/** Until the proxy has said its own. */
const FIRST_HEARTBEAT_MS = 15_000;
/** So many heartbeats may get lost. */
const SILENT_HEARTBEATS = 2;
/** How long after the first, second, … failure in a row a stream is opened again; each up to twice as long, so that not all come at once. */
const AGAIN_MS = [500, 5_000, 30_000, 60_000];

/**
 * @typedef {object} PushHandlers
 * @property {(event: import('../../shared/push.js').TaskEvent) => void} onTask
 * @property {() => void} onChange what `expects` says has changed
 * @property {() => boolean} isHidden nobody sees the page: it needs no stream, and browsers open only six connections to a host
 */

const OFFER = new RegExp(`rel="?${MONITOR_REL}\\b`);

/** A proxy's answer that is no stream. */
class NoStream extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`No stream of events: HTTP ${status}`);
    this.status = status;
  }
}

export class Push {
  /** The client's, which also sees whether the proxy offers streams. @type {typeof globalThis.fetch} */
  fetch;
  #url;
  #fetch;
  /** @type {PushHandlers} */
  #handlers = { onTask() {}, onChange() {}, isHidden: () => false };
  #isOffered = false;
  /** @type {string[]} ids of the tasks that are followed now */
  #wanted = [];
  /** @type {Set<string>} those that the open stream was asked for */
  #asked = new Set();
  /** @type {Set<string>} those of them whose end will be told */
  #expected = new Set();
  /** @type {AbortController | undefined} ends the stream that is listened to */
  #open;
  /** @type {AbortController | undefined} ends the one that is to take its place */
  #opening;
  /** @type {ReturnType<typeof setTimeout> | undefined} until the next is opened */
  #timer;
  #failures = 0;
  #lastEventId = '';

  /** @param {{ baseUrl: string, fetch: typeof globalThis.fetch }} options the client's */
  constructor({ baseUrl, fetch }) {
    this.#url = baseUrl.replace(/\/+$/, '') + EVENTS_PATH;
    this.#fetch = fetch;
    this.fetch = async (...request) => {
      const response = await fetch(...request);
      // A fetch of the caller's own may answer with less than a Response.
      if (OFFER.test(response.headers?.get?.('link') ?? '')) this.#isOffered = true;
      return response;
    };
  }

  /** @param {PushHandlers} handlers hear of all that comes from now on */
  handle(handlers) {
    this.#handlers = handlers;
  }

  /** @param {string} taskId @returns {boolean} whether its end will be told */
  expects(taskId) {
    return this.#expected.has(taskId);
  }

  /** @param {string[]} taskIds all that are followed; none ends the stream */
  want(taskIds) {
    this.#wanted = this.#isOffered && !this.#handlers.isHidden() ? taskIds.slice(0, MOST_TASKS_OF_A_STREAM) : [];
    if (this.#wanted.length === 0) return this.#close();
    const isAsked = this.#wanted.every((taskId) => this.#asked.has(taskId));
    if (!isAsked && this.#timer === undefined) this.#openIn(GATHER_MS);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#opening?.abort();
    this.#open?.abort();
    this.#opening = this.#open = undefined;
    this.#asked.clear();
    this.#expectNothing();
  }

  /** @param {number} ms */
  #openIn(ms) {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#listen();
    }, ms);
  }

  /** From opening a stream to its end. Never rejects. */
  async #listen() {
    const controller = new AbortController();
    this.#opening?.abort();
    this.#opening = controller;
    const { signal } = controller;
    const asked = (this.#asked = new Set(this.#wanted));
    let isLate = false;
    let heartbeat = FIRST_HEARTBEAT_MS;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let watchdog;
    const heard = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => {
        isLate = true;
        controller.abort();
      }, SILENT_HEARTBEATS * heartbeat);
    };
    heard();
    try {
      const reader = (await this.#request([...asked], signal)).getReader();
      signal.addEventListener('abort', () => void reader.cancel().catch(() => {}), { once: true });
      const events = new EventStreamReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || signal.aborted) break;
        heard();
        for (const { type, data, lastEventId } of events.read(value)) {
          // A stream that was opened anew has told of none yet.
          if (lastEventId) this.#lastEventId = lastEventId;
          const said = JSON.parse(data);
          if (type === 'hello') {
            heartbeat = said.heartbeat;
            heard();
            this.#welcome(controller, said);
          } else if (type === 'task') this.#told(said);
        }
        // Checked here, as heartbeats come: a page that was hidden says nothing.
        if (this.#handlers.isHidden()) return this.#close();
      }
      this.#ended(controller, isLate);
    } catch (error) {
      this.#ended(controller, isLate || !(this.#open === controller), error);
    } finally {
      clearTimeout(watchdog);
      controller.abort();
    }
  }

  /**
   * @param {string[]} taskIds
   * @param {AbortSignal} signal
   * @returns {Promise<ReadableStream<Uint8Array>>}
   */
  async #request(taskIds, signal) {
    const query = taskIds.map((taskId) => `taskId=${encodeURIComponent(taskId)}`).join('&');
    const response = await this.#fetch(`${this.#url}?${query}`, {
      headers: { Accept: 'text/event-stream', ...(this.#lastEventId && { 'Last-Event-ID': this.#lastEventId }) },
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (response.ok && isStream && response.body) return response.body;
    void response.body?.cancel().catch(() => {});
    throw new NoStream(response.status);
  }

  /** @param {AbortController} controller @param {import('../../shared/push.js').Hello} hello */
  #welcome(controller, { expected }) {
    this.#open?.abort();
    this.#open = controller;
    this.#opening = undefined;
    this.#failures = 0;
    this.#expected = new Set(expected);
    this.#handlers.onChange();
  }

  /** @param {import('../../shared/push.js').TaskEvent} event */
  #told(event) {
    if (!event.isExpected) this.#expected.delete(event.taskId);
    this.#handlers.onTask(event);
  }

  /**
   * @param {AbortController} controller of a stream that is over
   * @param {boolean} mayMiss something may have been told that was not heard
   * @param {unknown} [error]
   */
  #ended(controller, mayMiss, error) {
    const isCurrent = this.#open === controller || this.#opening === controller;
    // Another one has taken its place, or none is wanted.
    if (!isCurrent) return;
    if (this.#open === controller) this.#open = undefined;
    else this.#opening = undefined;
    if (mayMiss && !this.#open) this.#expectNothing();
    // A proxy that says no will say it again.
    if (error instanceof NoStream && error.status >= 400 && error.status < 500 && error.status !== 429) {
      this.#isOffered = false;
      return;
    }
    this.#asked = new Set();
    const wait = Number(AGAIN_MS[Math.min(this.#failures++, AGAIN_MS.length - 1)]);
    if (this.#timer === undefined) this.#openIn(wait * (1 + Math.random()));
  }

  #expectNothing() {
    if (this.#expected.size === 0) return;
    this.#expected = new Set();
    this.#handlers.onChange();
  }
}
