// One row of the list of recent tasks: its thumbnail, prompt, state, time and cost. It stays the same element as long as the task is there.
import { el, icon } from '../element/dom.js';
import { fill } from '../words/fill.js';
import { stateOf, thumbOf, titleOf, when } from './row-parts.js';

/**
 * @typedef {object} RowView
 * @property {import('./recent.js').RecentTask} task
 * @property {import('../element/dom.js').IconName & keyof import('../words/en.js').ElementWords['status']} shown its state, as it is shown
 * @property {boolean} current on the stage
 * @property {string} language BCP 47
 * @property {import('./keep/keep.js').Mark | null} mark of its files, when there is something to say
 */

/**
 * @typedef {object} RowWords
 * @property {import('../words/en.js').PageWords['recent']} recent
 * @property {import('../words/en.js').ElementWords['status']} status
 * @property {import('../element/format.js').Format} format
 */

export class RecentRow {
  element;
  #link;
  #remove = el('button', { type: 'button', class: 'quiet remove' }, icon('remove'));
  #thumb = thumbOf(undefined);
  /** @type {string | undefined} what is in #thumb: it is not loaded anew */
  #thumbnail;
  #key = '';

  /** @param {string} taskId */
  constructor(taskId) {
    this.#link = el('a', { href: `#task=${encodeURIComponent(taskId)}`, title: taskId });
    this.element = el('li', { 'data-task-id': taskId }, this.#link, this.#remove);
  }

  /**
   * Touches the page only when there is something new to say.
   * @param {RowView} view
   * @param {() => RowWords} words
   */
  show(view, words) {
    const key = JSON.stringify(view);
    if (key === this.#key) return;
    this.#key = key;
    this.#build(view, words());
  }

  /**
   * @param {RowView} view
   * @param {RowWords} words
   */
  #build({ task, shown, current, mark }, { recent, status, format }) {
    const { taskId, prompt, createTime, credits } = task;
    this.element.className = shown;
    if (current) this.#link.setAttribute('aria-current', 'true');
    else this.#link.removeAttribute('aria-current');
    this.#remove.setAttribute('aria-label', fill(recent.remove, { task: prompt ?? taskId }));
    if (task.thumbnail !== this.#thumbnail) this.#thumb = thumbOf(task.thumbnail);
    this.#thumbnail = task.thumbnail;
    this.#link.replaceChildren(
      this.#thumb,
      titleOf(prompt, taskId),
      el(
        'span',
        { class: 'facts' },
        stateOf(shown, status[shown]),
        createTime !== undefined && when(Date.parse(createTime), format),
        credits !== undefined &&
          el('span', {}, fill(format.plural(credits, recent.credits), { count: format.number(credits) })),
        mark && el('span', { class: `mark ${mark.kind}` }, mark.text),
      ),
    );
  }
}
