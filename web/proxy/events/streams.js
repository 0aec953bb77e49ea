// The open streams of server-sent events: each tells of the tasks that it was opened for.
import { eventOf } from './known-tasks.js';

/** Never is a stream silent for longer, in ms. Fronts close what is silent for a minute. */
export const HEARTBEAT_MS = 15_000;
/** What a client does not take is not kept for it without end: its stream ends, and goes on where it was when it is opened again. */
const MOST_WAITING_BYTES = 2 * 1_048_576;
/** What happened so long before what a client heard last is told again: events of several tasks need not come in the order of time. */
const OVERLAP_MS = 10_000;

/** @typedef {import('../../shared/push.js').TaskEvent} TaskEvent */
/** @typedef {import('./known-tasks.js').KnownTasks} KnownTasks */
/** @typedef {(change: 'opened' | 'told' | 'closed') => void} OnChange hears of each stream, for metrics */

const encoder = new TextEncoder();
const HEARTBEAT = encoder.encode(':\n\n');

export class Streams {
  /** @type {Set<Stream>} */
  #open = new Set();
  /** How many each client has open. @type {Map<string, number>} */
  #byClient = new Map();
  #tasks;
  #onChange;

  /** @param {KnownTasks} tasks @param {OnChange} [onChange] */
  constructor(tasks, onChange = () => {}) {
    this.#tasks = tasks;
    this.#onChange = onChange;
  }

  /** How many are open. */
  get size() {
    return this.#open.size;
  }

  /** @param {string | null} client null: not to be told from others @returns {number} how many it has open */
  sizeOf(client) {
    return client === null ? 0 : (this.#byClient.get(client) ?? 0);
  }

  /**
   * @param {string[]} taskIds
   * @param {object} caller
   * @param {string | null} caller.lastEventId of a stream before, epoch ms: what was told by then is not told again
   * @param {string | null} caller.client whose stream it is
   * @returns {ReadableStream<Uint8Array>}
   */
  open(taskIds, { lastEventId, client }) {
    const stream = new Stream((change) => {
      if (change === 'closed') {
        this.#open.delete(stream);
        this.#count(client, -1);
      }
      this.#onChange(change);
    });
    this.#open.add(stream);
    this.#count(client, 1);
    this.#onChange('opened');
    stream.begin(this.#tasks, taskIds, Number(lastEventId ?? 0) - OVERLAP_MS).catch(() => stream.end());
    return stream.body;
  }

  /** @param {string | null} client @param {1 | -1} change */
  #count(client, change) {
    if (client === null) return;
    const size = this.sizeOf(client) + change;
    if (size === 0) this.#byClient.delete(client);
    else this.#byClient.set(client, size);
  }

  /** Ends all; their clients open others, wherever they are led then. */
  end() {
    for (const stream of [...this.#open]) stream.end();
  }
}

/** One of them. Everything of it is its own, its timer too: on Cloudflare Workers nothing of one request may work for another. */
class Stream {
  /** @type {ReadableStreamDefaultController<Uint8Array> | undefined} */
  #controller;
  /** @type {(() => Promise<void>)[]} */
  #stops = [];
  /** @type {TaskEvent[] | null} what is heard before the beginning is told */
  #early = [];
  #isOver = false;
  /** @type {Map<string, string>} by task, what was told last: the same may be heard twice */
  #told = new Map();
  #beating;
  #onChange;
  body;

  /** @param {OnChange} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
    /** @type {UnderlyingDefaultSource<Uint8Array>} */
    const source = { start: (controller) => void (this.#controller = controller), cancel: () => this.#leave() };
    this.body = new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }));
    this.#beating = setInterval(() => this.#send(HEARTBEAT), HEARTBEAT_MS);
  }

  /**
   * Listens first, and reads what is known then: nothing comes between.
   * @param {KnownTasks} tasks
   * @param {string[]} taskIds
   * @param {number} since epoch ms
   */
  async begin(tasks, taskIds, since) {
    await Promise.all(
      taskIds.map(async (taskId) => {
        const stop = await tasks.listen(taskId, (event) => (this.#early ? this.#early.push(event) : this.#tell(event)));
        if (this.#isOver) await stop();
        else this.#stops.push(stop);
      }),
    );
    const known = await Promise.all(taskIds.map((taskId) => tasks.get(taskId)));
    const expected = taskIds.filter((_, i) => known[i]?.expected && !known[i]?.seen?.isFinal);
    this.#send(event('hello', { heartbeat: HEARTBEAT_MS, expected }));
    for (const [i, taskId] of taskIds.entries()) {
      const task = eventOf(taskId, known[i] ?? null);
      if (task && !(task.at < since)) this.#tell(task);
      // Somebody asks for it; and this process knows it by itself, whatever becomes of the store.
      await tasks.expect(taskId, known[i]?.expected ?? null);
    }
    const early = this.#early ?? [];
    this.#early = null;
    for (const task of early) this.#tell(task);
  }

  /** Ends it from this side. */
  end() {
    if (this.#isOver) return;
    this.#leave();
    this.#controller?.close();
  }

  /** Once: a client may leave after the end, while something of it still waits to be taken. */
  #leave() {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#beating);
    this.#onChange('closed');
    for (const stop of this.#stops.splice(0)) stop().catch(() => {});
  }

  /** @param {TaskEvent} task */
  #tell(task) {
    const news = `${task.at} ${task.isExpected}`;
    if (this.#isOver || this.#told.get(task.taskId) === news) return;
    this.#told.set(task.taskId, news);
    this.#send(event('task', task, task.at));
    this.#onChange('told');
  }

  /** @param {Uint8Array} bytes */
  #send(bytes) {
    if (this.#isOver) return;
    if (Number(this.#controller?.desiredSize) < bytes.length) return this.end();
    this.#controller?.enqueue(bytes);
  }
}

/** @param {string} type @param {object} data @param {number} [id] */
function event(type, data, id) {
  const line = id === undefined ? '' : `id: ${id}\n`;
  return encoder.encode(`event: ${type}\n${line}data: ${JSON.stringify(data)}\n\n`);
}
