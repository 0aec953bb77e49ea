// What is below the stage: files, prompt, parameters, times, model and credits, raw answer.
import { copyFrom, el, icon, present } from './dom.js';
import { downloadLink, newTab } from './download.js';
import { keptUntil } from './format.js';
import { isFinal } from '../shared/finality.js';
import { fill } from '../words/fill.js';
import { prettyJson } from './pretty-json.js';
import { safeUrl } from './safe-url.js';
import { factsOf } from './task-facts.js';

/** @typedef {import('./view.js').Section} Section */
/** @typedef {import('./view.js').View} View */
/** @typedef {import('./languages.js').ElementWords} Words */

/** @type {Section} */
export const filesSection = {
  slot: 'files',
  key: ({ task }) =>
    task?.response?.resultVideoUrl || task?.response?.resultImageUrl ? [task.response, task.taskId] : null,
  build({ task, words }, { announce }) {
    const { resultVideoUrl, resultImageUrl } = task?.response ?? { resultVideoUrl: null, resultImageUrl: null };
    const name = `aleph-${task?.taskId}`;
    const rows = [
      file(words.result.video, resultVideoUrl, { base: name, ending: 'mp4' }, words, announce),
      file(words.result.thumbnail, resultImageUrl, { base: `${name}-thumbnail`, ending: 'png' }, words, announce),
    ];
    return { nodes: [el('section', { part: 'files', class: 'files' }, el('h3', {}, words.result.files), ...rows)] };
  },
};

/** @type {Section} */
export const promptSection = {
  slot: 'prompt',
  key: ({ task }) => (task?.parameters?.prompt === undefined ? null : [task.parameters.prompt]),
  build: ({ task, words }) => ({
    nodes: [
      el(
        'section',
        { part: 'prompt', class: 'prompt' },
        el('h3', {}, words.prompt),
        el('blockquote', { dir: 'auto' }, asText(task?.parameters?.prompt)),
      ),
    ],
  }),
};

/** @type {Section} */
export const parametersSection = {
  slot: 'parameters',
  key: ({ task }) => (task ? [task.parameters] : null),
  build({ task, words }) {
    /** @type {Record<string, string>} */
    const names = words.parameters.names;
    const { prompt: _, ...others } = task?.parameters ?? {};
    const rows = Object.entries(others).map(([key, value]) =>
      fact(Object.hasOwn(names, key) ? names[key] : key, parameter(value, words), { title: key }),
    );
    if (task?.parameters && rows.length === 0) return { nodes: [] };
    const content = task?.parameters ? facts(rows) : el('p', { class: 'hint' }, words.parameters.unknown);
    return {
      nodes: [
        el('section', { part: 'parameters', class: 'parameters' }, el('h3', {}, words.parameters.title), content),
      ],
    };
  },
};

/** @type {Section} */
export const timesSection = {
  slot: 'times',
  key({ task }) {
    const { costTime } = factsOf(task);
    const { createTime = null, completeTime = null, status } = task ?? {};
    return createTime || completeTime || costTime !== null ? [createTime, completeTime, costTime, status] : null;
  },
  build({ task, words, format }) {
    const { createTime = null, completeTime = null, status } = task ?? {};
    const took = createTime && completeTime ? format.duration(Date.parse(completeTime) - Date.parse(createTime)) : null;
    const { costTime } = factsOf(task);
    const tookThere = costTime === null ? null : format.duration(costTime * 1000);
    const kept = status === 'succeeded' && completeTime ? keptUntil(completeTime) : null;
    /** @type {((now: number) => void)[]} */
    const updates = [];
    /** @param {number} time @param {(time: number) => string} exact */
    const when = (time, exact) => {
      const element = el('time', { datetime: new Date(time).toISOString(), title: new Date(time).toISOString() });
      updates.push((now) =>
        setText(element, fill(words.times.relative, { time: exact(time), relative: format.relative(time - now) })),
      );
      return element;
    };
    const dateTime = (/** @type {number} */ time) => format.dateTime(time);
    const keptName = el('dt', {});
    if (kept !== null) updates.push((now) => setText(keptName, kept < now ? words.times.gone : words.times.kept));
    const rows = [
      createTime ? fact(words.times.created, when(Date.parse(createTime), dateTime)) : null,
      completeTime ? fact(words.times.completed, when(Date.parse(completeTime), dateTime)) : null,
      took ? fact(words.times.took, took) : null,
      tookThere !== null && tookThere !== took ? fact(words.times.tookThere, tookThere) : null,
      kept === null
        ? null
        : el(
            'div',
            { part: 'fact' },
            keptName,
            el(
              'dd',
              {},
              when(kept, (time) => format.date(time)),
            ),
          ),
    ];
    return {
      nodes: [el('section', { part: 'times', class: 'times' }, el('h3', {}, words.times.title), facts(rows))],
      update() {
        const now = Date.now();
        for (const update of updates) update(now);
      },
    };
  },
};

