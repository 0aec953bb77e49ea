// The top line: the state as icon and word, the result to be saved, the task id, and what can be copied of it.
import { copyFrom, el, icon } from './dom.js';
import { downloadLink } from './download.js';
import { safeUrl } from './safe-url.js';

/** @type {import('./view.js').Section} */
export const headerSection = {
  slot: 'header',
  key: ({ state, taskId, task, again }) =>
    state === 'empty'
      ? null
      : [
          state,
          task?.taskId ?? taskId,
          task !== null,
          task?.response?.resultVideoUrl,
          again && Boolean(task?.parameters),
        ],
  build({ state, taskId, task, words, again }, { announce, again: takeUp }) {
    let now = task;
    const id = task?.taskId ?? taskId;
    const copy = (/** @type {string} */ part, /** @type {string} */ name, /** @type {() => string} */ text) => {
      const button = el('button', {
        type: 'button',
        class: 'quiet',
        part: `button ${part}`,
        click: () => copyFrom(button, text(), words.actions).then(announce),
      });
      button.append(icon('copy'), el('span', { class: 'label' }, name));
      return button;
    };
    const json = copy('copy-json', words.actions.copyJson, () => JSON.stringify(now, null, 2));
    // There from the beginning, so that nothing moves when the task arrives.
    json.disabled = task === null;
    const video = safeUrl(task?.response?.resultVideoUrl);
    const saveAs = { base: `aleph-${id}`, ending: 'mp4' };
    return {
      nodes: [
        el(
          'header',
          { part: 'header', class: 'header' },
          el(
            'p',
            { part: `status status-${state}`, class: `status ${state}` },
            icon(state),
            el('span', {}, words.status[state]),
          ),
          video !== null && downloadLink('main', video, words.result.video, saveAs, words, announce),
          el(
            'div',
            { class: 'buttons' },
            again &&
              el(
                'button',
                { type: 'button', class: 'quiet', part: 'button again', disabled: !task?.parameters, click: takeUp },
                icon('again'),
                words.actions.again,
              ),
            copy('copy-id', words.actions.copyId, () => id),
            json,
          ),
          el('h2', { part: 'task-id', class: 'task-id', dir: 'ltr' }, id),
        ),
      ],
      update(view) {
        now = view.task;
      },
    };
  },
};

/** @type {import('./view.js').Section} */
export const emptySection = {
  slot: 'empty',
  key: ({ state }) => (state === 'empty' ? [] : null),
  build: ({ words }) => ({
    nodes: [
      el(
        'div',
        { part: 'empty', class: 'empty' },
        icon('empty'),
        el('p', { class: 'title' }, words.empty.title),
        el('p', {}, words.empty.text),
      ),
    ],
  }),
};
