// The stage of a task that is still being made: how long it has taken, when the next look comes, look now, stop.
import { el, icon } from './dom.js';
import { explain } from './explain.js';
import { factsOf } from './task-facts.js';
import { fill } from '../words/fill.js';

/** The usual time of a generation (docs/contract.md, "Guidance and limits"). */
const USUAL_MIN_MS = 2 * 60_000;
const USUAL_MAX_MS = 15 * 60_000;

/** Ticks nearer than this to the next look say that it is under way. */
const LEAST_WAIT_MS = 500;

/**
 * @param {import('./view.js').View} view
 * @param {import('./view.js').Actions} actions
 * @returns {import('./view.js').Built}
 */
export function progress({ words: { progress: words } }, { lookNow, stop }) {
  const elapsed = el('p', { part: 'elapsed', class: 'elapsed' });
  const bar = el('progress', { part: 'bar', max: String(USUAL_MAX_MS), 'aria-label': words.bar });
  const usual = el('p', { class: 'hint' });
  const trouble = el('p', { part: 'trouble', class: 'trouble' });
  const hint = el('p', { part: 'advice' });
  const next = el('p', { part: 'next-look', class: 'next' });
  const halt = el(
    'button',
    { type: 'button', class: 'quiet', part: 'button stop', click: stop },
    icon('stopped'),
    el('span', {}, words.stop),
  );
  const now = el(
    'button',
    { type: 'button', part: 'button look-now', click: lookNow },
    icon('again'),
    el('span', {}, words.lookNow),
  );
  const nodes = [
    el(
      'div',
      { part: 'progress', class: 'progress' },
      elapsed,
      bar,
      usual,
      trouble,
      hint,
      next,
      el('div', { class: 'buttons' }, now, halt),
    ),
  ];
  return { nodes, update };

  /** @param {import('./view.js').View} view */
  function update(view) {
    const { task, attempts, error, format } = view;
    const age = Math.max(Date.now() - (task?.createTime ? Date.parse(task.createTime) : view.since), 0);
    const first = attempts === 0 && task === null;
    const { stage } = factsOf(task);
    const making = stage === null ? words.making : words.stages[stage];
    elapsed.textContent = first ? words.looking : fill(task ? making : words.trying, { time: format.duration(age) });
    bar.hidden = usual.hidden = task === null;
    bar.value = Math.min(age, USUAL_MAX_MS);
    usual.textContent = usualTime(age, view);
    const { title, advice } = explain(error, view.words);
    trouble.textContent = fill(words.trouble, { problem: title });
    hint.textContent = advice;
    trouble.hidden = !error;
    // Once the task is known there is nothing the reader could mend.
    hint.hidden = !error || task !== null;
    // Without follow no look comes after the one there was.
    now.hidden = next.hidden = view.nextAt === Infinity;
    halt.hidden = now.hidden && !first;
    const wait = view.nextAt - Date.now();
    now.disabled = wait <= LEAST_WAIT_MS;
    next.textContent = next.hidden
      ? ''
      : `${nextLook(wait, view)} · ${fill(format.plural(attempts, words.attempts), { count: attempts })}`;
  }
}

/**
 * @param {number} age ms
 * @param {import('./view.js').View} view
 */
function usualTime(age, { words: { progress: words }, format }) {
  if (age >= USUAL_MAX_MS) return words.over;
  if (age < USUAL_MIN_MS) return words.usual;
  return fill(words.left, { time: format.duration(Math.ceil((USUAL_MAX_MS - age) / 60_000) * 60_000) });
}

/**
 * @param {number} wait ms
 * @param {import('./view.js').View} view
 */
function nextLook(wait, { words: { progress: words }, format }) {
  if (!navigator.onLine) return words.offline;
  return wait > LEAST_WAIT_MS ? fill(words.next, { time: format.duration(wait) }) : words.now;
}
