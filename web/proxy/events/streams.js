// The open streams of server-sent events: each tells of the tasks that it was opened for.

/** Never is a stream silent for longer, in ms. Fronts close what is silent for a minute. */
export const HEARTBEAT_MS = 15_000;
/** What a client does not take is not kept for it without end: its stream ends, and goes on where it was when it is opened again. */
const MOST_WAITING_BYTES = 2 * 1_048_576;
/** What happened so long before what a client heard last is told again: events of several tasks need not come in the order of time. */
const OVERLAP_MS = 10_000;

/** @typedef {import('../../shared/push.js').TaskEvent} TaskEvent */
/** @typedef {ReadableStreamDefaultController<Uint8Array>} Controller */
/** @typedef {{ taskIds: string[], controller: Controller }} Open */

const encoder = new TextEncoder();
const HEARTBEAT = encoder.encode(':\n\n');

export class Streams {
  /** @type {Map<string, Set<Open>>} by task */
  #byTask = new Map();
  /** @type {Set<Open>} */
  #all = new Set();
  /** @type {ReturnType<typeof setInterval> | undefined} while any is open */
  #beating;

  /** How many are open. */
  get size() {
    return this.#all.size;
  }

  /** @param {string} taskId @returns {boolean} whether anybody listens */
  has(taskId) {
    return this.#byTask.has(taskId);
  }

  /**
   * @param {string[]} taskIds
   * @param {object} now
   * @param {string[]} now.expected those whose end will be told
   * @param {TaskEvent[]} now.known those that have been seen
   * @param {string | null} lastEventId of a stream before, epoch ms: what was told by then is not told again
   * @returns {ReadableStream<Uint8Array>}
   */
  open(taskIds, { expected, known }, lastEventId) {
    const since = Number(lastEventId ?? 0) - OVERLAP_MS;
    /** @type {Open} */
    let open;
    const source = {
      start: (/** @type {Controller} */ controller) => {
        open = { taskIds, controller };
        controller.enqueue(event('hello', { heartbeat: HEARTBEAT_MS, expected }));
        for (const task of known) if (!(task.at < since)) controller.enqueue(event('task', task, task.at));
        this.#add(open);
      },
      cancel: () => this.#remove(open),
    };
    return new ReadableStream(source, { highWaterMark: MOST_WAITING_BYTES, size: (piece) => piece?.length ?? 0 });
  }

  /** @param {TaskEvent} task */
  tell(task) {
    const said = event('task', task, task.at);
    for (const open of this.#byTask.get(task.taskId) ?? []) this.#send(open, said);
  }

  /** Ends all; their clients open others, wherever they are led then. */
  end() {
    for (const open of [...this.#all]) this.#end(open);
  }

  /** @param {Open} open @param {Uint8Array} bytes */
  #send(open, bytes) {
    if (Number(open.controller.desiredSize) < bytes.length) return this.#end(open);
    open.controller.enqueue(bytes);
  }

  /** @param {Open} open */
  #end(open) {
    this.#remove(open);
    open.controller.close();
  }

  /** @param {Open} open */
  #add(open) {
    this.#all.add(open);
    for (const taskId of open.taskIds) {
      const others = this.#byTask.get(taskId) ?? new Set();
      this.#byTask.set(taskId, others.add(open));
    }
    this.#beating ??= setInterval(() => {
      for (const each of [...this.#all]) this.#send(each, HEARTBEAT);
    }, HEARTBEAT_MS);
  }

  /** @param {Open} open */
  #remove(open) {
    this.#all.delete(open);
    for (const taskId of open.taskIds) {
      const others = this.#byTask.get(taskId);
      others?.delete(open);
      if (others?.size === 0) this.#byTask.delete(taskId);
    }
    if (this.#all.size > 0) return;
    clearInterval(this.#beating);
    this.#beating = undefined;
  }
}

/** @param {string} type @param {object} data @param {number} [id] */
function event(type, data, id) {
  const line = id === undefined ? '' : `id: ${id}\n`;
  return encoder.encode(`event: ${type}\n${line}data: ${JSON.stringify(data)}\n\n`);
}
