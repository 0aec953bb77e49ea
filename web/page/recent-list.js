// The list of recent tasks: shows them, and follows those that are not final together with the one on the stage.
import { AlephError } from '../client/errors.js';
import { el, icon } from '../element/dom.js';
import { fill } from '../words/fill.js';
import { isRecentEvent, readRecent, withState, withTasks, writeRecent } from './recent.js';

/** @typedef {import('./recent.js').RecentState} RecentState */

/**
 * @typedef {object} RecentListParts
 * @property {HTMLElement} list
 * @property {HTMLElement} clear
 * @property {() => import('../client/client.js').AlephClient} client
 * @property {() => { page: import('../words/en.js').PageWords, element: import('../words/en.js').ElementWords }} words
 * @property {(taskId: string) => void} onRemove
 */

export class RecentList {
  #parts;
  #storage = storageOf('localStorage');
  #tasks = readRecent(this.#storage);
  #current = '';
  /** @type {Map<string, AbortController>} of the tasks followed by this list; the one on the stage is followed by the element */
  #controllers = new Map();
  /** @type {Set<string>} stopped by the reader, until they are opened again */
  #stopped = new Set();

  /** @param {RecentListParts} parts */
  constructor(parts) {
    this.#parts = parts;
    parts.clear.addEventListener('click', () =>
      this.#change(
        () => [],
        this.#tasks.map(({ taskId }) => taskId),
      ),
    );
    addEventListener('storage', (event) => {
      if (!isRecentEvent(event)) return;
      this.#tasks = readRecent(this.#storage);
      this.show();
    });
  }

  /** @param {string[]} taskIds */
  add(taskIds) {
    this.#change((tasks) => withTasks(tasks, taskIds));
  }

  /**
   * @param {string} taskId on the stage now, or empty
   * @param {boolean} stopped whether the reader stopped the one before
   */
  select(taskId, stopped) {
    if (stopped) this.#stopped.add(this.#current);
    this.#stopped.delete(taskId);
    this.#current = taskId;
    if (taskId) this.add([taskId]);
    this.show();
  }

  /**
   * @param {string} taskId
   * @param {RecentState} state
   */
  saw(taskId, state) {
    this.#change((tasks) => withState(tasks, taskId, state));
  }

  /** @param {1 | -1} step @returns {string | undefined} the task after or before the one on the stage */
  neighbour(step) {
    const at = this.#tasks.findIndex(({ taskId }) => taskId === this.#current);
    return this.#tasks[at === -1 ? 0 : at + step]?.taskId;
  }

  /** Ends all following, for a change of service. */
  restart() {
    for (const controller of this.#controllers.values()) controller.abort();
    this.#controllers.clear();
    this.#follow();
  }

  show() {
    const { list, clear } = this.#parts;
    clear.hidden = this.#tasks.length === 0;
    const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : null;
    list.replaceChildren(...this.#tasks.map((task) => this.#row(task)));
    if (focused)
      /** @type {HTMLElement | undefined} */ (
        [...list.querySelectorAll('[data-key]')].find((each) => each.getAttribute('data-key') === focused)
      )?.focus();
    this.#follow();
  }

  /** @param {import('./recent.js').RecentTask} task */
  #row({ taskId, state }) {
    const { page, element } = this.#parts.words();
    const shown = state || 'looking';
    return el(
      'li',
      { class: shown },
      el(
        'a',
        {
          href: `#task=${encodeURIComponent(taskId)}`,
          'aria-current': taskId === this.#current ? 'true' : null,
          'data-key': `open ${taskId}`,
        },
        icon(shown),
        el('span', { class: 'id', dir: 'ltr', title: taskId }, taskId),
        el('span', { class: 'state' }, element.status[shown]),
      ),
      el(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': fill(page.recent.remove, { taskId }),
          'data-key': `remove ${taskId}`,
          click: () => this.#change((tasks) => tasks.filter((task) => task.taskId !== taskId), [taskId]),
        },
        icon('remove'),
      ),
    );
  }

  /**
   * @param {(tasks: import('./recent.js').RecentTask[]) => import('./recent.js').RecentTask[]} change
   * @param {string[]} [removed]
   */
  #change(change, removed = []) {
    // Another tab may have written meanwhile.
    const before = this.#storage ? readRecent(this.#storage) : this.#tasks;
    const tasks = change(before);
    if (JSON.stringify(tasks) === JSON.stringify(this.#tasks)) return;
    this.#tasks = tasks;
    writeRecent(this.#storage, tasks);
    for (const taskId of removed) this.#parts.onRemove(taskId);
    this.show();
  }

  #follow() {
    const wanted = new Set(
      this.#tasks
        .filter(
          ({ taskId, state }) =>
            (state === '' || state === 'processing') && taskId !== this.#current && !this.#stopped.has(taskId),
        )
        .map(({ taskId }) => taskId),
    );
    for (const [taskId, controller] of this.#controllers) {
      if (wanted.has(taskId)) continue;
      controller.abort();
      this.#controllers.delete(taskId);
    }
    for (const taskId of wanted) {
      if (this.#controllers.has(taskId)) continue;
      const controller = new AbortController();
      this.#controllers.set(taskId, controller);
      void this.#run(taskId, controller.signal);
    }
  }

  /**
   * @param {string} taskId
   * @param {AbortSignal} signal
   */
  async #run(taskId, signal) {
    try {
      for await (const { status } of this.#parts.client().watchTask(taskId, { signal })) this.saw(taskId, status);
    } catch (error) {
      // A wait that took too long begins again with the next visit; nothing else becomes better by itself.
      if (!signal.aborted && AlephError.is(error) && error.kind !== 'timeout') this.saw(taskId, 'error');
    }
  }
}

/** @param {'localStorage' | 'sessionStorage'} name @returns {Storage | null} null where the browser refuses it */
export function storageOf(name) {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}
