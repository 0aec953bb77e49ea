// One row of the popup's list: a task by its thumbnail, prompt, state and time, or what was sent and is no known task.
import { el, icon } from '../element/dom.js';
import { Format } from '../element/format.js';
import { stateOf, thumbOf, titleOf, when } from '../page/row-parts.js';
import { fill } from '../words/fill.js';
import { language, words } from './words.js';

const format = new Format(language.locale);

/**
 * @typedef {object} RowView
 * @property {string | undefined} prompt by which people know it
 * @property {string} [picture] URL that was checked
 * @property {import('../element/dom.js').IconName} sign
 * @property {string} state
 * @property {number} time epoch ms
 * @property {object | null} remove message to the worker; null: it cannot be removed now
 */

/** Stays the same element as long as what it shows is in the list: a press that begins on it also ends on it. */
export class ListRow {
  element;
  #name;
  #open;
  #remove = el('button', { type: 'button', class: 'quiet square' }, icon('remove'));
  #key = '';

  /**
   * @param {string} name tells rows apart: the task's id, or the intent's
   * @param {() => void} open
   */
  constructor(name, open) {
    this.#name = name;
    this.#open = el('button', { type: 'button', class: 'open', click: open });
    this.element = el('li', { 'data-name': name }, this.#open, this.#remove);
  }

  focus() {
    this.#open.focus();
  }

  /** Touches the popup only when there is something new to say. @param {RowView} view */
  show(view) {
    const key = JSON.stringify(view);
    if (key === this.#key) return;
    this.#key = key;
    const { prompt, picture, sign, state, time, remove } = view;
    this.element.className = sign;
    this.#open.title = prompt === undefined ? '' : this.#name;
    this.#open.replaceChildren(
      thumbOf(picture),
      titleOf(prompt, this.#name),
      el('span', { class: 'facts' }, stateOf(sign, state), when(time, format)),
    );
    this.#remove.ariaLabel = fill(words.popup.remove, { task: prompt ?? this.#name });
    this.#remove.onclick = () => void chrome.runtime.sendMessage(remove);
    this.#remove.hidden = remove === null;
  }
}

/** @param {import('./stored-tasks.js').StoredTask} task @returns {RowView} */
export function viewOfTask({ snapshot, status, unseen, changed, facts = {} }) {
  const { taskId } = snapshot;
  const { prompt, thumbnail, createTime = snapshot.createTime } = facts;
  const state = words.states[status];
  return {
    prompt,
    picture: thumbnail,
    sign: status,
    state: unseen ? fill(words.popup.unseen, { state }) : state,
    time: createTime ? Date.parse(createTime) : changed,
    remove: { type: 'forget', taskId },
  };
}

/** @param {import('../create/intents.js').Intent} intent `sending` or `unknown` @returns {RowView} */
export function viewOfIntent({ id, state, time, input }) {
  const isUnknown = state === 'unknown';
  return {
    prompt: String(input.prompt),
    sign: isUnknown ? 'error' : 'processing',
    state: words.intents[isUnknown ? 'unknown' : 'sending'],
    time,
    remove: isUnknown ? { type: 'forgetIntent', id } : null,
  };
}
