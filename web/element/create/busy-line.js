// How far it is, while a video is uploaded and the service is asked.
import { fill } from '../../words/fill.js';
import { el } from '../dom.js';

export class BusyLine {
  #spoken;
  #text = el('span', { role: 'status' });
  #bar = el('progress', { part: 'bar', max: '1' });
  #cancel;
  element;

  /**
   * @param {import('./spoken.js').Spoken} spoken
   * @param {() => void} cancel
   */
  constructor(spoken, cancel) {
    this.#spoken = spoken;
    this.#cancel = el(
      'button',
      { type: 'button', part: 'button cancel', class: 'quiet', click: cancel },
      spoken.text(({ words }) => words.busy.cancel),
    );
    this.element = el(
      'div',
      { part: 'progress', class: 'busy', tabindex: '-1', hidden: true },
      this.#text,
      this.#cancel,
      this.#bar,
    );
    spoken.bind(({ words }) => this.#bar.setAttribute('aria-label', words.submit));
  }

  /** @param {number} share that is uploaded, 0 to 1 */
  showUpload(share) {
    const percent = Math.floor(share * 100);
    this.#say(({ busy }) => fill(busy.uploading, { percent }));
    this.#bar.value = share;
    this.#cancel.hidden = false;
  }

  /** From here on nothing can be taken back. */
  showSending() {
    this.#say(({ busy }) => busy.sending);
    this.#bar.removeAttribute('value');
    this.#cancel.hidden = true;
  }

  /** @param {(words: import('../../words/en.js').CreateWords) => string} pick */
  #say(pick) {
    const { words } = /** @type {import('./spoken.js').Reading} */ (this.#spoken.reading);
    this.#text.textContent = pick(words);
    const { element } = this;
    if (!element.hidden) return;
    element.hidden = false;
    element.focus();
  }
}
