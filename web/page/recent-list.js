// The list of recent tasks: which of them are shown, in which order, and what is remembered of them.
import { Format } from '../element/format.js';
import { fill } from '../words/fill.js';
import { byId } from './by-id.js';
import { place } from './place.js';
import { factsOfTask, readFacts } from './recent-facts.js';
import { RecentRow } from './recent-row.js';
import { RecentWatch } from './recent-watch.js';
import { isRecentEvent, matching, parseRecent, storedRecent, withState, withTasks, writeRecent } from './recent.js';
import { storageOf } from './storage.js';

/** @typedef {import('./recent.js').RecentState} RecentState */
/** @typedef {import('./recent.js').RecentTask} RecentTask */

/** As many rows are shown, and as many more whenever the reader asks. */
const PAGE = 100;
/** A list that is longer can be searched. */
const SEARCHABLE = 3;

/**
 * @typedef {object} RecentListOptions
 * @property {() => import('../client/client.js').AlephClient} client
 * @property {() => import('./page-words.js').Words} words
 * @property {() => string} key the reader's own, which nothing that is remembered may spell; empty when there is none
 * @property {(taskIds: string[]) => void} onRemove nothing of these is to be remembered any more
 */

export class RecentList {
  /** Once it is loaded. @type {import('./keep/keep.js').Keeping | undefined} */
  keeping;

  #options;
  #list = byId('recent-list', HTMLElement);
  #clear = byId('recent-clear', HTMLElement);
  #more = byId('recent-more', HTMLElement);
  #none = byId('recent-none', HTMLElement);
  #filter = byId('recent-filter', HTMLElement);
  #text = byId('recent-text', HTMLInputElement);
  #state = byId('recent-state', HTMLSelectElement);
  #storage = storageOf('localStorage');
  #stored = storedRecent(this.#storage);
  #tasks = parseRecent(this.#stored);
  #current = '';
  #most = PAGE;
  /** @type {Map<string, RecentRow>} by task */
  #rows = new Map();
  /** @type {{ language: string, format: Format } | undefined} */
  #reading;
  #watch;

