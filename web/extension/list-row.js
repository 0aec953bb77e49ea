// One row of the popup's list: a task by its thumbnail, prompt, state and time, or what was sent and is no known task.
import { el, icon } from '../element/dom.js';
import { Format } from '../element/format.js';
import { fill } from '../words/fill.js';
import { showCreate } from './windows.js';
import { language, words } from './words.js';

const format = new Format(language.locale);

/**
 * @param {import('./stored-tasks.js').StoredTask} task
 * @param {() => void} open
 */
export function rowOfTask({ snapshot, status, unseen, changed, facts = {} }, open) {
  const { taskId } = snapshot;
  const { prompt, thumbnail, createTime = snapshot.createTime } = facts;
  const state = words.states[status];
  return row({
    name: taskId,
    title: prompt ?? taskId,
    isId: prompt === undefined,
    picture: thumbnail,
    icon: status,
    state: unseen ? fill(words.popup.unseen, { state }) : state,
    time: createTime ? Date.parse(createTime) : changed,
    open,
    remove: { type: 'forget', taskId },
  });
}

/** @param {import('../create/intents.js').Intent} intent `sending` or `unknown` */
export function rowOfIntent({ id, state, time, input }) {
  const isUnknown = state === 'unknown';
  return row({
    name: id,
    title: String(input.prompt),
    isId: false,
    icon: isUnknown ? 'error' : 'processing',
    state: words.intents[isUnknown ? 'unknown' : 'sending'],
    time,
    open: () => void showCreate({ id }),
    remove: isUnknown ? { type: 'forgetIntent', id } : null,
  });
}

/**
 * @param {object} shown
 * @param {string} shown.name tells rows apart
 * @param {string} shown.title
 * @param {boolean} shown.isId of a task, which has no other title
 * @param {string} [shown.picture] URL that was checked
 * @param {import('../element/dom.js').IconName} shown.icon
 * @param {string} shown.state
 * @param {number} shown.time epoch ms
 * @param {() => void} shown.open
 * @param {object | null} shown.remove message to the worker; null: it cannot be removed now
 */
function row({ name, title, isId, picture, icon: sign, state, time, open, remove }) {
  const when = el('time', { datetime: new Date(time).toISOString(), title: format.dateTime(time) }, format.short(time));
  return el(
    'li',
    { class: sign, 'data-name': name },
    el(
      'button',
      { type: 'button', class: 'open', title: isId ? null : name, click: open },
      el('span', { class: 'thumb' }, picture ? thumbnail(picture) : icon('empty')),
      el('span', isId ? { class: 'id', dir: 'ltr' } : { class: 'prompt', dir: 'auto' }, title),
      el('span', { class: 'facts' }, el('span', { class: 'state' }, icon(sign), state), when),
    ),
    remove &&
      el(
        'button',
        {
          type: 'button',
          class: 'quiet square',
          'aria-label': fill(words.popup.remove, { task: title }),
          click: () => void chrome.runtime.sendMessage(remove),
        },
        icon('remove'),
      ),
  );
}

/** @param {string} url */
function thumbnail(url) {
  const image = el('img', { alt: '', loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' });
  // Media are kept for two weeks only.
  image.addEventListener('error', () => image.replaceWith(icon('empty')));
  image.src = url;
  return image;
}
