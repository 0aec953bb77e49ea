// The stage of a task that is still being made: how long it has taken, when the next look comes, look now, stop.
import { el, icon } from './dom.js';
import { explain } from './explain.js';
import { factsOf } from './task-facts.js';
import { fill } from '../words/fill.js';

/** The longest that a generation usually takes (docs/contract.md, "Guidance and limits"). */
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
  // Without a value: nobody knows how far a task is.
  const bar = el('progress', { part: 'bar', 'aria-label': words.bar });
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
    usual.textContent = age < USUAL_MAX_MS ? words.usual : words.over;
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
 * @param {number} wait ms
 * @param {import('./view.js').View} view
 */
function nextLook(wait, { words: { progress: words }, format }) {
  if (!navigator.onLine) return words.offline;
  return wait > LEAST_WAIT_MS ? fill(words.next, { time: format.duration(wait) }) : words.now;
}
