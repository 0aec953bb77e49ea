// Watches one task for the element and keeps what is known of it. Knows nothing of the page.
import { isFinal } from '../shared/finality.js';

/** @typedef {import('./view.js').Task} Task */
/** @typedef {import('./view.js').AlephTaskState} AlephTaskState */

/**
 * @typedef {object} TaskWatcherHandlers
 * @property {() => void} onChange something that is shown has changed
 * @property {(task: Task) => void} onTask the first state and each change
 * @property {(error: unknown, willRetry: boolean) => void} onError
 */

/**
 * @typedef {object} TaskWatcherOptions
 * @property {string} taskId
 * @property {boolean} follow false: one look
 * @property {() => import('../client/client.js').AlephClient} client may throw what the element then shows
 */

export class TaskWatcher {
  /** @type {AlephTaskState} */
  state = 'empty';
  /** @type {Task | null} as last seen, or as given */
  task = null;
  /** @type {unknown} what ended the following, or failed the last look */
  error = null;
  /** epoch ms */
  since = 0;
  attempts = 0;
  /** epoch ms, Infinity for never */
  nextAt = Infinity;
  #controller = new AbortController();
  #handlers;
  /** @type {TaskWatcherOptions | null} null: nobody to ask */
  #options = null;

  /** @param {TaskWatcherHandlers} handlers */
  constructor(handlers) {
    this.#handlers = handlers;
  }

  /**
   * Shows a task as it is, without asking anybody; null shows nothing.
   * @param {Task | null} task
   */
  show(task) {
    this.abort();
    this.#options = null;
    this.#set({ state: task?.status ?? 'empty', task, error: null, attempts: 0 });
  }

  /** @param {TaskWatcherOptions} options */
  async start(options) {
    this.abort();
    this.#options = options;
    const { taskId, follow } = options;
    const { signal } = (this.#controller = new AbortController());
    // Asked for again: what is known of the task stays until there is something newer.
    const task = this.task?.taskId === taskId ? this.task : null;
    this.#set({ state: 'looking', task, error: null, attempts: 0, since: Date.now() });
    try {
      const client = options.client();
      if (!follow) return this.#take(await client.getTask(taskId, { signal }));
      for await (const each of client.watchTask(taskId, { signal, onUpdate: (look) => this.#takeLook(look) }))
        this.#take(each);
    } catch (error) {
      if (signal.aborted) return;
      this.#set({ state: 'error', error, nextAt: Infinity });
      this.#handlers.onError(error, false);
    }
  }

  /** Ends it; what is known stays. */
  abort() {
    this.#controller.abort();
    this.nextAt = Infinity;
  }

  /** Ends it at the reader's wish. */
  stop() {
    this.abort();
    this.#set({ state: 'stopped' });
  }

  lookNow() {
    if (!this.#options) return;
    this.#set({ nextAt: 0 });
    this.#options.client().lookNow(this.#options.taskId);
  }

  /** @returns {Promise<string>} the answer of the service */
  async loadRaw() {
    if (this.task?.raw !== undefined) return this.task.raw;
    if (!this.#options) return JSON.stringify(this.task);
    const { raw } = await this.#options.client().getTask(this.#options.taskId, { raw: true });
    return String(raw);
  }

  /** @returns {boolean} whether there is a service to ask */
  get canAsk() {
    return this.#options !== null;
  }

  /** @param {Task} task */
  #take(task) {
    if (isFinal(task.status)) this.nextAt = Infinity;
    this.#set({ state: task.status, task, error: null });
    this.#handlers.onTask(task);
  }

  /** @param {import('../client/follow/followed-task.js').Look} look */
  #takeLook({ error, attempts, nextDelay }) {
    // The error of the last look comes once more, thrown.
    if (error && nextDelay === null) return;
    this.#set({ error, attempts, nextAt: nextDelay === null ? Infinity : Date.now() + nextDelay });
    if (error) this.#handlers.onError(error, true);
  }

  /** @param {Partial<Pick<TaskWatcher, 'state' | 'task' | 'error' | 'attempts' | 'nextAt' | 'since'>>} change */
  #set(change) {
    Object.assign(this, change);
    this.#handlers.onChange();
  }
}
