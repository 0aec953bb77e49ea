// One row of the popup's list: a task by its thumbnail, prompt, state and time, or what was sent and is no known task.
import { el, icon } from '../element/dom.js';
import { Format } from '../element/format.js';
import { fill } from '../words/fill.js';
import { language, words } from './words.js';

const format = new Format(language.locale);

/**
 * @typedef {object} RowView
 * @property {string} title
 * @property {boolean} isId of a task, which has no other title
 * @property {string} [picture] URL that was checked
 * @property {import('../element/dom.js').IconName} sign
 * @property {string} state
 * @property {number} time epoch ms
 * @property {object | null} remove message to the worker; null: it cannot be removed now
 */

/** Stays the same element as long as what it shows is in the list: a press that begins on it also ends on it. */
export class ListRow {
  element;
  #open;
  #remove = el('button', { type: 'button', class: 'quiet square' }, icon('remove'));
  #key = '';

  /**
   * @param {string} name tells rows apart
   * @param {() => void} open
   */
  constructor(name, open) {
    this.#open = el('button', { type: 'button', class: 'open', click: open });
    this.element = el('li', { 'data-name': name }, this.#open);
  }

  focus() {
    this.#open.focus();
  }

  /** Touches the popup only when there is something new to say. @param {RowView} view */
  show(view) {
    const key = JSON.stringify(view);
    if (key === this.#key) return;
    this.#key = key;
    const { title, isId, picture, sign, state, time, remove } = view;
    const when = el(
      'time',
      { datetime: new Date(time).toISOString(), title: format.dateTime(time) },
      format.short(time),
    );
    this.element.className = sign;
    this.#open.title = isId ? '' : (this.element.dataset.name ?? '');
    this.#open.replaceChildren(
      el('span', { class: 'thumb' }, picture ? thumbnail(picture) : icon('empty')),
      el('span', isId ? { class: 'id', dir: 'ltr' } : { class: 'prompt', dir: 'auto' }, title),
      el('span', { class: 'facts' }, el('span', { class: 'state' }, icon(sign), state), when),
    );
    this.#remove.ariaLabel = fill(words.popup.remove, { task: title });
    this.#remove.onclick = () => void chrome.runtime.sendMessage(remove);
    if (remove) this.element.append(this.#remove);
    else this.#remove.remove();
  }
}

/** @param {import('./stored-tasks.js').StoredTask} task @returns {RowView} */
export function viewOfTask({ snapshot, status, unseen, changed, facts = {} }) {
  const { taskId } = snapshot;
  const { prompt, thumbnail, createTime = snapshot.createTime } = facts;
  const state = words.states[status];
  return {
    title: prompt ?? taskId,
    isId: prompt === undefined,
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
    title: String(input.prompt),
    isId: false,
    sign: isUnknown ? 'error' : 'processing',
    state: words.intents[isUnknown ? 'unknown' : 'sending'],
    time,
    remove: isUnknown ? { type: 'forgetIntent', id } : null,
  };
}

/** @param {string} url */
function thumbnail(url) {
  const image = el('img', { alt: '', loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' });
  // Media are kept for two weeks only.
  image.addEventListener('error', () => image.replaceWith(icon('empty')));
  image.src = url;
  return image;
}
