// The stage: how the task is doing, beside its source as long as there is no result; then the result. While nothing is known of the
// task it has the size of a video, so that nothing moves when one arrives.
import { AlephError } from '../client/errors.js';
import { el, icon } from './dom.js';
import { explain, numberOf } from './explain.js';
import { fill } from '../words/fill.js';
import { player } from './player.js';
import { progress } from './progress.js';
import { safeUrl } from './safe-url.js';
import { besideSource, sourceUrlOf } from './source.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./view.js').Actions} Actions */
/** @typedef {import('./view.js').Built} Built */

/** @type {Record<import('./view.js').AlephTaskState, { key(view: View): unknown, build(view: View, actions: Actions): Built }>} */
const STAGES = {
  empty: { key: () => null, build: () => ({ nodes: [] }) },
  looking: { key: () => [], build: progress },
  processing: { key: () => [], build: progress },
  stopped: {
    key: () => [],
    build: ({ words: { stopped } }, { start }) =>
      panel('stopped', 'stopped', stopped.title, [
        el('p', {}, stopped.text),
        el('div', { class: 'buttons' }, again(stopped.resume, start)),
      ]),
  },
  succeeded: {
    key: ({ task, autoplay }) => [
      task?.response?.resultVideoUrl,
      task?.response?.resultImageUrl,
      task?.parameters?.videoUrl,
      task?.completeTime,
      autoplay,
    ],
    build: (view, actions) => (hasVideo(view) ? player(view) : withoutVideo(view, actions)),
  },
  failed: {
    key: ({ task }) => [task?.errorCode, task?.errorMessage],
    build: ({ task, words: { failure } }) => {
      /** @type {Record<string, string>} */
      const advice = failure.advice;
      return panel('failure', 'failed', failure.title, [
        el('p', { part: 'failure-message', class: 'quoted', dir: 'auto' }, task?.errorMessage ?? failure.noReason),
        el('p', { part: 'advice' }, advice[String(task?.errorCode)] ?? failure.advice.other),
        typeof task?.errorCode === 'number' &&
          el('p', { part: 'failure-code', class: 'hint' }, fill(failure.code, { code: task.errorCode })),
      ]);
    },
  },
  error: {
    key: ({ error }) =>
      AlephError.is(error) ? [error.kind, error.message, error.code, error.status, error.retryAfter] : [String(error)],
    build({ error, words, format }, { start }) {
      const known = AlephError.is(error) ? error : null;
      const { title, advice } = explain(error, words);
      return panel('error', 'error', title + numberOf(error, words), [
        el('p', { part: 'advice' }, advice),
        typeof known?.retryAfter === 'number' &&
          el('p', {}, fill(words.error.retryAfter, { time: format.duration(known.retryAfter * 1000) })),
        el(
          'details',
          { class: 'quoted' },
          el('summary', {}, words.error.details),
          el('p', { part: 'error-message', dir: 'auto' }, error instanceof Error ? error.message : String(error)),
        ),
        el('div', { class: 'buttons' }, again(words.error.retry, start)),
      ]);
    },
  },
};

/** @type {import('./view.js').Section} */
export const stageSection = {
  slot: 'stage',
  key: (view) =>
    view.state === 'empty' ? null : [view.state, STAGES[view.state].key(view), sourceUrlOf(view.task), isUnknown(view)],
  build: (view, actions) => {
    const { nodes, ...rest } = staged(view, actions);
    return { ...rest, nodes: [el('section', { part: 'stage', class: `stage ${view.state}` }, ...nodes)] };
  },
};

/** @param {View} view */
function isUnknown({ state, task }) {
  return state === 'looking' && task === null;
}

/**
 * @param {View} view
 * @param {Actions} actions
 * @returns {Built}
 */
function staged(view, actions) {
  const built = STAGES[view.state].build(view, actions);
  if (hasVideo(view)) return built;
  if (isUnknown(view)) return { ...built, nodes: [el('div', { class: 'screen large' }, ...built.nodes)] };
  return { ...built, ...besideSource(built.nodes, view) };
}

/** @param {View} view */
function hasVideo({ state, task }) {
  return state === 'succeeded' && safeUrl(task?.response?.resultVideoUrl) !== null;
}

/**
 * @param {View} view
 * @param {Actions} actions
 */
function withoutVideo({ words: { result }, canAsk }, { start }) {
  return panel('without-url', 'succeeded', result.withoutUrl, [
    el('p', {}, result.withoutUrlText),
    canAsk && el('div', { class: 'buttons' }, again(result.lookAgain, start)),
  ]);
}

/**
 * @param {string} part
 * @param {import('./dom.js').IconName} name
 * @param {string} title
 * @param {import('./dom.js').Child[]} children
 * @returns {Built}
 */
function panel(part, name, title, children) {
  return { nodes: [el('div', { part, class: `panel ${name}` }, el('h3', {}, icon(name), title), ...children)] };
}

/**
 * @param {string} label
 * @param {() => void} start
 */
function again(label, start) {
  return el('button', { type: 'button', part: 'button retry', click: start }, icon('again'), el('span', {}, label));
}