  /** @param {RecentListOptions} options */
  constructor(options) {
    this.#options = options;
    this.#watch = new RecentWatch({
      client: options.client,
      onTask: (task) => this.#saw(task.taskId, task.status, task),
      onProblem: (taskId) => this.#saw(taskId, 'error'),
      onEnd: () => this.show(),
    });
    this.#clear.addEventListener('click', () => this.#change(() => []));
    this.#more.addEventListener('click', () => {
      this.#most += PAGE;
      this.show();
    });
    this.#list.addEventListener('click', ({ target }) => {
      const row = /** @type {Element} */ (target).closest('.remove')?.closest('li');
      if (row) this.#remove(row);
    });
    for (const input of [this.#text, this.#state]) {
      input.addEventListener('input', () => {
        this.#most = PAGE;
        this.show();
      });
    }
    addEventListener('storage', (event) => {
      if (!isRecentEvent(event)) return;
      this.#read();
      this.show();
    });
  }

  get isEmpty() {
    return this.#tasks.length === 0;
  }

  /** @param {string[]} taskIds */
  add(taskIds) {
    this.#change((tasks) => withTasks(tasks, taskIds));
  }

  /**
   * Puts a new task first, with what its maker knows of it.
   * @param {string} taskId
   * @param {object} facts as recent-facts.js reads them
   */
  addMade(taskId, facts) {
    this.#change((tasks) => withState(withTasks(tasks, [taskId]), taskId, 'processing', readFacts(facts)));
  }

  /** @param {string} taskId on the stage now, or empty */
  select(taskId) {
    this.#watch.takeUp(taskId);
    this.#current = taskId;
    if (taskId) this.add([taskId]);
    this.show();
  }

  /**
   * @param {string} taskId on the stage, where it is watched
   * @param {RecentState} state
   * @param {import('../element/view.js').Task | null} task
   */
  saw(taskId, state, task) {
    this.#watch.takeUp(taskId);
    this.#saw(taskId, state, task);
  }

  /** @param {string} taskId that the reader stopped watching */
  leave(taskId) {
    this.#watch.leave(taskId);
    this.show();
  }

  /** @param {1 | -1} step @returns {string | undefined} the task shown after or before the one on the stage */
  neighbour(step) {
    const tasks = this.#matching();
    const at = tasks.findIndex(({ taskId }) => taskId === this.#current);
    return tasks[at === -1 ? 0 : at + step]?.taskId;
  }

  /** Ends all following, for a change of service. */
  restart() {
    this.#watch.follow([]);
    this.show();
  }

  /** @param {HTMLLIElement} row */
  #remove(row) {
    const beside = row.nextElementSibling ?? row.previousElementSibling;
    const { taskId } = row.dataset;
    this.#change((tasks) => tasks.filter((task) => task.taskId !== taskId));
    // Whoever works by keyboard goes on where they were.
    /** @type {HTMLElement | null | undefined} */ (beside?.querySelector('.remove'))?.focus();
  }

  /** Shows what has changed, and touches no other row. */
  show() {
    this.#follow();
    const { page, element, language } = this.#options.words();
    if (this.#reading?.language !== language.locale)
      this.#reading = { language: language.locale, format: new Format(language.locale) };
    const { format } = this.#reading;
    const found = this.#matching();
    const at = found.findIndex(({ taskId }) => taskId === this.#current);
    const shown = found.slice(0, Math.max(this.#most, at + 1));
    const words = () => ({ recent: page.recent, status: element.status, format });
    const rows = shown.map((task) => {
      const row = this.#rowOf(task.taskId);
      row.show(
        {
          task,
          shown: this.#shownState(task),
          current: task.taskId === this.#current,
          language: language.locale,
          mark: this.keeping?.markOf(task) ?? null,
        },
        words,
      );
      return row.element;
    });
    place(this.#list, rows);
    this.#showTools(page.recent, format, found.length - shown.length);
    this.keeping?.show(this.#tasks, this.#current);
  }

  /** @param {string} taskId @returns {RecentRow} the same as long as the task is in the list */
  #rowOf(taskId) {
    const row = this.#rows.get(taskId) ?? new RecentRow(taskId);
    this.#rows.set(taskId, row);
    return row;
  }

  /**
   * @param {import('../words/en.js').PageWords['recent']} words
   * @param {Format} format
   * @param {number} left rows that are not shown
   */
  #showTools(words, format, left) {
    const isFiltered = this.#text.value !== '' || this.#state.value !== '';
    this.#text.placeholder = words.search;
    this.#filter.hidden = this.#tasks.length <= SEARCHABLE && !isFiltered;
    this.#none.hidden = !isFiltered || this.#list.children.length > 0;
    this.#more.hidden = left === 0;
    if (left > 0) this.#more.textContent = fill(words.more, { count: format.number(Math.min(left, PAGE)) });
    // It would say "all" and leave unclear of what.
    this.#clear.hidden = this.#tasks.length === 0 || isFiltered;
  }

  #matching() {
    return matching(this.#tasks, { text: this.#text.value, state: this.#state.value });
  }

  /** @param {RecentTask} task */
  #shownState({ taskId, state }) {
    if (state !== '' && state !== 'processing') return state;
    return this.#watch.isLeft(taskId) ? 'stopped' : state || 'looking';
  }

  #follow() {
    const open = this.#tasks.filter(({ state }) => state === '' || state === 'processing');
    this.#watch.follow(open.map(({ taskId }) => taskId).filter((taskId) => taskId !== this.#current));
  }

  /**
   * @param {string} taskId
   * @param {RecentState} state
   * @param {import('../element/view.js').Task | null} [task]
   */
  #saw(taskId, state, task = null) {
    const facts = task ? factsOfTask(task, this.#options.key()) : {};
    if (task) this.keeping?.saw(task);
    this.#change((tasks) => withState(tasks, taskId, state, facts));
  }

  /** Another tab may have written meanwhile. */
  #read() {
    const stored = storedRecent(this.#storage);
    if (stored === this.#stored) return;
    this.#stored = stored;
    this.#tasks = parseRecent(stored);
  }

  /** @param {(tasks: RecentTask[]) => RecentTask[]} change */
  #change(change) {
    this.#read();
    const before = this.#tasks;
    this.#tasks = change(before);
    writeRecent(this.#storage, this.#tasks, this.#stored);
    this.#stored = storedRecent(this.#storage);
    const there = new Set(this.#tasks.map(({ taskId }) => taskId));
    const removed = before.map(({ taskId }) => taskId).filter((taskId) => !there.has(taskId));
    for (const taskId of removed) this.#rows.delete(taskId);
    if (removed.length > 0) {
      this.#options.onRemove(removed);
      this.keeping?.forget(removed);
    }
    this.show();
  }
}