/** @type {Section} */
export const creditsSection = {
  slot: 'credits',
  key({ task }) {
    const { model, credits } = factsOf(task);
    return model !== null || credits !== null ? [model, credits, task?.status] : null;
  },
  build({ task, words, format }) {
    const { model, credits } = factsOf(task);
    const name = isFinal(task?.status ?? '') ? words.credits.credits : words.credits.soFar;
    const rows = [
      model === null ? null : fact(words.credits.model, el('span', { dir: 'ltr' }, model)),
      credits === null ? null : fact(name, format.number(credits)),
    ];
    return {
      nodes: [el('section', { part: 'credits', class: 'credits' }, el('h3', {}, words.credits.title), facts(rows))],
    };
  },
};

/** @type {Section} */
export const rawSection = {
  slot: 'raw',
  key: ({ task, canAsk }) => (task && (canAsk || task.raw !== undefined) ? [task.taskId] : null),
  build({ words: { raw } }, { loadRaw }) {
    const text = el('pre', { part: 'raw-text', tabindex: '0', dir: 'ltr', 'aria-label': raw.title }, raw.loading);
    const details = el('details', { part: 'raw', class: 'raw' }, el('summary', {}, raw.title), text);
    details.addEventListener('toggle', async () => {
      if (!details.open) return;
      text.textContent = await loadRaw().then(prettyJson, (error) =>
        fill(raw.failed, { problem: error instanceof Error ? error.message : String(error) }),
      );
    });
    return { nodes: [details] };
  },
};

/**
 * @param {string} name
 * @param {string | null} url
 * @param {import('./download.js').FileName} saveAs
 * @param {Words} words
 * @param {(text: string) => void} announce
 */
function file(name, url, saveAs, words, announce) {
  if (!url) return null;
  const { actions } = words;
  const safe = safeUrl(url);
  const copy = el('button', {
    type: 'button',
    class: 'quiet',
    part: 'button copy-url',
    'aria-label': fill(actions.copyOf, { name }),
    click: () => copyFrom(copy, url, actions).then(announce),
  });
  copy.append(icon('copy'), el('span', { class: 'label' }, actions.copy));
  const open =
    safe &&
    el(
      'a',
      { class: 'quiet', part: 'button open', ...newTab(safe), 'aria-label': fill(actions.openOf, { name }) },
      icon('open'),
      el('span', {}, actions.open),
    );
  const download = safe && downloadLink('quiet', safe, name, saveAs, words, announce);
  return el(
    'div',
    { class: 'file' },
    el('span', { class: 'name' }, name),
    el('code', { class: 'url', title: url, dir: 'ltr' }, url),
    ...present([download, open, copy]),
  );
}

/**
 * @param {string | undefined} name
 * @param {import('./dom.js').Child} value
 * @param {{ title?: string }} [more]
 */
function fact(name, value, { title } = {}) {
  return el('div', { part: 'fact' }, el('dt', { title, dir: 'auto' }, name), el('dd', {}, value));
}

/** @param {(Node | null)[]} rows */
function facts(rows) {
  return el('dl', { class: 'facts' }, ...rows);
}

/**
 * @param {unknown} value of `paramJson`: whatever the task's maker sent
 * @param {Words} words
 */
function parameter(value, { parameters }) {
  if (typeof value === 'boolean') return value ? parameters.yes : parameters.no;
  if (value === '' || value === null) return el('span', { class: 'hint' }, parameters.none);
  const text = asText(value);
  const url = typeof value === 'string' ? safeUrl(value) : null;
  return url ? el('a', { ...newTab(url), dir: 'ltr' }, text) : el('span', { dir: 'auto' }, text);
}

/** @param {unknown} value */
function asText(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Touches the page only when there is something new to say.
 * @param {Node} node
 * @param {string} text
 */
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
