// Above the opened task: that its files are about to go, with a button that saves them.
import { el } from '../../element/dom.js';
import { fill } from '../../words/fill.js';
import { byId } from '../by-id.js';
import { explainProblem } from './explain-problem.js';
import { goingIn } from './going.js';
import { write } from './panel.js';

export class KeepNotice {
  #text = el('p', { role: 'status' });
  #save;
  #notice;
  #current = '';

  /** @param {import('./keeper.js').Keeper} keeper */
  constructor(keeper) {
    this.#save = el('button', { type: 'button', class: 'quiet', click: () => keeper.save(this.#current) });
    this.#notice = el('div', { id: 'going', class: 'notice calm' }, this.#text, this.#save);
    this.#notice.hidden = true;
    byId('notice', HTMLElement).after(this.#notice);
  }

  /** @param {import('./keep.js').KeepView} view */
  show(view) {
    const { keeper, words, format, tasks, current } = view;
    const task = tasks.find(({ taskId }) => taskId === current);
    const left = task && !keeper.kept.has(current) ? goingIn(task) : null;
    this.#current = current;
    this.#notice.hidden = left === null;
    if (left === null) return;
    const failed = keeper.failed.get(current);
    const { title, advice } = failed ? explainProblem(failed, view) : { title: '', advice: '' };
    const going = fill(words.going, { time: format.relative(left) });
    write(this.#text, failed ? `${going} ${fill(words.notSaved, { problem: title })}. ${advice}` : going);
    const isSaving = keeper.saving?.taskId === current;
    write(this.#save, failed ? words.again : words.save);
    this.#save.disabled = isSaving;
  }
}
