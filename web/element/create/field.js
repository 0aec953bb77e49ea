// One field of the form: its label, a hint, and what is wrong with it.
import { el } from '../dom.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {(problem: string) => void} complain empty: nothing is wrong
 * @property {() => void} focus
 */

/**
 * @param {import('./spoken.js').Spoken} spoken
 * @param {Control} control with an id
 * @param {{ label: import('./spoken.js').Pick, hint?: import('./spoken.js').Pick, advice?: HTMLElement }} texts
 * @returns {Field}
 */
export function field(spoken, control, { label, hint, advice }) {
  const { id } = control;
  const problem = el('p', { id: `${id}-problem`, part: 'problem', class: 'problem', hidden: true });
  const said = hint && el('p', { id: `${id}-hint`, class: 'hint' }, spoken.text(hint));
  const describedBy = [problem, ...(said ? [said] : []), ...(advice ? [advice] : [])].map((each) => each.id).join(' ');
  control.setAttribute('aria-describedby', describedBy);
  const complain = (/** @type {string} */ text) => {
    problem.textContent = text;
    problem.hidden = text === '';
    if (text) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  };
  control.addEventListener('input', () => complain(''));
  const name = el('label', { for: id }, spoken.text(label));
  return {
    element: el('div', { class: 'field' }, name, control, problem, said, advice),
    complain,
    focus: () => control.focus(),
  };
}
