// Beside the list: where results are kept, what is being saved, what could not be.
import { el } from '../../element/dom.js';
import { fill } from '../../words/fill.js';
import { byId } from '../by-id.js';
import { explainProblem, nameOf } from './explain-problem.js';
import { chooseFolder } from './places.js';

/** As many tasks that could not be saved are named. */
const NAMED = 3;

export class KeepPanel {
  #offer;
  #again;
  #other;
  #where = el('p', {});
  #progress = el('p', {});
  /** Said aloud when it changes. */
  #said = el('p', { role: 'status' });
  #advice = el('p', {});
  #failed = el('ul', {});
  #buttons;
  #kept = 0;

  /**
   * @param {import('./keeper.js').Keeper} keeper
   * @param {() => void} openSettings
   */
  constructor(keeper, openSettings) {
    const button = (/** @type {() => unknown} */ click) => el('button', { type: 'button', class: 'quiet', click });
    this.#offer = button(openSettings);
    this.#again = button(() => keeper.retry());
    this.#other = button(async () => {
      const folder = await chooseFolder();
      if (folder) await keeper.keepIn(folder);
    });
    this.#buttons = el('div', { class: 'buttons' }, this.#again, this.#other, this.#offer);
    byId('keep', HTMLElement).append(
      this.#where,
      this.#progress,
      this.#said,
      this.#advice,
      this.#failed,
      this.#buttons,
    );
  }

  /** @param {import('./keep.js').KeepView} view */
  show(view) {
    const { keeper, words } = view;
    const { place, problem, failed } = keeper;
    const explained = problem && explainProblem(problem, view);
    write(this.#where, place === null ? '' : whereOf(view));
    write(this.#progress, progressOf(view));
    write(this.#said, explained ? `${explained.title}.` : this.#news(view));
    write(this.#advice, explained?.advice ?? '');
    this.#said.classList.toggle('problem', explained !== null);
    this.#showFailed(view);
    write(this.#again, problem?.kind === 'permission' ? words.allow : words.again);
    this.#again.hidden = problem === null && failed.size === 0;
    write(this.#other, words.other);
    this.#other.hidden = problem === null || problem.kind === 'permission' || !place?.folder;
    write(this.#offer, words.offer);
    this.#offer.hidden = place !== null || view.tasks.length === 0;
    this.#buttons.hidden = [this.#again, this.#other, this.#offer].every(({ hidden }) => hidden);
  }

  /** @param {import('./keep.js').KeepView} view @returns {string} the last that was kept since the page was opened */
  #news({ keeper: { kept }, words }) {
    const isNew = this.#kept > 0 && kept.size > this.#kept;
    this.#kept = kept.size;
    if (isNew) return fill(words.saved, { file: [...kept.values()].at(-1) ?? '' });
    return this.#said.classList.contains('problem') ? '' : (this.#said.textContent ?? '');
  }

  /** @param {import('./keep.js').KeepView} view */
  #showFailed(view) {
    const { keeper, words } = view;
    const texts = [...keeper.failed].slice(0, NAMED).map(([taskId, problem]) => {
      const { title, advice } = explainProblem(problem, view);
      return `${nameOf(view, taskId)} — ${fill(words.notSaved, { problem: title })}. ${advice}`;
    });
    this.#failed.hidden = texts.length === 0;
    // Rebuilt only when it is another list: a screen reader may be in it.
    if (texts.join('\n') === [...this.#failed.children].map((item) => item.textContent).join('\n')) return;
    this.#failed.replaceChildren(...texts.map((text) => el('li', { class: 'problem', dir: 'auto' }, text)));
  }
}

/** @param {import('./keep.js').KeepView} view */
function whereOf({ keeper: { place, kept }, words, format }) {
  const where = place?.folder ? fill(words.inFolder, { folder: place.folder.name }) : words.inDownloads;
  const count = fill(format.plural(kept.size, words.kept), { count: format.number(kept.size) });
  return kept.size === 0 ? where : `${where} ${count}.`;
}

/** @param {import('./keep.js').KeepView} view */
function progressOf(view) {
  const { keeper, words, format } = view;
  const { saving, waiting } = keeper;
  if (saving === null) return '';
  const { taskId, percent } = saving;
  const task = nameOf(view, taskId);
  const now = percent === null ? fill(words.saving, { task }) : fill(words.savingPart, { task, percent });
  if (waiting < 1) return now;
  return `${now} · ${fill(format.plural(waiting, words.waiting), { count: format.number(waiting) })}`;
}

/** @param {HTMLElement} element @param {string} text empty: it is not there */
export function write(element, text) {
  element.hidden = text === '';
  if (element.textContent !== text) element.textContent = text;
}
